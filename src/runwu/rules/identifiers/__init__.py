"""Codes and numbers as people type them (代码与号码): cleaned, checked, never guessed.

Every reader takes whatever a cell holds and answers with a value or a `Problem`.
"""

from runwu.rules.identifiers.credit_code import CreditCode, read_credit_code
from runwu.rules.identifiers.identity_number import IdentityNumber, read_identity_number
from runwu.rules.identifiers.industries import Industry, read_industry
from runwu.rules.identifiers.mobile_number import MobileNumber, read_mobile_number
from runwu.rules.identifiers.problem import Problem, ProblemKind
from runwu.rules.identifiers.regions import Region, find_region, province_of, regions_of

__all__ = [
    "CreditCode",
    "IdentityNumber",
    "Industry",
    "MobileNumber",
    "Problem",
    "ProblemKind",
    "Region",
    "find_region",
    "province_of",
    "read_credit_code",
    "read_identity_number",
    "read_industry",
    "read_mobile_number",
    "regions_of",
]
