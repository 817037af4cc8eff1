"""Which floating periods a scope sees, and which of them it acts for (流动党员)."""

from datetime import date

from django.db.models import Q, QuerySet

from runwu.core.models.base import in_force
from runwu.core.scope import Capability, Scope
from runwu.members.choices import Direction, LandingKind, TransferState
from runwu.members.models import FloatingStay, LandingStep, PartyMember, Transfer
from runwu.members.selectors import known_to
from runwu.organizations.choices import Form, OrganizationState
from runwu.organizations.models import Organization
from runwu.organizations.paths import in_subtree

_JOINED = (Form.GROUP, Form.TEMPORARY_BRANCH, Form.FUNCTIONAL_BRANCH, Form.FLOATING_BRANCH)


def stays(*, scope: Scope) -> QuerySet[FloatingStay]:
    """List the floating periods in reach, each once: of who is known, and of open members for the host, before and after."""
    hosted = scope.paths(Capability.SEE_MEMBERS, "host__path") & Q(member__restricted=False)
    rows = FloatingStay.objects.filter(known_to(scope, prefix="member__") | hosted)
    return rows.select_related("member__person", "member__organization", "home", "host__park", "season")


def acted_for(scope: Scope) -> Q:
    """Return the condition under which somebody records about a period: the own members, and open guests."""
    own = known_to(scope, Capability.TRANSFER_MEMBERS, "member__")
    own &= scope.paths(Capability.TRANSFER_MEMBERS, "member__path")
    hosts = scope.paths(Capability.TRANSFER_MEMBERS, "host__path") & Q(member__restricted=False)
    return own | hosts


def acts(*, scope: Scope) -> QuerySet[FloatingStay]:
    """List the periods somebody acts for."""
    return stays(scope=scope).filter(acted_for(scope))


def cared_stays(*, scope: Scope) -> QuerySet[FloatingStay]:
    """List the periods of members of the own branch, for its secretary."""
    clear = scope.paths(Capability.SEE_MEMBER_CONTACTS, "member__path")
    return stays(scope=scope).filter(clear)


def hosted_stays(*, scope: Scope) -> QuerySet[FloatingStay]:
    """List the periods of open members of another branch here, for the secretary of the branch that hosts."""
    hosts = scope.paths(Capability.SEE_MEMBER_CONTACTS, "host__path")
    own = scope.paths(Capability.SEE_MEMBER_CONTACTS, "member__path")
    return stays(scope=scope).filter(hosts, ~own, member__restricted=False, home__isnull=False)


def greets(row: FloatingStay, *, scope: Scope, capability: Capability) -> bool:
    """Tell whether somebody greets by season (欢迎、欢送): on the side that hosts, of whom the host may know."""
    known = row.host is not None and (not row.member.restricted or row.host.path == row.member.path)
    return known and row.host is not None and scope.reaches_path(capability, row.host.path)


def in_direction(direction: str) -> Q:
    """Return the condition for one direction; a period between two of ours is neither in nor out alone."""
    host, home = Q(host__isnull=False), Q(home__isnull=False)
    return {Direction.OUT: ~host, Direction.IN: host & ~home, Direction.WITHIN: host & home}[Direction(direction)]


def on_day(day: date) -> Q:
    """Return the condition “open on a day”."""
    return in_force(day)


def branch_of(member: PartyMember) -> Organization | None:
    """Return the branch that looks after a member: that of the affiliation, else the one that hosts."""
    if member.organization is not None:
        return member.organization
    stay = member.floating_stays.filter(host__isnull=False).select_related("host").order_by("-valid_from").first()
    return stay.host if stay else None


def landing(*, stay: FloatingStay) -> list[tuple[LandingKind, LandingStep | None]]:
    """Return the five steps of a period in their order, with what was said about each. One query."""
    known = {row.kind: row for row in stay.steps.select_related("group")}
    return [(kind, known.get(kind.value)) for kind in LandingKind]


def groups_of(stay: FloatingStay) -> QuerySet[Organization]:
    """List where a floating member may join in at the host: the branch itself, its groups and temporary branches."""
    if stay.host is None:
        return Organization.objects.none()
    below = in_subtree(stay.host.path) & Q(form__in=_JOINED)
    return Organization.objects.filter(Q(pk=stay.host_id) | below, state=OrganizationState.ACTIVE).order_by("path")


def under_way(stay: FloatingStay) -> Transfer | None:
    """Return the transfer of the relation to the host that is under way, if there is one. One query."""
    if stay.host_id is None and not stay.host_label:
        return None
    there = Q(target=stay.host_id) if stay.host_id else Q(target__isnull=True, target_label=stay.host_label)
    return Transfer.objects.filter(there, member=stay.member_id, state=TransferState.SENT).first()


def contacted_by(*, person_id: int, on: date) -> QuerySet[FloatingStay]:
    """List the open periods of open members whom a person keeps in touch with; restricted ones are never listed."""
    mine = Q(member__contacts__person=person_id) & in_force(on, "member__contacts__")
    rows = FloatingStay.objects.open().filter(mine, member__restricted=False)
    return rows.select_related("member__person", "home", "host").prefetch_related("steps").distinct().order_by("pk")
