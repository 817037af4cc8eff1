"""Dues (党费): yearly tables, reductions, numbered receipts, what was paid elsewhere, went up and came down, talks."""

from runwu.dues.models.elsewhere import PaidElsewhere
from runwu.dues.models.receipts import DuesMonth, DuesReceipt
from runwu.dues.models.remittances import DuesRemittance
from runwu.dues.models.tables import DuesLine, DuesReduction, DuesTable
from runwu.dues.models.talks import DuesTalk

__all__ = [
    "DuesLine",
    "DuesMonth",
    "DuesReceipt",
    "DuesReduction",
    "DuesRemittance",
    "DuesTable",
    "DuesTalk",
    "PaidElsewhere",
]
