"""Rows that may be about one person (疑似重复): found by phone, name and birth date, judged by people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from runwu.core.scope import Scope
from runwu.members import standings
from runwu.members.models import PartyMember

MOST = 200  # pairs on a page


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows and what they have in common."""

    first: PartyMember
    second: PartyMember
    ground: str


def likely(*, scope: Scope) -> list[Pair]:
    """Return the pairs that may be one person, among those whom somebody records and may know. Five queries.

    Restricted members are compared in their own branch alone; a pair is never shown to somebody who may not merge it.
    """
    rows = standings.mergeable(scope=scope).defer("person__phone", "person__identity_tail")  # what nobody compares
    names = rows.filter(person__sealed=False).exclude(person__name="").values("person__name")
    phones = rows.exclude(person__phone_index="").values("person__phone_index")
    found = {one.pk: one for one in _repeated(rows.defer("person__sealed_name"), names, "person__name")}
    found |= {one.pk: one for one in _repeated(rows, phones, "person__phone_index")}
    sealed = list(rows.filter(person__sealed=True))
    alike = rows.filter(person__name__in={one.person.full_name for one in sealed})
    found |= {one.pk: one for one in [*sealed, *alike]}
    pairs = _pairs(found.values())
    return [one for one in pairs if standings.may_merge(scope=scope, rows=(one.first, one.second))][:MOST]


def _repeated(rows: QuerySet[PartyMember], values: QuerySet[PartyMember, Any], key: str) -> Iterable[PartyMember]:
    """Read who shares a value with somebody; not where each has an identity number of the own: those are different people."""
    often = values.order_by().annotate(number=Count("pk"), numbers=Count("person__identity_index"))
    often = often.filter(Q(number__gt=1) & Q(number__gt=F("numbers"))).values(key)
    return rows.filter(**{f"{key}__in": often})


def _pairs(rows: Iterable[PartyMember]) -> list[Pair]:
    groups: dict[str, list[PartyMember]] = defaultdict(list)
    for one in rows:
        groups[one.person.full_name].append(one)
        if one.person.phone_index:
            groups[one.person.phone_index].append(one)
    found: dict[tuple[int, int], Pair] = {}
    for group in groups.values():
        for first, second in combinations(sorted(group, key=lambda one: one.pk), 2):
            if ground := common_ground(first, second):
                found.setdefault((first.pk, second.pk), Pair(first, second, ground))
    return sorted(found.values(), key=lambda pair: (pair.first.person.full_name, pair.first.pk, pair.second.pk))


def differ_by_number(first: PartyMember, second: PartyMember) -> bool:
    """Tell whether both rows have an identity number, and not the same one."""
    one, other = first.person.identity_index, second.person.identity_index
    return bool(one and other and one != other)


def common_ground(first: PartyMember, second: PartyMember) -> str:
    """Say what two rows have in common; nothing where they are about two persons."""
    one, other = first.person, second.person
    if differ_by_number(first, second):
        return ""
    same_phone = bool(one.phone_index) and one.phone_index == other.phone_index
    if one.full_name != other.full_name:
        return _("手机相同，姓名不同") if same_phone and one.birth_date == other.birth_date else ""
    if one.birth_date and other.birth_date:
        return (
            _("姓名和出生日期相同")
            if one.birth_date == other.birth_date
            else _("姓名和手机相同，出生日期不同")
            if same_phone
            else ""
        )
    return _("姓名和手机相同") if same_phone else _("姓名相同，有一行没有出生日期")
