"""Periods of which a member has one at a time (同一时间只有一个): the kept row's stand, the other row's give way.

A formal affiliation or a floating period of the other row that the kept one covers is set aside into the record of the
merge; one that reaches beyond it keeps the part beyond. So every past day has one answer, and nothing is lost.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from runwu.core.models.base import DatedModel
from runwu.members.models import Affiliation, FloatingStay, PartyMember
from runwu.members.services import merge_refusals as refusals

Span = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Period:
    """What becomes of one period of the row that goes: all of it moves, a part of it, or none (`left` is None)."""

    row: Any
    left: Span | None
    covered_by: tuple[Any, ...]

    @property
    def moves_whole(self) -> bool:
        """Tell whether the period moves as it is."""
        return self.left == (self.row.valid_from, self.row.valid_to)


def planned(kept: PartyMember, absorbed: PartyMember) -> list[Period]:
    """Return what becomes of the other row's affiliations and floating periods. Four queries.

    Raises UserError where a period would fall into two pieces: somebody has to say first what is right.
    """
    found = []
    for name in ("affiliations", "floating_stays"):
        held = list(getattr(kept, name).order_by("valid_from", "pk"))
        for row in getattr(absorbed, name).order_by("valid_from", "pk"):
            over = tuple(one for one in held if _overlap(one, row))
            left = list(_beyond((row.valid_from, row.valid_to), over))
            if len(left) > 1:
                raise refusals.in_two_pieces(type(row))
            found.append(Period(row, left[0] if left else None, over))
    return found


def _overlap(one: DatedModel, other: DatedModel) -> bool:
    return (other.valid_to is None or one.valid_from < other.valid_to) and (
        one.valid_to is None or other.valid_from < one.valid_to
    )


def _beyond(span: Span, over: Iterable[DatedModel]) -> Iterator[Span]:
    """Yield the parts of a period that no other covers, both half-open."""
    start, end = span
    for one in over:
        if one.valid_from > start:
            yield start, one.valid_from
        if one.valid_to is None:
            return
        start = max(start, one.valid_to)
    if end is None or start < end:
        yield start, end


def other_sides(period: Period) -> tuple[FloatingStay, dict[str, Any]] | None:
    """Return the kept floating period that was the same one seen from the other side, with what it lacks; or nothing."""
    row = period.row
    if not isinstance(row, FloatingStay) or len(period.covered_by) != 1:
        return None
    held: FloatingStay = period.covered_by[0]
    lacks: dict[str, Any] = {}
    if held.host_id is None and row.host_id and row.host_id != held.home_id:
        lacks["host_id"] = row.host_id
    if held.home_id is None and row.home_id and row.home_id != (lacks.get("host_id") or held.host_id):
        lacks["home_id"] = row.home_id
    return (held, lacks) if lacks else None


def in_words(period: Period) -> dict[str, str]:
    """Return a period that gave way as people read it, for the record of the merge."""
    row = period.row
    where = row.organization.name if isinstance(row, Affiliation) else f"{row.from_name} → {row.to_name}"
    held = {"kind": row._meta.label_lower, "where": where, "from": str(row.valid_from), "to": str(row.valid_to or "")}
    left = {"left_from": str(period.left[0]), "left_to": str(period.left[1] or "")} if period.left else {}
    return {**held, "document": getattr(row, "document", ""), **left}
