"""What changed between the facts of a plan and the facts of today, said so that a person can check it (事实变化)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

Entry = Mapping[str, Any]
Document = Mapping[str, Any]


def differences(then: Document, now: Document) -> list[str]:
    """Return one sentence per change between two instances: enterprises, branches, required pairs, rules."""
    return [
        *_between(then["units"], now["units"], _unit_words, _("企业")),
        *_between(then["branches"], now["branches"], _branch_words, _("现有支部")),
        *_pairs(then, now),
        *_parameters(then["parameters"], now["parameters"]),
    ]


def _between(
    then: Sequence[Entry], now: Sequence[Entry], words: Callable[[Entry, Entry], Iterator[str]], kind: str
) -> Iterator[str]:
    before = {entry["id"]: entry for entry in then}
    after = {entry["id"]: entry for entry in now}
    for key, entry in before.items():
        if key not in after:
            yield _("%(name)s：不再列入%(kind)s。") % {"name": entry["name"], "kind": kind}
        elif changes := list(words(entry, after[key])):
            yield _("%(name)s：%(changes)s。") % {"name": entry["name"], "changes": "，".join(changes)}
    for key, entry in after.items():
        if key not in before:
            yield _("%(name)s：新列入%(kind)s，%(count)s。") % {
                "name": entry["name"],
                "kind": kind,
                "count": _members(entry),
            }


def _members(entry: Entry) -> str:
    return _("正式党员 %(full)s 名") % {"full": entry["full_members"]}


def _unit_words(before: Entry, after: Entry) -> Iterator[str]:
    yield from _counts(before, after, ("full_members", _("正式党员")), ("probationary", _("预备党员")))
    if before["today"] != after["today"]:
        yield _("所在的联合党支部有变动")
    yield from _place(before, after)


def _branch_words(before: Entry, after: Entry) -> Iterator[str]:
    yield from _counts(before, after, ("full_members", _("正式党员")), ("members", _("党员合计")))
    if before["units"] != after["units"]:
        yield _("覆盖单位 %(old)s → %(new)s 家") % {"old": before["units"], "new": after["units"]}
    yield from _place(before, after)


def _counts(before: Entry, after: Entry, *fields: tuple[str, str]) -> Iterator[str]:
    for key, label in fields:
        if before[key] != after[key]:
            yield _("%(label)s %(old)s → %(new)s 名") % {"label": label, "old": before[key], "new": after[key]}


def _place(before: Entry, after: Entry) -> Iterator[str]:
    if (before["lat"], before["lon"]) != (after["lat"], after["lon"]):
        yield _("位置有变动")
    for key, label in (("grid", _("网格")), ("chain", _("产业链")), ("building", _("厂房")), ("name", _("名称"))):
        if before.get(key) != after.get(key):
            old, new = before.get(key) or _("未填"), after.get(key) or _("未填")
            yield _("%(label)s由“%(old)s”改为“%(new)s”") % {"label": label, "old": old, "new": new}


def _pairs(then: Document, now: Document) -> Iterator[str]:
    names = {entry["id"]: entry["name"] for side in (then, now) for entry in (*side["units"], *side["branches"])}
    before, after = ({_key(pair): pair for pair in side["pairs"]} for side in (then, now))
    for key in before.keys() - after.keys():
        yield _("取消了一条要求：%(pair)s。") % {"pair": _pair(before[key], names)}
    for key in after.keys() - before.keys():
        yield _("新增了一条要求：%(pair)s。") % {"pair": _pair(after[key], names)}


def _key(pair: Entry) -> tuple[str, ...]:
    return (pair["kind"], *sorted((pair["a"], pair["b"])), pair["reason"])


def _pair(pair: Entry, names: Mapping[str, str]) -> str:
    words = _("须在同一支部") if pair["kind"] == "together" else _("不在同一支部")
    return _("%(a)s 与 %(b)s %(words)s") % {"a": names[pair["a"]], "b": names[pair["b"]], "words": words}


def _parameters(then: Entry, now: Entry) -> Iterator[str]:
    labels = {
        "min_full": _("联合党支部的正式党员合计"),
        "max_members": _("一个党支部的党员人数上限"),
        "max_units": _("联合党支部覆盖的单位数"),
        "max_way_m": _("到牵头单位的距离上限"),
        "big_units_may_take_in": _("应单独成立支部的企业可吸纳邻近企业"),
    }
    for key, label in labels.items():
        if then[key] != now[key]:
            yield _("规定或园区设定有变动：%(label)s %(old)s → %(new)s。") % {
                "label": label,
                "old": then[key],
                "new": now[key],
            }
