"""What is done about dues (党费): tables, reductions, receipts, two lines, talks. Money is taken by people."""

from runwu.dues.services.elsewhere import ElsewhereOrder, record_elsewhere, withdraw_elsewhere
from runwu.dues.services.receiving import ReceiptOrder, collect_month, receive, receive_extra
from runwu.dues.services.reducing import ReductionOrder, reduce_dues, withdraw_reduction
from runwu.dues.services.remitting import hand_up, record_return, reverse_remittance
from runwu.dues.services.reversing import reverse_receipt
from runwu.dues.services.tables import approve_table, begin_table, discard_table, drop_line, open_table, set_line
from runwu.dues.services.talking import record_talk

__all__ = [
    "ElsewhereOrder",
    "ReceiptOrder",
    "ReductionOrder",
    "approve_table",
    "begin_table",
    "collect_month",
    "discard_table",
    "drop_line",
    "hand_up",
    "open_table",
    "receive",
    "receive_extra",
    "record_elsewhere",
    "record_return",
    "record_talk",
    "reduce_dues",
    "reverse_receipt",
    "reverse_remittance",
    "set_line",
    "withdraw_elsewhere",
    "withdraw_reduction",
]
