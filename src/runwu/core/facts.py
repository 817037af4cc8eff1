"""Record and read changes of facts (事实变更): set-based, without values of personal fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from runwu.core.crypto.fields import EncryptedField
from runwu.core.dialect import insert_rows
from runwu.core.models.facts import FactChange

CHANGED: Final = "已更改"


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a row got another value. `personal` hides both values; encrypted fields hide them anyway."""

    subject: models.Model
    field: str
    old: Any
    new: Any
    personal: bool = False


def record_changes(
    changes: Iterable[Change],
    *,
    source: str = "",
    source_date: date | None = None,
    batch: UUID | None = None,
    by: UUID | None = None,
) -> int:
    """Record changes of facts and return how many rows were written; equal values are left out.

    `source` names where the new values come from, `source_date` the day they describe, `batch` the import,
    `by` the public id of whoever entered them. A fixed number of statements. Values of encrypted
    fields, of `Change.personal` and of fields that the model lists in `personal_fields` become “已更改”.
    """
    rows = [
        FactChange(
            subject_type=change.subject._meta.label_lower,
            subject_id=str(change.subject.public_id),  # type: ignore[attr-defined]
            field=change.field,
            old=old,
            new=new,
            source=source,
            source_date=source_date,
            batch=batch,
            by=by,
        )
        for change in changes
        if as_text(change.old) != as_text(change.new)
        for old, new in [_shown(change)]
    ]
    insert_rows(rows)
    return len(rows)


def changes_between(subject: models.Model, old: dict[str, Any], *, personal: Iterable[str] = ()) -> list[Change]:
    """Return the changes between the values that a row had and those it has now, for the fields in `old`."""
    hidden = frozenset(personal)
    return [Change(subject, name, value, getattr(subject, name), name in hidden) for name, value in old.items()]


def history_of(subject: models.Model) -> models.QuerySet[FactChange]:
    """Return the changes of a row, newest first."""
    public_id = str(subject.public_id)  # type: ignore[attr-defined]
    return FactChange.objects.filter(subject_type=subject._meta.label_lower, subject_id=public_id).order_by("-id")


def as_text(value: Any) -> str:
    """Return a value as it is recorded: "" for nothing, ISO dates, 是/否, the code of a choice.

    >>> as_text(None), as_text(date(2026, 3, 1)), as_text(True)
    ('', '2026-03-01', '是')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(getattr(value, "public_id", value))


def _shown(change: Change) -> tuple[str, str]:
    if change.personal or is_personal(change.subject, change.field):
        return "", CHANGED
    return as_text(change.old), as_text(change.new)


def is_personal(subject: models.Model, field: str) -> bool:
    """Tell whether values of a field must not be recorded: it is encrypted or in the model's `personal_fields`."""
    if field in getattr(subject, "personal_fields", ()):
        return True
    try:
        return isinstance(subject._meta.get_field(field), EncryptedField)
    except FieldDoesNotExist:
        return False
