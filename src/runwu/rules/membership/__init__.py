"""What may be recorded of a member, and what moves with an approval (党员身份与组织关系)."""

from runwu.rules.membership.dates import MemberDates, dates_in_order, may_be_admitted
from runwu.rules.membership.movement import MoveFacts, counts_as_floating, may_move_within
from runwu.rules.membership.standing import Decision, Standing, may_change_standing

__all__ = [
    "Decision",
    "MemberDates",
    "MoveFacts",
    "Standing",
    "counts_as_floating",
    "dates_in_order",
    "may_be_admitted",
    "may_change_standing",
    "may_move_within",
]
