"""From the facts of a park to the planner's problem (测算所用事实).

Restricted members never count in a plan, whoever asks for it: plans, maps and annexes are read by park staff, and a
figure that differs by one would tell of them. The counts are therefore taken once, under a scope that no account has.
"""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial
from typing import Any

from runwu.core.crypto import sm3_hex
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability, Grant, Scope
from runwu.coverage.choices import AdoptionState
from runwu.coverage.models import AdoptedUnit, Adoption, FormationPair
from runwu.coverage.services.branch_facts import Held, HostBranch, host_branches, members_beside
from runwu.coverage.services.unit_facts import Left, Site, choose_units, sites_of
from runwu.enterprises.models import Park
from runwu.members.selectors import MemberCount, counted_by_enterprise
from runwu.organizations import selectors as organizations
from runwu.organizations.choices import UnitRole
from runwu.organizations.models import OrganizationUnit
from runwu.planning.joint_branches.instance import document_of
from runwu.planning.joint_branches.problem import Branch, Pair, PairKind, Parameters, Problem, Unit
from runwu.planning.joint_branches.problem import Park as ProblemPark
from runwu.rules.rulebook import Rulebook

_FACTS = ("parameters", "units", "branches", "pairs")


@dataclass(frozen=True, slots=True)
class Notes:
    """What the planner need not know: places that are only approximate, and enterprises left out with the reason."""

    approximate: Mapping[str, str] = field(default_factory=dict)
    left_out: Sequence[Left] = ()

    def document(self) -> dict[str, Any]:
        """Write the notes as JSON."""
        return {"approximate": dict(self.approximate), "left_out": [asdict(one) for one in self.left_out]}


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The facts of one park on one day as the planner takes them."""

    problem: Problem
    notes: Notes

    def document(self) -> dict[str, Any]:
        """Write the problem in the planner's schema, ready to be stored."""
        written: dict[str, Any] = json.loads(json.dumps(document_of(self.problem)))
        return written

    @property
    def digest(self) -> str:
        """Return the digest under which the same facts are recognised again (事实摘要)."""
        return digest_of(document_of(self.problem))


def digest_of(document: Mapping[str, Any]) -> str:
    """Return SM3 over the canonical JSON of an instance's facts; name, profile and costs are no facts."""
    facts = {key: document[key] for key in _FACTS}
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sm3_hex(canonical.encode())


def read_facts(
    *,
    park: Park,
    on: date,
    keeps_joint_branches: bool = False,
    book: Rulebook | None = None,
    without: Adoption | None = None,
) -> PlanFacts:
    """Read a park's facts as a problem (测算所用事实). Eight queries whatever the size, one more with `without`.

    Units are operating enterprises without an own branch that have a counted full member. One with a joint branch
    today carries that branch's id as `today`, so that staying costs nothing; an existing own branch that may take
    in neighbours is its own `today`. With `keeps_joint_branches` today's joint branches stay as they are and only
    take in neighbours. `without` leaves out what an adoption itself brought about and nobody changed since, so that
    the facts compare with those that its plan was made from.
    """
    book = book or rulebook(on=on, place=park.public_id, region=park.region)
    counts = counted_by_enterprise(scope=_everybody_open(on), park=park, on=on)
    covered = _undone({unit.enterprise_id: unit for unit in organizations.units_on(park=park, on=on)}, without)
    sources = Sources(
        counts=counts,
        covered=covered,
        sites=sites_of(park, _leading(covered), on=on),
        pending=_pending(park, without),
        members_of=partial(members_beside, on=on),
        pairs=list(FormationPair.objects.on(on).filter(first__park=park).order_by("pk")),
    )
    return assemble(sources, park=park, on=on, keeps_joint_branches=keeps_joint_branches, book=book)


@dataclass(frozen=True, slots=True)
class Sources:
    """What a problem is put together from; keys are those of enterprises and organisations."""

    counts: Mapping[int, MemberCount]
    covered: Mapping[int, OrganizationUnit]
    sites: Mapping[int, Site]
    members_of: Held
    pending: Set[int] = frozenset()
    pairs: Sequence[FormationPair] = ()


def assemble(sources: Sources, *, park: Park, on: date, keeps_joint_branches: bool, book: Rulebook) -> PlanFacts:
    """Put a problem together from facts, wherever they come from. No query of its own."""
    covered, sites = sources.covered, sources.sites
    settled = _settled(covered, keeps_joint_branches)
    chosen, left_out = choose_units(sites, sources.counts, settled=settled, pending=sources.pending)
    hosts = host_branches(
        covered,
        sites,
        chosen={site.pk for site in chosen},
        joint=keeps_joint_branches,
        members_of=sources.members_of,
    )
    problem = Problem(
        name=f"{park.name} {on:%Y-%m-%d}",
        parks=(ProblemPark(str(park.public_id), park.name),),
        units=tuple(_unit(park, site, sources.counts[site.pk], covered.get(site.pk)) for site in chosen),
        branches=tuple(_branch(park, host) for host in hosts),
        pairs=_pairs(sources.pairs, chosen, hosts),
        parameters=_parameters(book),
    )
    return PlanFacts(problem, Notes(_approximate(chosen, hosts), left_out))


