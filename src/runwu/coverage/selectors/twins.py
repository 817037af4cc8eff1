"""Alternatives that came to the same branches (相同的方案)."""

from collections.abc import Sequence

from runwu.coverage.choices import Profile
from runwu.coverage.models import PlanAlternative


def twin_of(row: PlanAlternative, rows: Sequence[PlanAlternative]) -> Profile | None:
    """Return the first alternative before this one that places every enterprise alike."""
    before = rows[: rows.index(row)]
    return next((Profile(one.profile) for one in before if one.assignment == row.assignment), None)
