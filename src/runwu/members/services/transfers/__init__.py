"""What is done with transfers of affiliation: sent, registered, accepted, refused, taken back, receipts."""

from runwu.members.services.transfers.arriving import Arrival, register_arrival
from runwu.members.services.transfers.following import (
    close_receipt,
    note_refusal,
    note_reminder,
    reissue_letter,
    send_receipt,
    withdraw_transfer,
)
from runwu.members.services.transfers.opening import Order, open_transfer
from runwu.members.services.transfers.receiving import accept_transfers, refuse_transfer

__all__ = [
    "Arrival",
    "Order",
    "accept_transfers",
    "close_receipt",
    "note_refusal",
    "note_reminder",
    "open_transfer",
    "refuse_transfer",
    "register_arrival",
    "reissue_letter",
    "send_receipt",
    "withdraw_transfer",
]
