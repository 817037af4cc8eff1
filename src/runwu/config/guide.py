"""Pages of the guide that follow from the code: which columns imports recognise (能认出的列)."""

from collections.abc import Iterator

from runwu.core.imports import ImportKind, kinds
from runwu.core.workbooks import ColumnSpec, Kind

_KINDS = {
    Kind.TEXT: "文字",
    Kind.INTEGER: "整数",
    Kind.DECIMAL: "数",
    Kind.DATE: "日期",
    Kind.BOOLEAN: "是否",
    Kind.CHOICE: "选项",
    Kind.CODE: "代码",
}
_OPENING = """# 能认出的列

本页由程序生成，不手工修改。列名写成下面任何一种都认得；写成别的，按相似程度提出，由你确认，确认过的会记住。空格、换行、括号和全角半角不影响。
"""


def render_import_columns() -> str:
    """Write down, for each kind of import, its columns, their other names and what they hold."""
    return "\n".join([_OPENING, *(line for kind in kinds() for line in _section(kind))]).rstrip() + "\n"


def _section(kind: ImportKind) -> Iterator[str]:
    yield f"## {kind.title}\n"
    if kind.note:
        yield f"{kind.note}\n"
    yield "| 列 | 也认得 | 填什么 | 例 |"
    yield "|---|---|---|---|"
    for spec in kind.specs:
        required = "（必填）" if spec.required else ""
        yield f"| {spec.title}{required} | {'、'.join(spec.synonyms)} | {_holds(spec)} | {spec.example} |"
    yield ""
    for spec in kind.specs:
        if spec.choices.options:
            yield f"- **{spec.title}**：{'；'.join(_options(spec))}"
    yield ""


def _holds(spec: ColumnSpec) -> str:
    return f"{_KINDS[spec.kind]}，{spec.unit}" if spec.unit else _KINDS[spec.kind]


def _options(spec: ColumnSpec) -> Iterator[str]:
    """Yield each value with the other words for it."""
    for words in spec.choices.options.values():
        others = f"（{'、'.join(words[1:])}）" if words[1:] else ""
        yield f"{words[0]}{others}"
