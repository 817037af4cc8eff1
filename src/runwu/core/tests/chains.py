"""Write, seal, anchor and tamper with the audit log in tests."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from runwu.core import audit
from runwu.core.audit import FindingKind
from runwu.core.audit.anchors import append_anchor
from runwu.core.models import Attachment, AuditEntry, AuditSegment
from tests.audit_triggers import lifted_triggers


@dataclass(frozen=True)
class Clerk:
    """Somebody who acts."""

    public_id: uuid.UUID = field(default_factory=uuid.uuid4)


def write(count: int) -> list[AuditEntry]:
    """Write entries, none of them sealed."""
    return [audit.log(Clerk(), "core.sample.written", Attachment(), number=number) for number in range(count)]


def segment(count: int) -> AuditSegment:
    """Write entries and seal them as one segment."""
    write(count)
    audit.seal_pending()
    return AuditSegment.objects.latest("number")


def anchored(*counts: int) -> None:
    """Write and seal segments of these lengths and anchor the last."""
    last = [segment(count) for count in counts][-1]
    append_anchor(last)


def tamper(*statements: str, parameters: Sequence[Any] = ()) -> None:
    """Run statements on the audit tables with their triggers lifted."""
    with lifted_triggers(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, parameters)


def findings() -> list[tuple[FindingKind, int, int]]:
    """Verify and return the findings as plain values."""
    return [(finding.kind, finding.first, finding.last) for finding in audit.verify().findings]
