"""Merge two rows about one person (合并重复) without losing a row; taken back on the same day."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.models.base import DatedModel
from runwu.members import merging
from runwu.members.models import MemberMerge, PartyMember
from runwu.members.services import merge_refusals as refusals
from runwu.people.models import Audience, Consent, Person

# What the kept row takes from the other where it has nothing; a number and its index go together.
_OF_PERSON = (
    ("gender",), ("birth_date",), ("education",), ("phone", "phone_index"), ("identity_index", "identity_tail"),
    ("user_id",),
)  # fmt: skip
_OF_MEMBER = (("admitted_on",), ("converted_on",), ("organization_id", "path", "belonging"))


@dataclass(slots=True)
class _Moved:
    rows: list[tuple[str, str, int]] = field(default_factory=list)  # model, column, key
    ended: list[tuple[str, int]] = field(default_factory=list)
    named: list[tuple[str, str, int]] = field(default_factory=list)  # model, former id, key


def check_merge(*, kept: PartyMember, absorbed: PartyMember) -> list[str]:
    """Return the columns that the kept row would take from the other. Raises UserError where they can't be merged."""
    refusals.require_one_person(kept, absorbed)
    refusals.require_no_own_contact(kept, absorbed)
    seals = kept.restricted != absorbed.restricted
    refusals.require_no_open_post(kept, absorbed, sealed=seals)
    return [*_missing(kept.person, absorbed.person, _OF_PERSON), *_missing(kept, absorbed, _OF_MEMBER)]


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

    Standing stays as it is. Open rows that a person has once end today, and stay. Raises UserError where the two can't
    be one person or both have something under way; nothing is changed then.
    """
    kept, absorbed = _locked(kept, absorbed)
    check_merge(kept=kept, absorbed=absorbed)
    before = {"kept": _columns(kept), "absorbed": _columns(absorbed)}
    today = timezone.localdate()
    moved = _move(kept, absorbed, today)
    person = _missing(kept.person, absorbed.person, _OF_PERSON)
    member = _missing(kept, absorbed, _OF_MEMBER)
    marks = _marks(kept, absorbed)
    Person.objects.filter(pk=absorbed.person_id).update(identity_index=None, user=None)
    old_person, old_id = absorbed.person, absorbed.public_id
    absorbed.delete()
    Person.objects.get(pk=old_person.pk).delete()
    _write(kept, {**member, **marks}, {**person, **_names(kept, marks)})
    row = MemberMerge(
        kept=kept, absorbed=old_id, basis=basis.strip(), moved=len(moved.rows), ended=len(moved.ended),
        filled=sorted({*person, *member}), merged_on=today, merged_by=by.public_id,
    )  # fmt: skip
    state = {**before, "after": _columns(kept), "rows": moved.rows, "ended": moved.ended, "named": moved.named}
    row.snapshot = json.dumps(state, ensure_ascii=False)
    row.full_clean(exclude=["kept"])
    row.save()
    _log(by, "merged", row, kept, rows=row.moved, ended=row.ended)
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
    back.save(force_insert=True)
    _move_back(state, kept, back)
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


def _move(kept: PartyMember, absorbed: PartyMember, today: date) -> _Moved:
    moved = _Moved()
    for column, row in list(merging.hanging_on(absorbed)):
        label, target = row._meta.label_lower, kept.pk if column.related_model is PartyMember else kept.person_id
        setattr(row, column.attname, target)
        if _collides(row):
            if not isinstance(row, DatedModel) or row.valid_to is not None:
                raise refusals.both_open(type(row))
            row.valid_to = max(today, row.valid_from + timedelta(days=1))
            moved.ended.append((label, row.pk))
            if _collides(row):
                raise refusals.both_open(type(row))
        _save(row, [column.attname] + (["valid_to"] if (label, row.pk) in moved.ended else []))
        moved.rows.append((label, column.attname, row.pk))
    for one, other in ((absorbed, kept), (absorbed.person, kept.person)):
        moved.named += _rename(one, other)
    return moved


def _collides(row: models.Model) -> bool:
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError:
        return True
    return False


def _save(row: models.Model, names: list[str]) -> None:
    """Write the columns; what only the database refuses (two periods that overlap) is told in words."""
    try:
        with transaction.atomic():
            values = {name: getattr(row, name) for name in names}
            type(row)._default_manager.filter(pk=row.pk).update(**values)
    except IntegrityError as error:
        raise refusals.both_open(type(row)) from error


def _rename(one: models.Model, other: models.Model) -> list[tuple[str, str, int]]:
    """Hand over the rows that name an object by its public id."""
    found = []
    for model, kind, name in merging.NAMED:
        former = str(one.public_id)  # type: ignore[attr-defined]
        rows = model._default_manager.filter(**{kind: one._meta.label_lower, name: former})
        found += [(f"{model._meta.label_lower}.{name}", former, pk) for pk in rows.values_list("pk", flat=True)]
        rows.update(**{name: str(other.public_id)})  # type: ignore[attr-defined]
    return found


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


def _move_back(state: dict[str, Any], kept: PartyMember, back: PartyMember) -> None:
    for label, column, pk in state["rows"]:
        model = apps.get_model(label)
        of_member = model._meta.get_field(column.removesuffix("_id")).related_model is PartyMember
        here, there = (kept.pk, back.pk) if of_member else (kept.person_id, back.person_id)
        values: dict[str, Any] = {column: there}
        if [label, pk] in state["ended"]:
            values["valid_to"] = None
        model._default_manager.filter(pk=pk, **{column: here}).update(**values)
    for named, former, pk in state["named"]:
        label, name = named.rsplit(".", 1)
        apps.get_model(label)._default_manager.filter(pk=pk).update(**{name: former})


def _log(by: User, what: str, row: MemberMerge, kept: PartyMember, **more: Any) -> None:
    audit.log(
        by, f"members.duplicate.{what}", row, path=kept.path, restricted=kept.restricted, fields=row.filled,
        kept=kept.public_id, absorbed=row.absorbed, **more,
    )  # fmt: skip
