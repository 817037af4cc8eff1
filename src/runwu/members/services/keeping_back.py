"""Taking a piece of a person's data out of the register (取出登记内容): to be gone, or to be stored and not processed."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from runwu.accounts.models import User
from runwu.core.attachments import let_go
from runwu.core.facts import changes_between, record_changes
from runwu.members import merging
from runwu.members.choices import CorrectionState, DeletionPiece, Gap
from runwu.members.models import Discrepancy, PartyMember
from runwu.members.own.deletions import skills_of, wishes_over
from runwu.members.services.locking import locked_person
from runwu.people.models import Person

COLUMNS = {DeletionPiece.PHONE: ("phone", "phone_index"), DeletionPiece.EDUCATION: ("education",)}
_GAPS = {DeletionPiece.PHONE: Gap.PHONE}


def take_out(member: PartyMember, piece: DeletionPiece, by: User) -> dict[str, Any]:
    """Take a piece out of every place where it stands and return it, to be kept encrypted or dropped.

    Copies in answered corrections, reconciliations and merges go as well. Callers are in a transaction.
    """
    if piece in COLUMNS:
        kept: dict[str, Any] = {"person": _take_columns(member, piece, by)}
    else:
        kept = {"rows": _take_rows(skills_of(member) if piece is DeletionPiece.SKILLS else wishes_over(member))}
    member.merges.update(snapshot=None)
    return kept


def put_back(member: PartyMember, kept: dict[str, Any], by: User) -> None:
    """Put what was kept back where it stood; a column that was filled meanwhile stays as it is."""
    person = locked_person(member)
    old = {name: getattr(person, name) for name in kept.get("person", {})}
    if old and not any(old.values()):
        for name, value in kept["person"].items():
            setattr(person, name, value)
        person.save(update_fields=list(old))
        _note(member, person, old, by)
    for label, columns in kept.get("rows", []):
        model = apps.get_model(label)
        row = model(**merging.restored(model, columns))
        _hang_on(row, member)
        if not _collides(row):
            row.save(force_insert=True)


def drop_papers(kept: dict[str, Any]) -> None:
    """Let the files of rows that are gone for good go with the next clearing, which gives the proof."""
    let_go([str(columns["public_id"]) for _label, columns in kept.get("rows", [])])


def _hang_on(row: models.Model, member: PartyMember) -> None:
    """Let a row hang on the member it belongs to now: a merge may have come between."""
    for name, key in (("person_id", member.person_id), ("member_id", member.pk)):
        if hasattr(row, name):
            setattr(row, name, key)


def _collides(row: models.Model) -> bool:
    """Tell whether the same was registered anew meanwhile."""
    try:
        row.validate_constraints()
    except ValidationError:
        return True
    return False


def _take_columns(member: PartyMember, piece: DeletionPiece, by: User) -> dict[str, str]:
    person = locked_person(member)
    kept = {name: getattr(person, name) for name in COLUMNS[piece]}
    for name in kept:
        setattr(person, name, "")
    person.save(update_fields=list(kept))
    for one in member.corrections.exclude(state=CorrectionState.ASKED).filter(field=piece):
        one.wanted = ""
        one.save(update_fields=["wanted"])
    if piece in _GAPS:
        Discrepancy.objects.filter(member=member, kind=_GAPS[piece]).delete()
    _note(member, person, kept, by)
    return kept


def _take_rows(rows: models.QuerySet[Any]) -> list[tuple[str, dict[str, str | None]]]:
    kept = [(row._meta.label_lower, merging.columns(row)) for row in rows]
    rows.delete()
    return kept


def _note(member: PartyMember, person: Person, old: dict[str, str], by: User) -> None:
    if not member.restricted:  # nothing is noted about restricted ones beyond their own log
        told = [name for name in old if not name.endswith("index")]
        record_changes(changes_between(person, {name: old[name] for name in told}, personal=told), by=by.public_id)
