"""What adopting a plan means: which branches are new, which go on, who belongs to each (采纳的内容)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from django.utils.translation import gettext as _

from runwu.coverage.models import FormationPlan, PlanAlternative
from runwu.coverage.services.decisions import problem_of
from runwu.enterprises.models import Enterprise
from runwu.organizations.choices import Form, UnitRole
from runwu.organizations.models import Organization, OrganizationUnit
from runwu.planning.joint_branches.index import HostKind, Index
from runwu.planning.joint_branches.legality import units_by_host
from runwu.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class DraftUnit:
    """One enterprise of a group and how it belongs to the branch."""

    enterprise: Enterprise
    role: UnitRole
    before: OrganizationUnit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftGroup:
    """One branch as the adoption will create or change it; `organization` is None for a new one.

    `full_members` and `members` are figures of the plan, with what an existing branch held before.
    """

    letter: str
    host: str
    form: Form
    name: str
    short_name: str
    organization: Organization | None
    units: tuple[DraftUnit, ...]
    full_members: int
    members: int

    @property
    def is_new(self) -> bool:
        """Whether the branch has to be set up (新建)."""
        return self.organization is None

    @property
    def lead(self) -> Enterprise:
        """The enterprise that leads a new branch (牵头单位)."""
        return next(unit.enterprise for unit in self.units if str(unit.enterprise.public_id) == self.host)

    @property
    def changed(self) -> tuple[DraftUnit, ...]:
        """The enterprises whose coverage changes."""
        return tuple(unit for unit in self.units if not self._stays(unit))

    def _stays(self, unit: DraftUnit) -> bool:
        if unit.before is None or self.organization is None:
            return False
        return unit.before.organization_id == self.organization.pk and unit.before.role == unit.role


@dataclass(slots=True)
class Drafting:
    """The facts that groups are drafted from: enterprises and organisations by public id, coverage by enterprise."""

    index: Index
    assignment: Mapping[str, str | None]
    letters: Mapping[str, str]
    book: Rulebook
    enterprises: Mapping[str, Enterprise]
    organizations: Mapping[str, Organization]
    before: Mapping[int, OrganizationUnit]
    staying: Set[str] = frozenset()
    """Today's branches of enterprises that take no part this time; they go on."""

    @classmethod
    def of(cls, plan: FormationPlan, alternative: PlanAlternative, *, book: Rulebook) -> "Drafting":
        """Start from a stored plan. Three queries."""
        index = Index(problem_of(alternative))
        ids = [unit.id for unit in index.problem.units]
        wanted = {unit.today for unit in index.problem.units if unit.today}
        wanted |= {branch.id for branch in index.problem.branches}
        rows = OrganizationUnit.objects.open().filter(enterprise__public_id__in=ids).select_related("organization")
        return cls(
            index=index,
            assignment=alternative.assignment,
            letters=letters_of(alternative),
            book=book,
            enterprises={str(one.public_id): one for one in Enterprise.objects.filter(public_id__in=ids)},
            organizations={str(one.public_id): one for one in Organization.objects.filter(public_id__in=wanted)},
            before={row.enterprise_id: row for row in rows},
            staying={unit["today"] for unit in plan.instance["units"] if unit["id"] not in ids and unit["today"]},
        )


def letters_of(alternative: PlanAlternative) -> dict[str, str]:
    """Return the letters of an alternative's groups, by host."""
    return {group["host"]: group["letter"] for group in alternative.report.get("groups", ())}


def draft_groups(facts: Drafting) -> tuple[DraftGroup, ...]:
    """Return the branches of a plan in the order of their letters; a joint branch of today goes on once."""
    placed = _placed(facts)
    continuing = _continuing(facts, placed)
    drafts = [_draft(facts, host, units, continuing.get(host)) for host, units in placed.items()]
    return tuple(sorted(drafts, key=lambda draft: (draft.letter or "~", draft.host)))


def left_to_committee(facts: Drafting) -> tuple[DraftUnit, ...]:
    """Return the enterprises that the plan leaves to the catch-all (大党委兜底)."""
    left = [unit_id for unit_id, host in facts.assignment.items() if host is None]
    return tuple(_unit(facts, unit_id, UnitRole.FALLBACK) for unit_id in left)


