"""Which support policies an enterprise meets, why, and what is missing (惠企政策匹配)."""

from runwu.rules.eligibility.answers import EligibilityAnswer, Policy, Status, match_policy
from runwu.rules.eligibility.conditions import Among, Compare, Condition, Count, Op, Opposite, Threshold, Truth
from runwu.rules.eligibility.explaining import Explained, explain
from runwu.rules.eligibility.near_misses import Change, NearMiss, near_misses
from runwu.rules.eligibility.reading import read_condition
from runwu.rules.eligibility.vocabulary import FactDef, FactType, FactValue, Vocabulary

__all__ = [
    "Among",
    "Change",
    "Compare",
    "Condition",
    "Count",
    "EligibilityAnswer",
    "Explained",
    "FactDef",
    "FactType",
    "FactValue",
    "NearMiss",
    "Op",
    "Opposite",
    "Policy",
    "Status",
    "Threshold",
    "Truth",
    "Vocabulary",
    "explain",
    "match_policy",
    "near_misses",
    "read_condition",
]
