"""What was entered about an enterprise's fallback duties over time (兜底事项历史)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from runwu.coverage.models import DutyHolder
from runwu.coverage.selectors.duty_cells import holder_label
from runwu.coverage.selectors.fallback_duties import Duty
from runwu.enterprises.models import Enterprise


@dataclass(frozen=True, slots=True)
class Past:
    """One holder of a duty, from when to when, by which document."""

    duty: str
    who: str
    since: date
    until: date | None
    document: str


def history_of_firm(firm: Enterprise, duties: Sequence[Duty]) -> list[Past]:
    """Return what was entered, the newest first; what was taken back never held. One query."""
    names = {duty.code: duty.name for duty in duties}
    rows = DutyHolder.objects.standing().filter(enterprise=firm)
    rows = rows.select_related("entry__organization", "entry__person").order_by("-valid_from", "code", "pk")
    return [
        Past(names.get(row.code, row.code), holder_label(row), row.valid_from, row.valid_to, row.entry.document)
        for row in rows
    ]
