"""Write the parameters down as a page that a jurist can read (规则手册)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from runwu.rules.parameters import NATIONAL, DatedValue, Parameter, ParameterSet, packaged_parameters, shown_value
from runwu.rules.periods import in_words
from runwu.rules.registry import RULE_MODULES, readers
from runwu.rules.sources import Sure

_OPENING = """# 规则与依据

本页由参数文件生成，不手工修改。每个数字都有单位、起止日期、文件和条款；条文是我们自己的转述，以正式文件为准。

- 约束力：**不得**，不符合就拒绝；**应当**，作为一项待办；**一般**，提示后可以办；**界定**，说明一个词的含义。
- 核对程度：条文已核；转引，条文未核；待核；地方或园区设定。
- 园区可以另设的只有“一般”的规定，以及待核的、地方的规定，并须写明文件。
"""


def render(parameters: ParameterSet | None = None) -> str:
    """Render all parameters as Markdown, by topic, with the list of what is still to be confirmed.

    >>> "支部工作条例 第四条" in render()
    True
    """
    chosen = parameters or packaged_parameters()
    national = sorted((item for item in chosen if item.place == NATIONAL), key=_topic_order)
    parts = [_OPENING, *_topics(national), *_local(chosen), _to_confirm(list(chosen)), _register(national)]
    return "\n".join(part.rstrip() + "\n" for part in parts)


def _topic_order(parameter: Parameter) -> int:
    topic = parameter.key.partition(".")[0]
    return RULE_MODULES.index(topic) if topic in RULE_MODULES else len(RULE_MODULES)


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
    return "现行" if dated is parameter.values[-1] else "下一行起"


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


def _register(parameters: list[Parameter]) -> str:
    rows = "".join(
        f"| `{parameter.key}` | {'、'.join(f'`{name}`' for name in readers(parameter.key))} |\n"
        for parameter in parameters
    )
    return "## 哪些判断用到哪个参数\n\n| 参数 | 判断 |\n|---|---|\n" + rows