def emptied_branches(facts: Drafting, drafts: Iterable[DraftGroup]) -> tuple[Organization, ...]:
    """Return today's joint branches that no group goes on with: they stay, and somebody decides about them."""
    kept = {draft.organization.pk for draft in drafts if draft.organization}
    labels = {unit.today for unit in facts.index.problem.units if unit.today} - facts.staying
    own = {branch.id for branch in facts.index.problem.branches}
    return tuple(
        organization
        for key, organization in facts.organizations.items()
        if key in labels - own and organization.pk not in kept
    )


def _placed(facts: Drafting) -> dict[str, list[str]]:
    """Gather units by host; a unit with enough members of its own and nothing today forms its own branch."""
    placed = units_by_host(facts.index, facts.assignment)
    for unit in facts.index.big:
        if unit.id in placed:
            placed[unit.id] = [unit.id, *placed[unit.id]]
        elif unit.today is None:
            placed[unit.id] = [unit.id]
    return placed


def _continuing(facts: Drafting, placed: Mapping[str, list[str]]) -> dict[str, Organization]:
    """Return which host goes on with which existing organisation: {host id: organisation}."""
    hosts = facts.index.hosts
    found = {host: facts.organizations[host] for host in placed if hosts[host].kind is HostKind.BRANCH}
    claims: dict[str, list[str]] = defaultdict(list)
    for host in placed:
        label = hosts[host].today
        if hosts[host].kind is not HostKind.BRANCH and label is not None:
            claims[label].append(host)
    taken = {str(organization.public_id) for organization in found.values()}
    for label, claimants in claims.items():
        if label not in taken and label in facts.organizations:
            best = min(claimants, key=lambda host: _claim(facts, label, host, placed[host]))
            found[best] = facts.organizations[label]
    return found


def _claim(facts: Drafting, label: str, host: str, units: Sequence[str]) -> tuple[bool, int, str]:
    """Rank the groups that could go on with a joint branch: today's host first, then whoever keeps most of it."""
    row = facts.before.get(facts.enterprises[host].pk)
    stays = Counter(facts.index.units[unit].today for unit in units)[label]
    return (row is None or row.role != UnitRole.HOST, -stays, host)


def _draft(facts: Drafting, host: str, units: Sequence[str], organization: Organization | None) -> DraftGroup:
    known = facts.index.hosts[host]
    in_own = known.kind is HostKind.BIG and len(units) == 1
    rest = known if known.kind is HostKind.BRANCH else None
    full = sum(facts.index.units[unit].full_members for unit in units) + (rest.full_members if rest else 0)
    members = sum(facts.index.units[unit].members for unit in units) + (rest.members if rest else 0)
    name, short = ("", "")
    if organization is None:
        name, short = branch_names(facts.enterprises[host], joint=not in_own, full=full, book=facts.book)
    return DraftGroup(
        letter=facts.letters.get(host, ""),
        host=host,
        form=Form.BRANCH if in_own else Form.JOINT_BRANCH,
        name=organization.name if organization else name,
        short_name=organization.label if organization else short,
        organization=organization,
        units=tuple(_unit(facts, unit, _role(known.kind, unit == host, in_own)) for unit in _host_first(units, host)),
        full_members=full,
        members=members,
    )


def _unit(facts: Drafting, unit_id: str, role: UnitRole) -> DraftUnit:
    enterprise = facts.enterprises[unit_id]
    return DraftUnit(enterprise, role, facts.before.get(enterprise.pk))


def _host_first(units: Sequence[str], host: str) -> list[str]:
    """Return the units with the one that leads first, as papers name them."""
    return sorted(units, key=lambda unit: unit != host)


def _role(kind: HostKind, is_host: bool, in_own: bool) -> UnitRole:
    if is_host:
        return UnitRole.OWN if in_own else UnitRole.HOST
    return UnitRole.MEMBER


def branch_names(host: Enterprise, *, joint: bool, full: int, book: Rulebook) -> tuple[str, str]:
    """Return the full and the short name of a new branch: 中共 + unit name + kind; 支部委员会 from seven full members on."""
    committee = full >= book.number("branch_size.committee_min_full_members")
    kind = (
        (_("联合支部委员会") if committee else _("联合支部"))
        if joint
        else (_("支部委员会") if committee else _("支部"))
    )
    short = _("%(unit)s联合党支部") if joint else _("%(unit)s党支部")
    return _("中共%(unit)s%(kind)s") % {"unit": host.name, "kind": kind}, short % {"unit": host.label}
