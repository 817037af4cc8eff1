"""Party organisations over time: tree, relations, covered enterprises, posts, terms and approvals."""

from runwu.organizations.models.approvals import Approval
from runwu.organizations.models.cadres import CardNote, Reserve, ReserveVersion, Vacancy
from runwu.organizations.models.organizations import Organization
from runwu.organizations.models.posts import Post
from runwu.organizations.models.relations import OrganizationRelation, Promise
from runwu.organizations.models.restructuring import FormerName, Restructuring, Succession
from runwu.organizations.models.terms import Term
from runwu.organizations.models.tree import OrganizationEdge, OrganizationPath
from runwu.organizations.models.units import OrganizationUnit

__all__ = [
    "Approval",
    "CardNote",
    "FormerName",
    "Organization",
    "OrganizationEdge",
    "OrganizationPath",
    "OrganizationRelation",
    "OrganizationUnit",
    "Post",
    "Promise",
    "Reserve",
    "ReserveVersion",
    "Restructuring",
    "Succession",
    "Term",
    "Vacancy",
]
