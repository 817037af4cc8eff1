"""The rules on the command line: list them, show one over time, compare two days. No server, no database."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from runwu.rules import registry
from runwu.rules.errors import RuleInputError
from runwu.rules.parameters import DatedValue, Parameter, packaged_parameters
from runwu.rules.parameters.model import shown_value
from runwu.rules.rulebook import ParameterInForce, Rulebook

_MOST_MEANT = 5


def rules(arguments: Namespace) -> int:
    """List, show or compare; 1 with a message where a key, a day or a place is not known."""
    try:
        print("\n".join(_ASKED[arguments.what](arguments)), flush=True)
    except RuleInputError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader, such as `head`, has seen enough; nothing is flushed into it at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _list(arguments: Namespace) -> Iterator[str]:
    book = Rulebook(on=arguments.on, place=arguments.place)
    topic = ""
    if not any(_in_force(book)):
        yield f"{arguments.on} 还没有任何规定，换一个较晚的日期。"
    for one in _in_force(book):
        if one.topic != topic:
            topic = one.topic
            yield f"\n{topic}"
        yield f"  {one.key:<44} {one.shown:<20} {one.force.label} · {one.source.chip}（{one.source.remark}）"


def _in_force(book: Rulebook) -> Iterator[ParameterInForce]:
    known = book.parameters
    keys = sorted(known.keys(), key=registry.topic_order)
    return (book.parameter(key) for key in keys if known.require(key).in_force(book.on))


def _show(arguments: Namespace) -> Iterator[str]:
    parameter = _known(arguments.key.strip())
    book = Rulebook(on=arguments.on, place=arguments.place)
    yield f"{parameter.title}（{parameter.key}）"
    if parameter.in_force(arguments.on):
        yield f"  {arguments.on}：{_standing(book.parameter(parameter.key))}"
    else:
        yield f"  {arguments.on}：当日没有规定，最早自 {parameter.values[0].valid_from} 起"
    for dated in parameter.values:
        yield from _dated(parameter, dated)
    yield f"  用到它的判断：{'、'.join(registry.readers(parameter.key)) or '—'}"


def _standing(now: ParameterInForce) -> str:
    beneath = f"（{now.beneath.origin}：{now.beneath.shown}）" if now.beneath else ""
    return f"{now.shown} · {now.force.label} · {now.origin}{beneath}"


def _known(key: str) -> Parameter:
    """Find a parameter by its key; where there is none, name those that were probably meant."""
    found = packaged_parameters().find(key)
    if found is None:
        meant = _meant(key)
        now = f"试试 {'、'.join(meant)}" if meant else "用 runwu rules list 看全部的键"
        raise RuleInputError(happened=f"没有名为“{key}”的规则", rule="每条规则有唯一的键", now=now)
    return found


def _meant(key: str) -> list[str]:
    known = packaged_parameters()
    similar = get_close_matches(key.lower(), known.keys(), n=_MOST_MEANT, cutoff=0.6)
    titled = [one.key for one in known if key and (key in one.title or key in one.topic or key.lower() in one.key)]
    return list(dict.fromkeys([*titled, *similar]))[:_MOST_MEANT]


def _dated(parameter: Parameter, dated: DatedValue) -> Iterator[str]:
    until = f"至 {dated.valid_to}" if dated.valid_to else "起"
    value = shown_value(dated.value, parameter.unit, parameter.labels)
    yield f"  {dated.valid_from} {until}：{value} · {dated.force.label}"
    yield f"    {dated.source.document} {dated.source.article}（{dated.source.remark}）"
    yield f"    {dated.source.text}"


def _diff(arguments: Namespace) -> Iterator[str]:
    """Say which values differ between two days, and which rules read them."""
    known = packaged_parameters()
    changed = [key for key in known.keys() if _value(key, arguments.first) != _value(key, arguments.second)]  # noqa: SIM118
    for key in changed:
        before, after = _value(key, arguments.first), _value(key, arguments.second)
        yield f"{known.require(key).title}（{key}）：{before} → {after}"
        yield f"  受影响的判断：{'、'.join(registry.readers(key)) or '—'}"
    if not changed:
        yield f"{arguments.first} 与 {arguments.second} 的规则相同。"


def _value(key: str, on: date) -> str:
    parameter = packaged_parameters().require(key)
    dated = parameter.in_force(on)
    return shown_value(dated.value, parameter.unit, parameter.labels) if dated else "—"


_ASKED = {"list": _list, "show": _show, "diff": _diff}
