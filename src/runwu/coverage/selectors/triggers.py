"""Enterprises whose third full member came or left (触发): what ought to change, and who stands behind the number."""

from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from runwu.core.scope import Capability, Scope
from runwu.coverage.selectors.statuses import EnterpriseCoverage
from runwu.enterprises.models import Enterprise, Workplace
from runwu.members.choices import Belonging, Membership, Standing
from runwu.members.models import PartyMember
from runwu.members.selectors import counting_at_host, known_to, visible
from runwu.organizations.models import Organization
from runwu.people.ordering import by_name


class Trigger(StrEnum):
    """What happened at an enterprise (触发)."""

    ENOUGH = "enough"  # full members enough for a branch of its own, which it has not
    TOO_FEW = "too_few"  # a branch of its own with fewer full members than it needs


def trigger_at(row: EnterpriseCoverage) -> Trigger | None:
    """Return what the number of full members sets off at an enterprise, or None; nothing while an approval is awaited.

    Never before the number is reached, and never for who may not know it. Source: 支部工作条例 第四条、第五条.
    """
    full = row.facts.members.full
    if full is None or not row.answer.is_due:
        return None
    if full >= row.book.number("formation.min_full_members"):
        return Trigger.ENOUGH
    return Trigger.TOO_FEW if row.facts.own_branch else None


def members_behind(*, scope: Scope, enterprise: Enterprise, on: date) -> QuerySet[PartyMember]:
    """List the members whom the number of an enterprise counts, as `members.selectors.counted_by_enterprise` does."""
    here = counting_at_host(on).filter(host__park=enterprise.park_id)
    told = Q(pk__in=here.filter(scope.paths(Capability.SEE_MEMBERS, "host__path")).values("member_id"))
    at_home = Q(belonging=Belonging.REGISTERED, organization__park=enterprise.park_id)
    at_home &= ~Q(pk__in=counting_at_host(on).values("member_id"))
    counted = (known_to(scope) & (at_home | Q(pk__in=here.values("member_id")))) | told
    works_here = Workplace.objects.on(on).filter(enterprise=enterprise).values("person_id")
    return (
        PartyMember.objects.filter(counted, membership=Membership.ACTIVE, restricted=False, without_employer=False)
        .filter(person__in=works_here)
        .select_related("person", "organization")
        .order_by("standing", *by_name("person__"), "pk")
    )


def full_without(*, scope: Scope, organization: Organization, leaving: QuerySet[PartyMember]) -> int:
    """Count the open full members whom a joint branch keeps when the members of one enterprise leave it. One query.

    Restricted ones are left out whoever asks, as of those who leave: the paper goes to others.
    """
    staying = visible(scope=scope).filter(organization=organization, standing=Standing.FULL, restricted=False)
    return staying.exclude(pk__in=leaving.order_by().values("pk")).count()
