"""The lists of a plan's page, page by page where they are long, and narrowed to an enterprise that somebody looks for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from runwu.core.listing.slices import Slice, slice_of
from runwu.coverage.selectors.review_groups import GroupLine
from runwu.coverage.selectors.reviews import AlternativeReview, PlanReview

GROUPS, LEFT, ROWS = 50, 30, 50
"""How many stand on a page; a plan with a map shows all its groups beside it."""
_LONGEST = 50
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlanLists:
    """What the page lists: groups, who is left with what would bring each in, what changes, who was not looked at."""

    groups: Slice[GroupLine]
    left: Slice[Row]
    changes: Slice[Row]
    left_out: Slice[Row]
    find: str

    @property
    def searched(self) -> bool:
        """Whether the page offers to look for an enterprise: where some list goes on, or somebody did."""
        return bool(self.find) or any(one.paged for one in (self.groups, self.left, self.changes, self.left_out))


def plan_lists(review: PlanReview, asked: QueryDict, *, whole: bool) -> PlanLists:
    """Return the pages of the lists that a query asks for; `whole`: all groups on one page."""
    current, find = review.current, asked.get("find", "").strip()[:_LONGEST]
    groups = [group for group in current.groups if _names(group, find)]
    left = slice_of(_named(current.left, find), asked, "left", size=LEFT)
    return PlanLists(
        groups=slice_of(
            groups, asked, "groups", size=max(1, len(groups)) if whole else GROUPS, at=_place(groups, asked)
        ),
        left=_with_needs(current, left),
        changes=slice_of(_named(current.changes, find), asked, "changed", size=ROWS),
        left_out=slice_of(_named(review.left_out, find), asked, "out", size=ROWS),
        find=find,
    )


def _named(rows: Iterable[Row], find: str) -> list[Row]:
    return [row for row in rows if find.casefold() in str(row["name"]).casefold()]


def _names(group: GroupLine, find: str) -> bool:
    """Tell whether a group is led by or holds what somebody looks for, or has that letter."""
    names = (group.name, *(unit.name for unit in group.units))
    return find.upper() == group.letter or any(find.casefold() in name.casefold() for name in names)


def _place(groups: Sequence[GroupLine], asked: QueryDict) -> int | None:
    """Return where the group stands that the query wants to see."""
    wanted = asked.get("at", "")
    places = (n for n, group in enumerate(groups) if wanted in {group.host, *(unit.id for unit in group.units)})
    return next(places, None) if wanted else None


def _with_needs(current: AlternativeReview, left: Slice[Row]) -> Slice[Row]:
    """Say of each row on the page what would bring it in."""
    return replace(left, rows=current.with_needs(left.rows))
