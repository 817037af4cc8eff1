"""Write the statements down as tables that a jurist can check against the documents (条文对照)."""

from __future__ import annotations

from runwu.rules.statements.model import Statement, StatementTopic
from runwu.rules.statements.reading import packaged_statements

_OPENING = """## 条文对照

逐条列出文件里的规定，以及它在本系统的哪个参数、哪项判断里；没有做的，写明原因。规定是我们自己的转述。
"""
_HEAD = "| 文件和条款 | 规定 | 参数和判断 | 没有做的和原因 |\n|---|---|---|---|\n"


def render_statements() -> str:
    """Render all statements as Markdown, a table per topic.

    >>> "支部工作条例 第四条" in render_statements()
    True
    """
    topics = packaged_statements()
    return "\n".join([_OPENING, _summary(topics), *(_topic(topic) for topic in topics), _missing(topics)])


def _summary(topics: tuple[StatementTopic, ...]) -> str:
    listed = [statement for topic in topics for statement in topic.statements]
    represented = sum(statement.is_represented for statement in listed)
    return f"共 {len(listed)} 条：{represented} 条有参数或者判断，{len(listed) - represented} 条没有做，[原因另列](#没有做的)。\n"


def _topic(topic: StatementTopic) -> str:
    return f"### {topic.title}\n\n{_HEAD}" + "".join(_row(statement) for statement in topic.statements)


def _missing(topics: tuple[StatementTopic, ...]) -> str:
    """List once more, together, what is not represented and why."""
    left = [one for topic in topics for one in topic.statements if not one.is_represented]
    rows = "".join(f"| {one.clause} | {one.says} | {one.reason} |\n" for one in left)
    return f"## 没有做的\n\n| 文件和条款 | 规定 | 原因 |\n|---|---|---|\n{rows}"


def _row(statement: Statement) -> str:
    where = "、".join(f"`{name}`" for name in (*statement.keys, *statement.rules)) or "—"
    return f"| {statement.clause} | {statement.says} | {where} | {statement.reason or ''} |\n"
