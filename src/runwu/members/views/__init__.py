"""Pages of members."""

from runwu.members.views.members import member_list, member_page, open_contact
from runwu.members.views.receiving import act_on_transfer, receive_transfers
from runwu.members.views.reconciliations import (
    discrepancy_list,
    note_typing,
    reconciliation_list,
    reconciliation_take,
    rule_on_discrepancy,
    rule_together,
    ruling_withdraw,
    typing_list,
)
from runwu.members.views.sending import register_transfer, send_member
from runwu.members.views.transfers import (
    letter_register,
    own_transfers,
    transfer_letter,
    transfer_list,
    transfer_page,
)

__all__ = [
    "act_on_transfer",
    "discrepancy_list",
    "letter_register",
    "member_list",
    "member_page",
    "note_typing",
    "open_contact",
    "own_transfers",
    "receive_transfers",
    "reconciliation_list",
    "reconciliation_take",
    "register_transfer",
    "rule_on_discrepancy",
    "rule_together",
    "ruling_withdraw",
    "send_member",
    "transfer_letter",
    "transfer_list",
    "transfer_page",
    "typing_list",
]
