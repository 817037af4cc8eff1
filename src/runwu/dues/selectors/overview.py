"""Who has paid, for those above the branch (who.md, row “dues”): no amount, no receipt, no reduction, nobody restricted.

A member who was let off or pays less is told from nobody: paid and exempt are one state.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from runwu.core.scope import Capability, Scope
from runwu.dues.choices import ClearState, MonthState
from runwu.dues.selectors.sheets import MemberDues, sheet
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization

_TOLD = {
    MonthState.PAID: ClearState.CLEAR,
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
    """List the members that somebody above their branch may know of, by name, with the state of one month. Four queries."""
    rows = sheet(organizations=organizations, first=month, last=month)
    return [(row, _TOLD[row.one(month).state]) for row in rows if _known(scope, row)]


def branch_states(*, scope: Scope, organizations: Collection[Organization], month: date) -> list[BranchState]:
    """Return the states of a month by branch, in the order given. Four queries."""
    found = told_states(scope=scope, organizations=organizations, month=month)
    by_branch: dict[int, list[ClearState]] = {one.pk: [] for one in organizations}
    for row, state in found:
        by_branch[row.organization.pk].append(state)
    return [
        BranchState(one, told.count(ClearState.CLEAR), told.count(ClearState.OPEN), told.count(ClearState.NOT_SET))
        for one in organizations
        for told in (by_branch[one.pk],)
    ]


def _known(scope: Scope, row: MemberDues) -> bool:
    """Tell whether somebody may read the dues of a member of the branch (as `members.selectors.known_to`)."""
    member: PartyMember = row.member
    return not member.restricted or scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, member.path)
