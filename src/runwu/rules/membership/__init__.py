"""What may be recorded of a member, what moves with an approval, and when people have to decide (党员身份与组织关系)."""

from runwu.rules.membership.absence import absence_decision, lost_contact_decision, suspension_decision
from runwu.rules.membership.correction import correction_period
from runwu.rules.membership.dates import MemberDates, dates_in_order, may_be_admitted
from runwu.rules.membership.deciding import may_approve_standing
from runwu.rules.membership.elsewhere import StudyAbroad, graduate_relation, study_abroad
from runwu.rules.membership.floating import Registered, floating_contact, floating_registration
from runwu.rules.membership.hosting import host_may, member_since
from runwu.rules.membership.movement import MoveFacts, counts_as_floating, may_move_within
from runwu.rules.membership.moving import may_refuse_transfer, should_transfer
from runwu.rules.membership.standing import Decision, Standing, may_change_standing
from runwu.rules.membership.targets import transfer_targets
from runwu.rules.membership.transfers import (
    TransferDeadlines,
    TransferFacts,
    letter_valid_until,
    may_transfer,
    receipt_by,
    transfer_deadlines,
    transfer_state,
)

__all__ = [
    "Decision",
    "MemberDates",
    "MoveFacts",
    "Registered",
    "Standing",
    "StudyAbroad",
    "TransferDeadlines",
    "TransferFacts",
    "absence_decision",
    "correction_period",
    "counts_as_floating",
    "dates_in_order",
    "floating_contact",
    "floating_registration",
    "graduate_relation",
    "host_may",
    "letter_valid_until",
    "lost_contact_decision",
    "may_approve_standing",
    "may_be_admitted",
    "may_change_standing",
    "may_move_within",
    "may_refuse_transfer",
    "may_transfer",
    "member_since",
    "receipt_by",
    "should_transfer",
    "study_abroad",
    "suspension_decision",
    "transfer_deadlines",
    "transfer_state",
    "transfer_targets",
]
