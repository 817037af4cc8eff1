"""Merge two rows about one person (合并重复) without losing a row; taken back on the same day."""

import json
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from runwu.accounts.models import User
from runwu.core import audit
from runwu.members import merging
from runwu.members.models import MemberMerge, PartyMember
from runwu.members.services import merge_periods as periods
from runwu.members.services import merge_refusals as refusals
from runwu.members.services.merge_rows import move, move_back
from runwu.members.services.own_accounts import name_own_accounts
from runwu.people.models import Audience, Consent, Person

# What the kept row takes from the other where it has nothing; a number and its index go together.
_OF_PERSON = (
    ("gender",), ("birth_date",), ("education",), ("phone", "phone_index"), ("identity_index", "identity_tail"),
    ("user_id",),
)  # fmt: skip
_OF_MEMBER = (("admitted_on",), ("converted_on",), ("organization_id", "path", "belonging"))


def check_merge(*, kept: PartyMember, absorbed: PartyMember) -> list[periods.Period]:
    """Return what becomes of the other row's periods. Raises UserError where the two can't be merged."""
    refusals.require_one_person(kept, absorbed)
    refusals.require_no_own_contact(kept, absorbed)
    seals = kept.restricted != absorbed.restricted
    refusals.require_no_open_post(kept, absorbed, sealed=seals)
    return periods.planned(kept, absorbed)


