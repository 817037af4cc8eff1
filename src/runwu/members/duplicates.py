"""Rows that may be about one person (疑似重复): found by phone, name and birth date, judged by people."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations, product
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


@dataclass(frozen=True, slots=True)
class _Row:
    """What is compared of a row, and where the row stands."""

    pk: int
    name: str
    phone: str
    born: str
    number: str | None
    restricted: bool
    path: str


_READ = (
    "pk", "person__name", "person__phone_index", "person__birth_date", "person__identity_index", "restricted", "path",
)  # fmt: skip


def likely(*, scope: Scope) -> list[Pair]:
    """Return the pairs that may be one person, among those whom somebody records and may know. Five queries.

    Restricted members are compared in their own branch alone; a pair is never shown to somebody who may not merge it.
    """
    rows = standings.mergeable(scope=scope)
    named = rows.filter(person__sealed=False)
    found = {one.pk: one for one in _repeated(named.exclude(person__name=""), named, "person__name")}
    sealed = [_row(one) for one in rows.filter(person__sealed=True)]
    phones = rows.exclude(person__phone_index="")
    found |= {one.pk: one for one in _repeated(phones, named, "person__phone_index")}
    found |= {one.pk: one for one in _read(named.filter(person__name__in={one.name for one in sealed}))}
    found |= {one.pk: one for one in sealed}
    open_ones = [pair for pair in _pairs(found.values()) if standings.may_merge(scope=scope, rows=pair[:2])][:MOST]
    shown = rows.in_bulk({one.pk for pair in open_ones for one in pair[:2]})
    return [Pair(shown[first.pk], shown[second.pk], ground) for first, second, ground in open_ones]


def _repeated(values: QuerySet[PartyMember], rows: QuerySet[PartyMember], key: str) -> Iterator[_Row]:
    """Read who shares a value with somebody; not where each has an identity number of the own: those are different people."""
    often = values.order_by().values(key).annotate(number=Count("pk"), numbers=Count("person__identity_index"))
    often = often.filter(Q(number__gt=1) & Q(number__gt=F("numbers"))).values(key)
    return _read(rows.filter(**{f"{key}__in": often}))


def _read(rows: QuerySet[PartyMember]) -> Iterator[_Row]:
    return (_Row(*one) for one in rows.order_by().values_list(*_READ))


def _row(member: PartyMember) -> _Row:
    person = member.person
    return _Row(
        member.pk, person.full_name, person.phone_index, person.birth_date, person.identity_index, member.restricted,
        member.path,
    )  # fmt: skip


def _pairs(rows: Collection[_Row]) -> list[tuple[_Row, _Row, str]]:
    """Return who has something in common, by name. Only rows that share a value are held beside each other."""
    found = {}
    for first, second in _candidates(rows):
        one, other = (first, second) if first.pk < second.pk else (second, first)
        if (one.pk, other.pk) not in found and (ground := _ground(one, other)):
            found[one.pk, other.pk] = (one, other, ground)
    return sorted(found.values(), key=lambda pair: (pair[0].name, pair[0].pk, pair[1].pk))


def _candidates(rows: Collection[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """Pair the rows of one phone, those of one name and birth date, and who has no birth date with the name's others."""
    phones, births, names = (defaultdict[Any, list[_Row]](list) for _ in range(3))
    for one in rows:
        phones[one.phone].append(one)
        births[one.name, one.born].append(one)
        names[one.name].append(one)
    phones.pop("", None)
    for group in [*phones.values(), *births.values()]:
        yield from combinations(group, 2)
    for name, group in names.items():
        known = [one for one in group if one.born]
        yield from product(births.get((name, ""), ()), known)


def differ_by_number(first: PartyMember, second: PartyMember) -> bool:
    """Tell whether both rows have an identity number, and not the same one."""
    one, other = first.person.identity_index, second.person.identity_index
    return bool(one and other and one != other)


def common_ground(first: PartyMember, second: PartyMember) -> str:
    """Say what two rows have in common; nothing where they are about two persons."""
    return _ground(_row(first), _row(second))


def _ground(one: _Row, other: _Row) -> str:
    if one.number and other.number and one.number != other.number:
        return ""
    same_phone = bool(one.phone) and one.phone == other.phone
    if one.name != other.name:
        return _("手机相同，姓名不同") if same_phone and one.born == other.born else ""
    if one.born and other.born:
        if one.born == other.born:
            return _("姓名和出生日期相同")
        return _("姓名和手机相同，出生日期不同") if same_phone else ""
    return _("姓名和手机相同") if same_phone else _("姓名相同，有一行没有出生日期")
