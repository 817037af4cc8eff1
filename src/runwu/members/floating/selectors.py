"""Which floating periods a scope sees, and which of them it acts for (流动党员)."""

from datetime import date

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from runwu.core.models.base import in_force
from runwu.core.scope import Capability, Scope
from runwu.members.choices import Direction, LandingKind
from runwu.members.models import FloatingStay, LandingStep, PartyMember
from runwu.members.selectors import known_to
from runwu.organizations.models import Organization


def stays(*, scope: Scope) -> QuerySet[FloatingStay]:
    """List the floating periods in reach, each once, with `complete`: whether place and reason are shown.

    Known is whose member is known; of an open member also the organisation that hosts, before and after.
    """
    hosted = scope.paths(Capability.SEE_MEMBERS, "host__path") & Q(member__restricted=False)
    complete = Case(When(clear_to(scope), then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = FloatingStay.objects.filter(known_to(scope, prefix="member__") | hosted).annotate(complete=complete)
    return rows.select_related("member__person", "member__organization", "home", "host__park", "season")


def clear_to(scope: Scope) -> Q:
    """Return the condition under which place and reason are known: the member is open, or of the own branch."""
    return Q(member__restricted=False) | scope.paths(Capability.SEE_MEMBER_CONTACTS, "member__path")


def acted_for(scope: Scope) -> Q:
    """Return the condition under which somebody records about a period: the own members, and open guests."""
    own = known_to(scope, Capability.TRANSFER_MEMBERS, "member__")
    own &= scope.paths(Capability.TRANSFER_MEMBERS, "member__path")
    hosts = scope.paths(Capability.TRANSFER_MEMBERS, "host__path") & Q(member__restricted=False)
    return (own & clear_to(scope)) | hosts


def acts(*, scope: Scope) -> QuerySet[FloatingStay]:
    """List the periods somebody acts for."""
    return stays(scope=scope).filter(acted_for(scope))


def cared_stays(*, scope: Scope) -> QuerySet[FloatingStay]:
    """List the periods of members of the own branch, for its secretary."""
    clear = scope.paths(Capability.SEE_MEMBER_CONTACTS, "member__path")
    return stays(scope=scope).filter(clear)


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
    known = {row.kind: row for row in stay.steps.all()}
    return [(kind, known.get(kind.value)) for kind in LandingKind]


def contacted_by(*, person_id: int, on: date) -> QuerySet[FloatingStay]:
    """List the open periods of open members whom a person keeps in touch with; restricted ones are never listed."""
    mine = Q(member__contacts__person=person_id) & in_force(on, "member__contacts__")
    rows = FloatingStay.objects.open().filter(mine, member__restricted=False)
    return rows.select_related("member__person", "home", "host").prefetch_related("steps").distinct().order_by("pk")