def _missing(kept: models.Model, other: models.Model, groups: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    """Return the columns of the other row that the kept one lacks, with their values."""
    return {
        name: getattr(other, name)
        for group in groups
        if not getattr(kept, group[0]) and getattr(other, group[0])
        for name in group
    }


@transaction.atomic
def merge_members(*, kept: PartyMember, absorbed: PartyMember, basis: str, by: User) -> MemberMerge:
    """Merge a row into the one that is kept: every related row moves, empty columns are filled, the other row goes.

    Standing stays as it is. Periods of which there is one at a time give way to those of the kept row and stand in the
    record of the merge; other open rows that a person has once end today, and stay. Raises UserError where the two
    can't be one person or both have something under way; nothing is changed then.
    """
    kept, absorbed = _locked(kept, absorbed)
    check_merge(kept=kept, absorbed=absorbed)
    before = {"kept": _columns(kept), "absorbed": _columns(absorbed)}
    moved = move(kept, absorbed)
    person = _missing(kept.person, absorbed.person, _OF_PERSON)
    member = _missing(kept, absorbed, _OF_MEMBER)
    marks = _marks(kept, absorbed)
    Person.objects.filter(pk=absorbed.person_id).update(identity_index=None, user=None)
    old_person, old_id = absorbed.person, absorbed.public_id
    absorbed.delete()
    Person.objects.get(pk=old_person.pk).delete()
    _write(kept, {**member, **marks}, {**person, **_names(kept, marks)})
    name_own_accounts([kept.person_id])
    row = MemberMerge(
        kept=kept, absorbed=old_id, basis=basis.strip(), moved=moved.rows, ended=moved.ended,
        filled=sorted({*person, *member}), merged_on=timezone.localdate(), merged_by=by.public_id,
        aside=moved.words,
    )  # fmt: skip
    state = {**before, "after": _columns(kept), **moved.told()}
    row.snapshot = json.dumps(state, ensure_ascii=False)
    row.full_clean(exclude=["kept", "filled", "aside"])
    row.save()
    _log(by, "merged", row, kept, rows=row.moved, ended=row.ended, aside=len(moved.words))
    return row


@transaction.atomic
def undo_merge(*, merge: MemberMerge, by: User) -> PartyMember:
    """Take a merge back on its day (撤回合并): both rows as they were, each with its own. Returns the row that is back.

    Rows that came after the merge stay with the kept one. Raises Conflict on another day, or where it was changed.
    """
    row = MemberMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if not row.stands or row.merged_on != timezone.localdate() or not row.snapshot:
        raise refusals.not_today()
    kept = _one(row.kept_id)
    state = json.loads(row.snapshot)
    if _told(_columns(kept)) != _told(state["after"]):
        raise refusals.changed_since()
    Person.objects.filter(pk=kept.person_id).update(**_values(Person, state["kept"]["person"]))
    PartyMember.objects.filter(pk=kept.pk).update(**_values(PartyMember, state["kept"]["member"]))
    person = Person(**merging.restored(Person, state["absorbed"]["person"]))
    person.save(force_insert=True)
    back = PartyMember(**merging.restored(PartyMember, state["absorbed"]["member"]))
    if back.organization is not None:
        back.path = back.organization.path  # it may have moved in the tree since the merge
    back.save(force_insert=True)
    name_own_accounts([kept.person_id, back.person_id])
    move_back(state)
    row.undone_at, row.undone_by = timezone.now(), by.public_id
    row.save(update_fields=["undone_at", "undone_by"])
    _log(by, "merge_undone", row, _one(kept.pk))
    return back


def _one(pk: int) -> PartyMember:
    """Lock a row that stays, with its person."""
    rows = PartyMember.objects.select_for_update(of=("self", "person"), no_key=True)
    return rows.select_related("person").get(pk=pk)


def _going(pk: int) -> PartyMember:
    """Lock a row that goes: what somebody hangs on it meanwhile waits, and is refused then instead of being lost."""
    return PartyMember.objects.select_for_update(of=("self", "person")).select_related("person").get(pk=pk)


def _locked(kept: PartyMember, absorbed: PartyMember) -> tuple[PartyMember, PartyMember]:
    """Lock both rows in the order of their keys, with their persons."""
    found = {pk: _one(pk) if pk == kept.pk else _going(pk) for pk in sorted({kept.pk, absorbed.pk})}
    return found[kept.pk], found[absorbed.pk]


def _columns(member: PartyMember) -> dict[str, dict[str, str | None]]:
    return {"member": merging.columns(member), "person": merging.columns(member.person)}


def _told(state: dict[str, dict[str, str | None]]) -> dict[str, dict[str, str | None]]:
    """Leave out when a row was last saved."""
    return {part: {name: text for name, text in held.items() if name != "updated_at"} for part, held in state.items()}


def _values(model: type[models.Model], texts: dict[str, str | None]) -> dict[str, Any]:
    return {name: value for name, value in merging.restored(model, texts).items() if name != "id"}


def _marks(kept: PartyMember, absorbed: PartyMember) -> dict[str, Any]:
    """Return the marks that follow: the person's wish to be restricted, or apart from the employer, is never lost."""
    restricted = [one for one in (kept, absorbed) if one.restricted]
    opened = Consent.objects.open().filter(person=kept.person_id, audience=Audience.PARK)
    return {
        "restricted": bool(restricted),
        "restriction_confirmed": any(one.restriction_confirmed for one in restricted),
        "opened_to_park": bool(restricted) and opened.exists(),
        "without_employer": kept.without_employer or absorbed.without_employer,
    }


def _names(kept: PartyMember, marks: dict[str, Any]) -> dict[str, Any]:
    if not marks["restricted"] or kept.person.sealed:
        return {}
    return {"sealed": True, "sealed_name": kept.person.full_name, "name": "", "initials": ""}


def _write(kept: PartyMember, member: dict[str, Any], person: dict[str, Any]) -> None:
    for row, values in ((kept.person, person), (kept, member)):
        for name, value in values.items():
            setattr(row, name, value)
    kept.person.full_clean()
    kept.person.save()
    kept.full_clean(exclude=["person", "organization"])
    kept.save()


def _log(by: User, what: str, row: MemberMerge, kept: PartyMember, **more: Any) -> None:
    audit.log(
        by, f"members.duplicate.{what}", row, path=kept.path, restricted=kept.restricted, fields=row.filled,
        kept=kept.public_id, absorbed=row.absorbed, **more,
    )  # fmt: skip
