"""What a branch holds in a period, and what one event may count for (组织生活)."""

from runwu.rules.orglife.appraisal import may_grade
from runwu.rules.orglife.attendance import ExemptGround, exemption, meeting_quorum
from runwu.rules.orglife.chair import may_chair
from runwu.rules.orglife.counting import may_count_for
from runwu.rules.orglife.expected import BranchFacts, Expected, expected_counts
from runwu.rules.orglife.groups import may_divide_into_groups, may_lead_group
from runwu.rules.orglife.kinds import MeetingKind
from runwu.rules.orglife.shortfall import shortfall

__all__ = [
    "BranchFacts",
    "ExemptGround",
    "Expected",
    "MeetingKind",
    "exemption",
    "expected_counts",
    "may_chair",
    "may_count_for",
    "may_divide_into_groups",
    "may_grade",
    "may_lead_group",
    "meeting_quorum",
    "shortfall",
]
