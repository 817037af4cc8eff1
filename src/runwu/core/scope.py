"""Scope as a value (权限范围): what the person of this request may see and do, asked by every selector."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

# True of every row. An empty Q would say the same alone, but vanishes beside “or”, and with it all it stood for.
EVERYTHING = ~Q(pk__in=[])


class Capability(StrEnum):
    """Something a role may do; `access.policies` says which role has which."""

    SEE_ENTERPRISES = "see_enterprises"
    EDIT_ENTERPRISES = "edit_enterprises"
    SEE_ORGANIZATIONS = "see_organizations"
    EDIT_ORGANIZATIONS = "edit_organizations"
    SEE_MEMBERS = "see_members"
    ASK_FOR_NAMES = "ask_for_names"
    SEE_MEMBER_CONTACTS = "see_member_contacts"
    OPEN_MEMBER_CONTACTS = "open_member_contacts"
    SEE_RESTRICTED = "see_restricted"
    KEEP_RESERVES = "keep_reserves"
    EDIT_MEMBERS = "edit_members"
    TRANSFER_MEMBERS = "transfer_members"
    SEE_COVERAGE = "see_coverage"
    PLAN = "plan"
    ADOPT = "adopt"
    IMPORT = "import"
    SET_RULES = "set_rules"
    VISIT = "visit"
    SEE_DUES_STATE = "see_dues_state"
    SEE_DUES = "see_dues"
    KEEP_DUES = "keep_dues"
    SEE_AUDIT = "see_audit"
    MANAGE_ACCESS = "manage_access"
    MANAGE_SETTINGS = "manage_settings"
    ANSWER_FEEDBACK = "answer_feedback"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role's reach: an organisation path (alone or with what is below), parks, grid cells, enterprises."""

    role: str
    role_label: str
    capabilities: frozenset[Capability]
    path: str | None = None
    with_below: bool = False
    parks: frozenset[int] = frozenset()
    enterprises: frozenset[int] = frozenset()
    grids: frozenset[int] = frozenset()
    place_label: str = ""
    everywhere: bool = False
    assignment: str = ""  # public id of what it follows from


@dataclass(frozen=True, slots=True)
class Scope:
    """What one account reaches on one day. Lower apps take it as an argument and never ask who the user is."""

    user_id: UUID | None
    on: date
    grants: tuple[Grant, ...] = ()
    person_id: int | None = None
    reasons: frozenset[str] = field(default_factory=frozenset)  # purposes stated for this request (logged)

    def may(self, capability: Capability) -> bool:
        """Tell whether any grant has the capability, wherever it reaches."""
        return any(capability in grant.capabilities for grant in self.grants)

    def holding(self, capability: Capability) -> tuple[Grant, ...]:
        """Return the grants that have the capability."""
        return tuple(grant for grant in self.grants if capability in grant.capabilities)

    def roles(self) -> tuple[str, ...]:
        """Return the roles of this scope, each once, in order of their grants."""
        return tuple(dict.fromkeys(grant.role for grant in self.grants))

    def park_ids(self, capability: Capability) -> frozenset[int]:
        """Return the parks in which the capability holds."""
        return frozenset(park for grant in self.holding(capability) for park in grant.parks)

    def parks(self, capability: Capability, field_name: str = "park_id") -> Q:
        """Return the condition on a park column under which rows are in reach."""
        if any(grant.everywhere for grant in self.holding(capability)):
            return EVERYTHING
        return Q(**{f"{field_name}__in": self.park_ids(capability)})

    def enterprises(self, capability: Capability, prefix: str = "") -> Q:
        """Return the condition under which an enterprise (or a row hanging on one) is in reach."""
        held = self.holding(capability)
        if any(grant.everywhere for grant in held):
            return EVERYTHING
        firms = frozenset(firm for grant in held for firm in grant.enterprises)
        grids = frozenset(grid for grant in held for grid in grant.grids)
        parks = frozenset(park for grant in held if not grant.enterprises for park in grant.parks)
        name = prefix.rstrip("_")
        reach = Q(**{f"{prefix}park_id__in": parks})
        reach = reach | Q(**{f"{prefix}grid_id__in": grids}) if grids else reach
        return reach | Q(**{f"{name}_id__in" if name else "id__in": firms}) if firms else reach

    def paths(self, capability: Capability, field_name: str = "path") -> Q:
        """Return the condition on a path column under which organisations (or rows carrying a path) are in reach."""
        held = self.holding(capability)
        if any(grant.everywhere for grant in held):
            return EVERYTHING
        return path_condition(((grant.path, grant.with_below) for grant in held if grant.path), field_name)

    def reaches_path(self, capability: Capability, path: str) -> bool:
        """Tell whether an organisation at `path` is in reach for the capability."""
        return any(
            grant.everywhere
            or (grant.path and (path == grant.path or (grant.with_below and path.startswith(grant.path))))
            for grant in self.holding(capability)
        )

    def reaches_park(self, capability: Capability, park_id: int | None) -> bool:
        """Tell whether a park is in reach for the capability."""
        return any(grant.everywhere or park_id in grant.parks for grant in self.holding(capability))


def path_condition(reaches: Iterable[tuple[str | None, bool]], field_name: str = "path") -> Q:
    """Return “equal to, or below, one of these paths” as range conditions that an index serves."""
    condition = Q(pk__in=[])
    for path, with_below in reaches:
        if not path:
            continue
        one = Q(**{field_name: path})
        if with_below:
            one = Q(**{f"{field_name}__gte": path, f"{field_name}__lt": path + "~"})
        condition |= one
    return condition


NOBODY = Scope(user_id=None, on=date.min)