def _parameters(book: Rulebook) -> Parameters:
    return Parameters(
        min_full=book.number("formation.joint_min_full_members"),
        max_members=book.number("formation.max_members"),
        max_units=book.number("formation.joint_max_units"),
        max_way_m=book.number("formation.joint_max_way"),
    )


def _everybody_open(on: date) -> Scope:
    """Return a scope over all open members and no restricted one, so that a plan does not depend on who asks."""
    grant = Grant(role="planner", role_label="", capabilities=frozenset({Capability.SEE_MEMBERS}), everywhere=True)
    return Scope(user_id=None, on=on, grants=(grant,))


def _settled(covered: Mapping[int, OrganizationUnit], keeps_joint_branches: bool) -> set[int]:
    """Return the enterprises whose branch is not up for choice."""
    roles = {UnitRole.OWN, *({UnitRole.HOST, UnitRole.MEMBER} if keeps_joint_branches else ())}
    return {enterprise_id for enterprise_id, unit in covered.items() if unit.role in roles}


def _leading(covered: Mapping[int, OrganizationUnit]) -> set[int]:
    """Return the enterprises at which a branch may stand."""
    return {enterprise_id for enterprise_id, unit in covered.items() if unit.role != UnitRole.FALLBACK}


def _undone(covered: dict[int, OrganizationUnit], without: Adoption | None) -> dict[int, OrganizationUnit]:
    """Return coverage as it was before an adoption, where its approval wrote it and it stands as written."""
    if without is None:
        return covered
    rows = AdoptedUnit.objects.filter(group__adoption=without, opened__isnull=False)
    for row in rows.select_related("before__organization"):
        now = covered.get(row.enterprise_id)
        if now is not None and now.pk == row.opened_id:
            del covered[row.enterprise_id]
            if row.before is not None:
                covered[row.enterprise_id] = row.before
    return covered


def _pending(park: Park, without: Adoption | None) -> set[int]:
    """Return the enterprises of plans that were sent up and wait for their approval (待批复)."""
    waiting = AdoptedUnit.objects.filter(enterprise__park=park, group__adoption__state=AdoptionState.PENDING)
    waiting = waiting.exclude(group__adoption=without) if without else waiting
    return set(waiting.values_list("enterprise_id", flat=True))


def _unit(park: Park, site: Site, count: MemberCount, covered: OrganizationUnit | None) -> Unit:
    joint = covered is not None and covered.role in {UnitRole.HOST, UnitRole.MEMBER}
    return Unit(
        id=site.id,
        name=site.label,
        park=str(park.public_id),
        building=site.building,
        lat=site.place.lat,
        lon=site.place.lon,
        grid=site.grid,
        chain=site.chain,
        full_members=count.full,
        probationary=count.probationary,
        today=str(covered.organization.public_id) if covered is not None and joint else None,
    )


def _branch(park: Park, host: HostBranch) -> Branch:
    return Branch(
        id=host.id,
        name=host.name,
        park=str(park.public_id),
        lat=host.point.lat,
        lon=host.point.lon,
        grid=host.site.grid,
        chain=host.site.chain,
        units=host.units,
        full_members=host.full_members,
        members=host.members,
        today=host.id,
    )


def _pairs(rows: Sequence[FormationPair], chosen: Sequence[Site], hosts: Sequence[HostBranch]) -> tuple[Pair, ...]:
    """Return the recorded pairs whose two ends take part; a firm with its own branch stands as that branch."""
    ends = {site.pk: site.id for site in chosen} | {host.site.pk: host.id for host in hosts}
    kinds: dict[str, PairKind] = {"together": "together", "apart": "apart"}
    return tuple(
        Pair(kinds[row.kind], ends[row.first_id], ends[row.second_id], row.reason)
        for row in rows
        if row.first_id in ends and row.second_id in ends
    )


def _approximate(sites: Sequence[Site], hosts: Sequence[HostBranch]) -> dict[str, str]:
    """Return the enterprises and branches whose place is estimated, and from what."""
    found = {site.id: site.point.located for site in sites if site.point and site.point.approximate}
    return found | {host.id: host.point.located for host in hosts if host.point.approximate}
