"""Which role may do what, and how far it reaches (角色与权限): the one place that says so.

Two capabilities speak of phone and birth date. SEE_MEMBER_CONTACTS shows them in clear; OPEN_MEMBER_CONTACTS shows them
masked and opens them one by one, with a reason that is logged. SEE_RESTRICTED without SEE_MEMBER_CONTACTS
means name and branch, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from runwu.access.choices import Role
from runwu.core.scope import Capability as C  # noqa: N817 -- the tables below read better with it


class Place(StrEnum):
    """What an assignment names (授权范围)."""

    ORGANIZATION = "organization"
    PARK = "park"
    GRID = "grid"
    ENTERPRISE = "enterprise"
    NOWHERE = "nowhere"


class Reach(StrEnum):
    """What follows from the place that an assignment names."""

    TREE = "tree"  # the organisation (and what is below), and the parks of those organisations
    BRANCH = "branch"  # the organisation, and only the enterprises that it covers
    FIRM = "firm"  # one enterprise
    GRID = "grid"  # the enterprises of one grid cell
    SELF = "self"  # the person's own row
    PLATFORM = "platform"  # everywhere, or the named place where one is named


@dataclass(frozen=True, slots=True)
class Policy:
    """What a role may do, how far, and which places an assignment of it may name."""

    capabilities: frozenset[C]
    reach: Reach
    places: frozenset[Place]


_TREE = frozenset({Place.ORGANIZATION, Place.PARK})
_ORGANIZATION = frozenset({Place.ORGANIZATION})
_FIRM = frozenset({Place.ENTERPRISE})
_GRID = frozenset({Place.GRID})
_PLATFORM = frozenset({Place.NOWHERE, Place.ORGANIZATION, Place.PARK})

# practice.md “Roles beside the park's own”: organisation rows by default, names only with a reason (logged).
_DEPARTMENT = frozenset({C.SEE_ENTERPRISES, C.SEE_ORGANIZATIONS, C.SEE_COVERAGE, C.ASK_FOR_NAMES})

# who.md “Who sees”, column “staff of the park / committee in scope”: names, standing, branch of open members;
# phone and birth date masked, opened with a reason; of restricted members nothing, not even a gap.
_STAFF = frozenset(
    {
        C.SEE_ENTERPRISES,
        C.EDIT_ENTERPRISES,
        C.SEE_ORGANIZATIONS,
        C.EDIT_ORGANIZATIONS,
        C.SEE_MEMBERS,
        C.OPEN_MEMBER_CONTACTS,
        C.EDIT_MEMBERS,
        C.TRANSFER_MEMBERS,
        C.SEE_DUES_STATE,
        C.SEE_COVERAGE,
        C.PLAN,
        C.ADOPT,
        C.IMPORT,
        C.SET_RULES,
        C.VISIT,
    }
)

# who.md, column “branch secretary (own branch)”: open and restricted members complete, phone and birth date.
# The branch sends and accepts its own members (转接组织关系); nothing else of the register is the secretary's to write.
_SECRETARY = frozenset(
    {
        C.SEE_ORGANIZATIONS,
        C.SEE_MEMBERS,
        C.SEE_RESTRICTED,
        C.SEE_MEMBER_CONTACTS,
        C.SEE_ENTERPRISES,
        C.TRANSFER_MEMBERS,
        C.SEE_DUES,
    }
)

# who.md, row “dues”: paid or unpaid for staff and secretary, amounts only for whoever keeps the branch's dues and the payer.
# Who keeps them belongs to the own branch, so that nobody's receipt is missing from the numbers; of the members nothing else.
_DUES_OFFICER = frozenset({C.SEE_DUES, C.KEEP_DUES})

# who.md, columns “liaison, owner” and “service unit, leader”: no membership; counts of 5 and more for the latter.
_FIRM_FILE = frozenset({C.SEE_ENTERPRISES})
# Who goes to see enterprises writes down what they found there, and nothing else.
_VISITOR = _FIRM_FILE | {C.VISIT}
_COUNTS = frozenset({C.SEE_COVERAGE})

POLICIES: Mapping[Role, Policy] = {
    Role.ORGANIZATION_DEPARTMENT: Policy(_DEPARTMENT, Reach.TREE, _TREE),
    Role.SOCIAL_WORK_DEPARTMENT: Policy(_DEPARTMENT, Reach.TREE, _TREE),
    Role.INDUSTRY_AUTHORITY: Policy(_DEPARTMENT, Reach.TREE, _TREE),
    Role.PARTY_AFFAIRS: Policy(_STAFF, Reach.TREE, _TREE),
    # who.md, row “restricted member”: the committee's organisation officer and deputy see name and branch.
    # who.md, row “reserve cadres”: the committee only; nobody else can tell whether there is an entry.
    Role.COMMITTEE_OFFICER: Policy(_STAFF | {C.SEE_RESTRICTED, C.KEEP_RESERVES}, Reach.TREE, _ORGANIZATION),
    # The clerk keeps the registers; what is reported upwards (采纳并上报) and what the park sets for itself
    # (本园区取值) is for staff and officers.
    Role.COMMITTEE_CLERK: Policy(_STAFF - {C.ADOPT, C.SET_RULES}, Reach.TREE, _ORGANIZATION),
    Role.BRANCH_SECRETARY: Policy(_SECRETARY, Reach.BRANCH, _ORGANIZATION),
    Role.DUES_OFFICER: Policy(_DUES_OFFICER, Reach.BRANCH, _ORGANIZATION),
    Role.LIAISON: Policy(_VISITOR, Reach.FIRM, _FIRM),
    Role.OWNER: Policy(_FIRM_FILE, Reach.FIRM, _FIRM),
    Role.INSTRUCTOR: Policy(_VISITOR, Reach.FIRM, _FIRM),
    Role.GRID_WORKER: Policy(_VISITOR, Reach.GRID, _GRID),
    # who.md, column “the member”: the own row, reached by the person and by no capability.
    Role.MEMBER: Policy(frozenset(), Reach.SELF, frozenset({Place.NOWHERE})),
    Role.SERVICE_UNIT: Policy(_COUNTS, Reach.TREE, _TREE),
    Role.LEADER: Policy(_COUNTS | {C.SEE_ENTERPRISES, C.SEE_ORGANIZATIONS}, Reach.TREE, _TREE),
    # Three platform roles (三员分立): one account never holds two of them, nor one of them and a role that reaches
    # members; none of them sees a member. System: settings, jobs, health, backups. Security: accounts, roles, second
    # factors. Audit: the log of acts and its expiry.
    Role.SYSTEM_ADMINISTRATOR: Policy(frozenset({C.MANAGE_SETTINGS, C.ANSWER_FEEDBACK}), Reach.PLATFORM, _PLATFORM),
    Role.SECURITY_ADMINISTRATOR: Policy(frozenset({C.MANAGE_ACCESS}), Reach.PLATFORM, _PLATFORM),
    Role.AUDIT_ADMINISTRATOR: Policy(frozenset({C.SEE_AUDIT}), Reach.PLATFORM, _PLATFORM),
}

PLATFORM_ROLES = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})

# Whatever tells who is a member: names at once or for a reason, contacts, restricted ones, dues. Counts do not.
_ABOUT_MEMBERS = frozenset(
    {
        C.SEE_MEMBERS,
        C.ASK_FOR_NAMES,
        C.SEE_MEMBER_CONTACTS,
        C.OPEN_MEMBER_CONTACTS,
        C.SEE_RESTRICTED,
        C.KEEP_RESERVES,
        C.EDIT_MEMBERS,
        C.TRANSFER_MEMBERS,
        C.SEE_DUES_STATE,
        C.SEE_DUES,
        C.KEEP_DUES,
    }
)
MEMBER_ROLES = frozenset(role for role, policy in POLICIES.items() if policy.capabilities & _ABOUT_MEMBERS)
# Roles of an enterprise's side, or of whoever goes to see it: they are to learn of nobody's membership.
FIRM_ROLES = frozenset(role for role, policy in POLICIES.items() if policy.reach in {Reach.FIRM, Reach.GRID})


def excludes(role: Role) -> frozenset[Role]:
    """Return the roles that an account with this role never holds at the same time (不相容的角色)."""
    if role in PLATFORM_ROLES:
        return (PLATFORM_ROLES | MEMBER_ROLES) - {role}
    return PLATFORM_ROLES if role in MEMBER_ROLES else frozenset()


def capabilities_of(role: Role, *, with_names: bool = False) -> frozenset[C]:
    """Return what a role may do; a stated reason (logged) adds the names of open members where the role may ask."""
    held = POLICIES[role].capabilities
    return held | {C.SEE_MEMBERS} if with_names and C.ASK_FOR_NAMES in held else held
