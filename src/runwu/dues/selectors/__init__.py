"""What is known about dues: whose branches are in reach, who has paid which month, what came in and went up."""

from runwu.dues.selectors.elsewhere import own_elsewhere, paid_elsewhere
from runwu.dues.selectors.flows import Flow, added, flows, shares
from runwu.dues.selectors.money import Totals, own_receipts, register, remittances, totals
from runwu.dues.selectors.overview import BranchState, YearState, branch_states, setting_steps, told_states, year_states
from runwu.dues.selectors.reach import branches, keeps, shown_name
from runwu.dues.selectors.sheets import (
    Arrears,
    MemberDues,
    MonthDue,
    arrears,
    arrears_among,
    months_between,
    sheet,
    spans,
)
from runwu.dues.selectors.tables import (
    draft_of,
    first_month_of,
    line_in_force,
    lines_of,
    settled,
    tables_of,
    without_line,
)

__all__ = [
    "Arrears",
    "BranchState",
    "Flow",
    "MemberDues",
    "MonthDue",
    "Totals",
    "YearState",
    "added",
    "arrears",
    "arrears_among",
    "branch_states",
    "branches",
    "draft_of",
    "first_month_of",
    "flows",
    "keeps",
    "line_in_force",
    "lines_of",
    "months_between",
    "own_elsewhere",
    "own_receipts",
    "paid_elsewhere",
    "register",
    "remittances",
    "setting_steps",
    "settled",
    "shares",
    "sheet",
    "shown_name",
    "spans",
    "tables_of",
    "told_states",
    "totals",
    "without_line",
    "year_states",
]
