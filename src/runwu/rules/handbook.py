"""Write the parameters down as a page that a jurist can read (规则手册)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby

from runwu.rules.parameters import NATIONAL, DatedValue, Parameter, ParameterSet, packaged_parameters, shown_value
from runwu.rules.parameters.files import packaged_documents
from runwu.rules.parameters.tables import Document
from runwu.rules.periods import in_words
from runwu.rules.registry import readers, topic_order
from runwu.rules.sources import Sure
from runwu.rules.statements.table import render_statements

_OPENING = """# 规则与依据

本页由参数文件生成，不手工修改。每个数字都有单位、起止日期、文件和条款；条文是我们自己的转述，以正式文件为准。

- 约束力：**不得**，不符合就拒绝；**应当**，作为一项待办；**一般**，提示后可以办；**界定**，说明一个词的含义。
- 核对程度：**条文已核**，读过文件原文；**转引，条文未核**，从其他材料读到，没有对照原文；**待核**，来源或者数值没有确认，
  先按此提示；**地方或园区设定**，没有全国规定，由地方、园区或者本系统定。“条款号待核”，原文读过，条款号没有核到。
- 起、止两天都算在内。“日期待核”，文件的施行日期只核到年份或者没有核到。文件没有列施行日期的，以及产品设定、工作惯例，
  “起”只说明本系统从哪一天起按它判断；更早的日子不作判断。
- 园区可以另设的只有“一般”的规定，以及待核的、地方的规定，并须写明文件。标“不得”的产品设定是本系统的承诺，不能另设。
"""


_FOR_CHECKING = ("还要核对的", "引用的文件", "条文对照", "没有做的", "哪些判断用到哪个参数")


def render(parameters: ParameterSet | None = None) -> str:
    """Render all parameters as Markdown, by topic, with what is still to be confirmed and what is not represented.

    >>> "支部工作条例 第四条" in render()
    True
    """
    chosen = parameters or packaged_parameters()
    national = sorted((item for item in chosen if item.place == NATIONAL), key=lambda item: topic_order(item.key))
    parts = [
        _OPENING,
        _contents(national, chosen),
        *_topics(national),
        *_local(chosen),
        _to_confirm(list(chosen)),
        _documents(),
        _register(national),
    ]
    parts.append(render_statements())
    return "\n".join(part.rstrip() + "\n" for part in parts)


def _contents(parameters: list[Parameter], chosen: ParameterSet) -> str:
    """List the headings with links, first those for whoever checks the documents."""
    topics = dict.fromkeys(parameter.topic for parameter in parameters)
    places = [f"地方规定：{place}" for place in chosen.places()]
    return "## 目录\n\n" + "".join(f"- [{title}](#{title})\n" for title in (*_FOR_CHECKING, *topics, *places))


def _topics(parameters: list[Parameter]) -> list[str]:
    return [
        f"## {topic}\n\n" + "\n".join(_entry(parameter) for parameter in group)
        for topic, group in groupby(parameters, key=lambda parameter: parameter.topic)
    ]


def _local(parameters: ParameterSet) -> list[str]:
    return [
        f"## 地方规定：{place}\n\n" + "\n".join(_entry(item) for item in parameters if item.place == place)
        for place in parameters.places()
    ]


def _entry(parameter: Parameter) -> str:
    head = f"### {parameter.title}\n\n`{parameter.key}` · {parameter.force.label}{_bounds(parameter)}\n\n"
    table = "| 起 | 止 | 值 | 依据 | 约束力 | 核对程度 |\n|---|---|---|---|---|---|\n"
    rows = "".join(_row(parameter, dated) for dated in parameter.values)
    return head + table + rows + "\n" + _texts(parameter.values)


def _bounds(parameter: Parameter) -> str:
    low = [] if parameter.at_least is None else [f"不低于 {parameter.at_least}"]
    high = [] if parameter.at_most is None else [f"不高于 {parameter.at_most}"]
    return f" · 园区另设时{'、'.join(low + high)}" if low or high else ""


def _row(parameter: Parameter, dated: DatedValue) -> str:
    until = in_words(dated.valid_to) if dated.valid_to else _until(parameter, dated)
    cells = [
        in_words(dated.valid_from),
        until,
        shown_value(dated.value, parameter.unit, parameter.labels),
        dated.source.chip,
        dated.force.label,
        _sure(dated),
    ]
    return f"| {' | '.join(cells)} |\n"


def _until(parameter: Parameter, dated: DatedValue) -> str:
    """Name the last day of a value: the day before the next one, if there is one."""
    later = [other.valid_from for other in parameter.values if other.valid_from > dated.valid_from]
    return in_words(min(later) - timedelta(days=1)) if later else "现行"


def _sure(dated: DatedValue) -> str:
    return dated.source.sure.label + ("" if dated.source.article_confirmed else "；条款号待核")


def _texts(values: Iterable[DatedValue]) -> str:
    lines = dict.fromkeys(f"> {dated.source.document} {dated.source.article}：{dated.source.text}" for dated in values)
    return "\n>\n".join(line.replace(" ：", "：") for line in lines) + "\n"


def _to_confirm(parameters: list[Parameter]) -> str:
    open_points = [
        f"- {parameter.title}（`{parameter.key}`）：{dated.source.chip}，{_sure(dated)}"
        for parameter in parameters
        for dated in parameter.values
        if dated.source.sure in (Sure.TO_CONFIRM, Sure.SECONDARY) or not dated.source.article_confirmed
    ]
    return "## 还要核对的\n\n" + "\n".join(dict.fromkeys(open_points)) + "\n"


def _documents() -> str:
    rows = "".join(
        f"| {document.title} | {document.number or '—'} | {_since(document)} |\n"
        for document in packaged_documents().values()
    )
    return "## 引用的文件\n\n| 文件 | 文号 | 起 |\n|---|---|---|\n" + rows


def _since(document: Document) -> str:
    if document.effective_from is None:
        return "—"
    return in_words(document.effective_from) + ("" if document.date_confirmed else "（日期待核）")


def _register(parameters: list[Parameter]) -> str:
    rows = "".join(
        f"| `{parameter.key}` | {'、'.join(f'`{name}`' for name in readers(parameter.key))} |\n"
        for parameter in parameters
    )
    return "## 哪些判断用到哪个参数\n\n| 参数 | 判断 |\n|---|---|\n" + rows
