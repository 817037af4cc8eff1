"""Who has paid, for those above the branch (who.md, row “dues”): no amount, no receipt, no reduction, nobody restricted.

A member who was let off, pays less or paid at the place of stay is told from nobody: all of that is one state.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.core.scope import Scope
from runwu.dues.choices import ClearState, Direction, MonthState, SettingStep
from runwu.dues.models import DuesRemittance, DuesTable
from runwu.dues.selectors.sheets import MemberDues, months_between, sheet
from runwu.members.selectors import reads_whole
from runwu.organizations.models import Organization

_TOLD = {
    MonthState.PAID: ClearState.CLEAR,
    MonthState.ELSEWHERE: ClearState.CLEAR,
    MonthState.EXEMPT: ClearState.CLEAR,
    MonthState.UNPAID: ClearState.OPEN,
    MonthState.NOT_SET: ClearState.NOT_SET,
}


@dataclass(frozen=True, slots=True)
class BranchState:
    """How many members of a branch have nothing outstanding for a month, how many have, and for how many it is not set."""

    organization: Organization
    clear: int
    open: int
    not_set: int

    @property
    def all(self) -> int:
        """Return how many pay their dues of that month in the branch."""
        return self.clear + self.open + self.not_set


def told_states(
    *, scope: Scope, organizations: Collection[Organization], month: date
) -> list[tuple[MemberDues, ClearState]]:
    """List the members that somebody above their branch may know of, by name, with the state of one month. Five queries."""
    rows = sheet(organizations=organizations, first=month, last=month, amounts=False)
    return [(row, _TOLD[row.one(month).state]) for row in rows if reads_whole(scope=scope, member=row.member)]


def branch_states(*, scope: Scope, organizations: Collection[Organization], month: date) -> list[BranchState]:
    """Return the states of a month by branch, in the order given. Five queries."""
    found = told_states(scope=scope, organizations=organizations, month=month)
    by_branch: dict[int, list[ClearState]] = {one.pk: [] for one in organizations}
    for row, state in found:
        by_branch[row.organization.pk].append(state)
    return [
        BranchState(one, told.count(ClearState.CLEAR), told.count(ClearState.OPEN), told.count(ClearState.NOT_SET))
        for one in organizations
        for told in (by_branch[one.pk],)
    ]


def setting_steps(*, organizations: Collection[Organization], year: int, on: date) -> Mapping[int, SettingStep]:
    """Return what has to happen next in each branch for dues of a year to be set: {organization id: step}. Two queries.

    Nobody is named: who keeps the dues of a branch may be one of its restricted members.
    """
    kept = RoleAssignment.objects.on(on).filter(role=Role.DUES_OFFICER, user__is_active=True)
    officers = set(kept.filter(organization__in=organizations).values_list("organization", flat=True))
    tables: dict[int, set[bool]] = {}
    for place, approved in DuesTable.objects.filter(organization__in=organizations, year=year).values_list(
        "organization", "approved_on"
    ):
        tables.setdefault(place, set()).add(approved is not None)
    return {one.pk: _step(one.pk in officers, tables.get(one.pk, frozenset())) for one in organizations}


def _step(has_officer: bool, tables: Collection[bool]) -> SettingStep:
    if not has_officer:
        return SettingStep.NAME_OFFICER
    if False in tables:
        return SettingStep.APPROVE_TABLE
    return SettingStep.SUPPLEMENT if tables else SettingStep.MAKE_TABLE


@dataclass(frozen=True, slots=True)
class YearState:
    """A branch's year for those above it: months of members that are clear, open, not set; open ones month by month.

    `handed_up` is the day on which dues last went up, without a sum; nothing where none did.
    """

    organization: Organization
    clear: int
    open: int
    not_set: int
    months: Mapping[date, int | None]  # by first day: how many have it outstanding; None where nobody pays here
    handed_up: date | None


def year_states(*, scope: Scope, organizations: Collection[Organization], year: int, on: date) -> list[YearState]:
    """Return a year up to today by branch, in the order given; branches where nobody pays are left out. Six queries."""
    first, last = date(year, 1, 1), min(date(year, 12, 1), on.replace(day=1))
    found: dict[int, dict[date, list[ClearState]]] = {one.pk: {} for one in organizations}
    for row in sheet(organizations=organizations, first=first, last=last, amounts=False):
        if reads_whole(scope=scope, member=row.member):
            for month, due in row.months.items():
                found[row.organization.pk].setdefault(month, []).append(_TOLD[due.state])
    up = _handed_up(organizations, year)
    return [
        _year(one, found[one.pk], up.get(one.pk), months_between(first, last)) for one in organizations if found[one.pk]
    ]


def _year(
    one: Organization, told: Mapping[date, Sequence[ClearState]], up: date | None, months: Sequence[date]
) -> YearState:
    counted = Counter(state for states in told.values() for state in states)
    return YearState(
        one, counted[ClearState.CLEAR], counted[ClearState.OPEN], counted[ClearState.NOT_SET],
        {month: _open(told.get(month, ())) for month in months}, up,
    )  # fmt: skip


def _open(states: Sequence[ClearState]) -> int | None:
    """Return how many have not paid a month; None where nothing is approved for anybody."""
    return states.count(ClearState.OPEN) if any(state != ClearState.NOT_SET for state in states) else None


def _handed_up(organizations: Collection[Organization], year: int) -> dict[int, date]:
    """Return when branches last handed up ordinary dues of a year. One query.

    A large payment goes up alone: its day would tell of the one who paid.
    """
    rows = DuesRemittance.objects.filter(organization__in=organizations, year=year, direction=Direction.UP)
    standing = rows.filter(receipt__isnull=True, reverses__isnull=True, reversal__isnull=True)
    last = standing.order_by().values("organization").annotate(last=Max("made_on"))
    return dict(last.values_list("organization", "last"))
