"""Which existing branches may take in neighbours (可吸纳的现有支部), and what they hold already."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from runwu.core.models.base import in_force
from runwu.coverage.services.unit_facts import Point, Site
from runwu.enterprises.models import Workplace
from runwu.members.choices import Membership, Standing
from runwu.members.models import PartyMember
from runwu.organizations.choices import UnitRole
from runwu.organizations.models import Organization, OrganizationUnit

_LEADING = (UnitRole.OWN, UnitRole.HOST, UnitRole.MEMBER)


@dataclass(frozen=True, slots=True)
class HostBranch:
    """An existing branch, the enterprise it stands at, and what it holds besides the units of the plan."""

    id: str
    name: str
    site: Site
    point: Point
    units: int
    full_members: int
    members: int


Held = Callable[[Iterable[int], set[int]], Mapping[int, Mapping[str, int]]]
"""Count the members of some branches by standing, without those at the enterprises of the plan."""


def host_branches(
    covered: Mapping[int, OrganizationUnit],
    sites: Mapping[int, Site],
    *,
    chosen: set[int],
    joint: bool,
    members_of: Held,
) -> list[HostBranch]:
    """Return the branches that may take in neighbours: own ones, and with `joint` today's joint ones."""
    rows = _by_organization(covered.values())
    leading = {pk: _leader(units, joint) for pk, units in rows.items()}
    open_to = {pk: unit for pk, unit in leading.items() if unit and sites[unit.enterprise_id].point}
    held = members_of(open_to, chosen)
    found = []
    for pk, unit in open_to.items():
        staying = sum(1 for one in rows[pk] if one.enterprise_id not in chosen)
        found.append(_host(unit.organization, sites[unit.enterprise_id], staying, held.get(pk, {})))
    return sorted(found, key=lambda host: host.id)


def _by_organization(units: Iterable[OrganizationUnit]) -> dict[int, list[OrganizationUnit]]:
    found: dict[int, list[OrganizationUnit]] = defaultdict(list)
    for unit in units:
        found[unit.organization_id].append(unit)
    return found


def _leader(units: list[OrganizationUnit], joint: bool) -> OrganizationUnit | None:
    """Return the unit at which a branch stands: the firm whose own branch it is, in a kept joint one the host."""
    wanted = _LEADING if joint else _LEADING[:1]
    ordered = sorted(
        (unit for unit in units if unit.role in wanted), key=lambda one: (wanted.index(UnitRole(one.role)), one.pk)
    )
    return ordered[0] if ordered else None


def members_beside(branches: Iterable[int], chosen: set[int], *, on: date) -> dict[int, dict[str, int]]:
    """Count the open members of branches by standing, without those whom the plan counts at its own units. One query."""
    wanted = list(branches)
    if not wanted:
        return {}
    at_units = Workplace.objects.filter(in_force(on), enterprise_id__in=chosen).values("person_id")
    rows = PartyMember.objects.filter(
        organization_id__in=wanted, membership=Membership.ACTIVE, restricted=False
    ).exclude(person_id__in=at_units)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for organization_id, standing, number in rows.values_list("organization_id", "standing").annotate(n=Count("pk")):
        found[organization_id][standing] = number
    return found


def _host(organization: Organization, site: Site, units: int, held: Mapping[str, int]) -> HostBranch:
    full = held.get(Standing.FULL, 0)
    return HostBranch(
        id=str(organization.public_id),
        name=organization.label,
        site=site,
        point=site.place,
        units=units,
        full_members=full,
        members=full + held.get(Standing.PROBATIONARY, 0),
    )
