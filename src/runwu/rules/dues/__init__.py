"""Who pays which dues, how they are collected and returned (党费收缴、使用和管理)."""

from runwu.rules.dues.collecting import Way, may_collect, may_pay_arrears, may_pay_together, unpaid
from runwu.rules.dues.handing_on import centre_share, extra_payment, may_return
from runwu.rules.dues.monthly import DuesAnswer, DuesFacts, monthly_dues
from runwu.rules.dues.payers import PayerClass
from runwu.rules.dues.place import FloatingProof, may_pay_at
from runwu.rules.dues.starting import HardshipStep, dues_from, may_reduce_dues, new_base_month

__all__ = [
    "DuesAnswer",
    "DuesFacts",
    "FloatingProof",
    "HardshipStep",
    "PayerClass",
    "Way",
    "centre_share",
    "dues_from",
    "extra_payment",
    "may_collect",
    "may_pay_arrears",
    "may_pay_at",
    "may_pay_together",
    "may_reduce_dues",
    "may_return",
    "monthly_dues",
    "new_base_month",
    "unpaid",
]
