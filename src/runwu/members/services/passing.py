"""Which members pass on with their organisation (随同转移的党员)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q, QuerySet

from runwu.core.models.base import in_force
from runwu.core.scope import Scope
from runwu.enterprises.models import Workplace
from runwu.members import selectors
from runwu.members.choices import Standing
from runwu.members.models import PartyMember
from runwu.organizations.handover import Handover
from runwu.organizations.models import Organization
from runwu.rules.counts import MemberCounts


def members_to_pass(handover: Handover) -> QuerySet[PartyMember]:
    """Return the members that pass on; with a part of the enterprises, never a restricted one or one without employer."""
    members = PartyMember.objects.filter(organization=handover.source)
    for other in handover.after:
        members = members.exclude(pk__in=members_to_pass(other).values("pk"))
    if handover.takes_all:
        return members
    working = Workplace.objects.filter(in_force(handover.on), enterprise__in=handover.enterprises).values("person_id")
    along = Q(person__in=working, without_employer=False) | Q(public_id__in=handover.members)
    return members.filter(along, restricted=False)


def guests_to_pass(handover: Handover) -> QuerySet[PartyMember]:
    """Return who is placed here without formal affiliation and passes on: guests, and who is not transferred yet.

    With a part of the enterprises that is who works there; nobody restricted and nobody without employer.
    """
    placed = PartyMember.objects.filter(organization__isnull=True, path=handover.source.path)
    for other in handover.after:
        placed = placed.exclude(pk__in=guests_to_pass(other).values("pk"))
    if handover.takes_all:
        return placed
    working = Workplace.objects.filter(in_force(handover.on), enterprise__in=handover.enterprises).values("person_id")
    return placed.filter(person__in=working, without_employer=False, restricted=False)


def organizations_of_workers(scope: Scope, enterprises: Collection[int]) -> Sequence[Organization]:
    """Return where the open members belong who work at enterprises, of those a viewer knows. One query."""
    working = Workplace.objects.filter(in_force(scope.on), enterprise__in=enterprises).values("person_id")
    known = selectors.visible(scope=scope).filter(person__in=working, without_employer=False, restricted=False)
    return list(Organization.objects.filter(pk__in=known.order_by().values("organization_id")).order_by("path"))


def passing_by_enterprise(handover: Handover) -> Mapping[int | None, MemberCounts]:
    """Return how many open members pass on, by the enterprise with which they go; None: chosen one by one. Two queries."""
    rows = list(members_to_pass(handover).filter(restricted=False).values_list("person_id", "standing"))
    work = Workplace.objects.filter(
        in_force(handover.on), enterprise__in=handover.enterprises, person__in=[person for person, _standing in rows]
    )
    firms = dict(work.order_by("-pk").values_list("person_id", "enterprise_id"))
    found = Counter((firms.get(person), standing) for person, standing in rows)
    return {
        firm: MemberCounts(full=found[firm, Standing.FULL], probationary=found[firm, Standing.PROBATIONARY])
        for firm in {firm for firm, _standing in found}
    }
