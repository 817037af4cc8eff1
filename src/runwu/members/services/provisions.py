"""What is handed out of the register, on record (信息提供登记): for everybody concerned, and for who keeps the register."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from runwu.access.selectors import scope_of
from runwu.accounts.models import User
from runwu.core import audit
from runwu.members.choices import ProvisionBasis, ProvisionKind
from runwu.members.models import Disclosure, PartyMember, Provision
from runwu.members.selectors import known_to
from runwu.organizations.paths import common
from runwu.people.handing import people_handed_out

_AT_ONCE = 2000
_TOLD_OF_NAMED = frozenset({"name", "organization", "restricted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """What is handed out: in which form, which fields, to whom, on which ground, and why."""

    kind: ProvisionKind
    fields: Sequence[str]
    recipient: str = ""
    basis: ProvisionBasis = ProvisionBasis.DUTY
    reason: str = ""


@transaction.atomic
def note_provision(*, members: Iterable[int], handing: Handing, by: User) -> list[Provision]:
    """Note that something about members (their keys) was handed out: one row, of restricted ones another (信息提供登记).

    Everybody concerned reads it on the own page. Queries: one per 2,000 members to read, one to write.
    """
    found: dict[bool, list[tuple[int, str]]] = defaultdict(list)
    for pk, path, restricted in _concerned(members):
        found[restricted].append((pk, path))
    return [_noted(found[restricted], restricted, handing, by) for restricted in sorted(found)]


def _concerned(members: Iterable[int]) -> Iterator[tuple[int, str, bool]]:
    for keys in _batches(sorted(set(members))):
        yield from PartyMember.objects.filter(pk__in=keys).values_list("pk", "path", "restricted").order_by("pk")


def _noted(rows: list[tuple[int, str]], restricted: bool, handing: Handing, by: User) -> Provision:
    provision = Provision.objects.create(
        kind=handing.kind, recipient=handing.recipient, basis=handing.basis, reason=handing.reason,
        fields=list(handing.fields), people=len(rows), restricted=restricted, path=common(path for _pk, path in rows),
        given_by=by.public_id,
    )  # fmt: skip
    parts = (
        Disclosure(member_id=pk, provision=provision, seen_by=by.public_id, fields=provision.fields, reason="")
        for pk, _path in rows
    )
    Disclosure.objects.bulk_create(parts, batch_size=_AT_ONCE)
    audit.log(
        by, "members.provision.noted", provision, path=provision.path, restricted=restricted, kind=provision.kind,
        basis=provision.basis, people=provision.people, fields=provision.fields,
    )  # fmt: skip
    return provision


def noting_export(
    rows: type[models.Model] = PartyMember, member: str = "pk"
) -> Callable[[Sequence[int], Sequence[str], Any], object]:
    """Return what a list of members, or of rows that name one in a column, does once it was exported (谁看过)."""

    def note(keys: Sequence[int], columns: Sequence[str], by: Any) -> None:
        everybody = set(_members(rows, member, keys))
        named = _named_alone(everybody, by)
        for some, fields in ((everybody - named, columns), (named, [one for one in columns if one in _TOLD_OF_NAMED])):
            if some:
                note_provision(members=some, handing=Handing(kind=ProvisionKind.LIST, fields=fields), by=by)

    return note


@people_handed_out.register
def note_people(people: Sequence[int], columns: Sequence[str], by: User) -> None:
    """Note the members among persons whom a list of another app named: holders of posts, those with skills."""
    for some in _batches(people):
        found = list(PartyMember.objects.filter(person__in=some).values_list("pk", flat=True))
        noting_export()(found, columns, by)


def _named_alone(members: set[int], by: User) -> set[int]:
    """Return those of whom a list gave name and branch alone: restricted ones beyond the exporter's own branch."""
    known = known_to(scope_of(by, timezone.localdate()))
    found: set[int] = set()
    for some in _batches(sorted(members)):
        rows = PartyMember.objects.filter(pk__in=some, restricted=True).exclude(known)
        found.update(rows.values_list("pk", flat=True))
    return found


def _members(rows: type[models.Model], member: str, keys: Sequence[int]) -> Iterator[int]:
    if member == "pk":
        yield from keys
        return
    for some in _batches(keys):
        found = rows._default_manager.filter(pk__in=some).exclude(**{member: None})
        yield from found.order_by().values_list(member, flat=True).distinct()


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
