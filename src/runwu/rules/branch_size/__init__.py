"""Committees of a branch, and when a branch has grown too large (支部委员会与组织规模)."""

from runwu.rules.branch_size.committee import committee_seats, leaders_of
from runwu.rules.branch_size.larger import may_form_general_branch, may_form_primary_committee
from runwu.rules.branch_size.levels import OrganizationLevel
from runwu.rules.branch_size.posts import posts_apart, posts_fit
from runwu.rules.branch_size.review import review_size

__all__ = [
    "OrganizationLevel",
    "committee_seats",
    "leaders_of",
    "may_form_general_branch",
    "may_form_primary_committee",
    "posts_apart",
    "posts_fit",
    "review_size",
]
