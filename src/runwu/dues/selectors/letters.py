"""What a letter of transfer says about dues (介绍信上的“党费交至”)."""

from datetime import date

from runwu.core.scope import Capability, Scope
from runwu.dues.choices import MonthState
from runwu.dues.duties import LOOK_BACK
from runwu.dues.selectors.sheets import sheet
from runwu.members.models import PartyMember
from runwu.members.paid_until import paid_until_providers
from runwu.members.selectors import reads_whole
from runwu.rules.periods import Month, add_months

_CLEAR = frozenset({MonthState.PAID, MonthState.ELSEWHERE, MonthState.EXEMPT})
_AHEAD = 12  # months of this year that may have been paid already


@paid_until_providers.register
def paid_until(scope: Scope, member: PartyMember) -> date | None:
    """Return the last month before the first that is owed in today's branch, for who sees dues there. Five queries."""
    place = member.organization
    if place is None or not scope.reaches_path(Capability.SEE_DUES, place.path):
        return None
    if not reads_whole(scope=scope, member=member):
        return None
    current = Month.containing(scope.on).first
    first, last = add_months(current, -LOOK_BACK), add_months(current, _AHEAD)
    cleared = None
    for row in sheet(organizations=[place], first=first, last=last, member=member, amounts=False):
        for month, due in sorted(row.months.items()):
            if due.state in _CLEAR:
                cleared = month
            elif cleared or due.state == MonthState.UNPAID:
                break
    return cleared
