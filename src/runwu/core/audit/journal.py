"""Write the audit log: one act, one row, in the act's own transaction."""

import uuid
from collections.abc import Iterable
from typing import Any, Protocol

import structlog
from django.db import models, transaction

from runwu.core.audit.guard import checked_action, checked_extra, checked_fields
from runwu.core.audit.sealing import seal_after_commit
from runwu.core.models.audit import ActorKind, AuditEntry


class Actor(Protocol):
    """Whoever acts: an account with a public id."""

    @property
    def public_id(self) -> uuid.UUID:
        """Return the id that the log names."""


def log(
    by: Actor | None,
    action: str,
    subject: models.Model | None = None,
    *,
    place: uuid.UUID | None = None,
    path: str = "",
    restricted: bool = False,
    fields: Iterable[str] = (),
    **extra: Any,
) -> AuditEntry:
    """Write one entry into the audit log (操作日志), in the transaction of the act.

    `by` is the account, None for the system; `action` reads "area.noun.verb"; `subject` is any row with a
    `public_id`, None for acts on no single row (an export). `place` (public id of park or organisation) and
    `path` (organisation path) say whose people may read the entry, `restricted` that only those may who must
    know the member. `fields` are names of changed fields. Extra data are counts, codes, dates, public ids
    and digests.

    Raises ValueError for another shape of action, PersonalValue for data that could be personal.
    """
    entry = AuditEntry.objects.create(
        actor=by.public_id if by else None,
        actor_kind=ActorKind.PERSON if by else ActorKind.SYSTEM,
        action=checked_action(action),
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=public_id_of(subject) if subject else "",
        place=place,
        path=path,
        restricted=restricted,
        fields=checked_fields(fields),
        extra=checked_extra(extra),
        request_id=_request_id(),
    )
    transaction.on_commit(seal_after_commit, robust=True)
    return entry


def public_id_of(subject: models.Model) -> str:
    """Return the public id of a row as text. Raises TypeError for a model without one."""
    public_id = getattr(subject, "public_id", None)
    if public_id is None:
        raise TypeError(f"{subject._meta.label} has no public id, so nothing above core can name it")
    return str(public_id)


def _request_id() -> str:
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))[:64]
