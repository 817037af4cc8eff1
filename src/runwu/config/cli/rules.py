"""The rules on the command line: list them, show one over time, compare two days. No server, no database."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import date

from runwu.rules import registry
from runwu.rules.errors import ParameterError, RuleInputError
from runwu.rules.parameters import DatedValue, Parameter, packaged_parameters
from runwu.rules.parameters.model import shown_value
from runwu.rules.rulebook import ParameterInForce, Rulebook


def rules(arguments: Namespace) -> int:
    """List, show or compare; 1 with a message where a key, a day or a place is not known."""
    try:
        print("\n".join(_ASKED[arguments.what](arguments)))
    except (ParameterError, RuleInputError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _list(arguments: Namespace) -> Iterator[str]:
    book = Rulebook(on=arguments.on, place=arguments.place)
    topic = ""
    for one in _in_force(book):
        if one.topic != topic:
            topic = one.topic
            yield f"\n{topic}"
        yield f"  {one.key:<44} {one.shown:<20} {one.source.chip}（{one.source.sure.label}）"


def _in_force(book: Rulebook) -> Iterator[ParameterInForce]:
    known = book.parameters
    return (book.parameter(key) for key in known.keys() if known.require(key).in_force(book.on))  # noqa: SIM118


def _show(arguments: Namespace) -> Iterator[str]:
    parameter = packaged_parameters().require(arguments.key)
    book = Rulebook(on=arguments.on, place=arguments.place)
    yield f"{parameter.title}（{parameter.key}）"
    if parameter.in_force(arguments.on):
        now = book.parameter(parameter.key)
        yield f"  {arguments.on}：{now.shown} · {now.force.label} · {now.level.label}"
    for dated in parameter.values:
        yield from _dated(parameter, dated)
    yield f"  用到它的规则：{'、'.join(registry.readers(parameter.key)) or '—'}"


def _dated(parameter: Parameter, dated: DatedValue) -> Iterator[str]:
    until = f"至 {dated.valid_to}" if dated.valid_to else "起"
    yield f"  {dated.valid_from} {until}：{shown_value(dated.value, parameter.unit, parameter.labels)}"
    yield f"    {dated.source.document} {dated.source.article}（{dated.source.remark}）"
    yield f"    {dated.source.text}"


def _diff(arguments: Namespace) -> Iterator[str]:
    """Say which values differ between two days, and which rules read them."""
    known = packaged_parameters()
    changed = [key for key in known.keys() if _value(key, arguments.first) != _value(key, arguments.second)]  # noqa: SIM118
    for key in changed:
        before, after = _value(key, arguments.first), _value(key, arguments.second)
        yield f"{known.require(key).title}（{key}）：{before} → {after}"
        yield f"  受影响的规则：{'、'.join(registry.readers(key)) or '—'}"
    if not changed:
        yield f"{arguments.first} 与 {arguments.second} 的规则相同。"


def _value(key: str, on: date) -> str:
    parameter = packaged_parameters().require(key)
    dated = parameter.in_force(on)
    return shown_value(dated.value, parameter.unit, parameter.labels) if dated else "—"


_ASKED = {"list": _list, "show": _show, "diff": _diff}
