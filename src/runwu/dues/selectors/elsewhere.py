"""What floating members paid at the place of stay (在流入地交纳), as far as their own branch was shown it."""

from django.db.models import QuerySet

from runwu.core.scope import Capability, Scope
from runwu.dues.models import PaidElsewhere
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization


def paid_elsewhere(*, scope: Scope, organization: Organization | None = None) -> QuerySet[PaidElsewhere]:
    """List what was paid elsewhere by members of the branches whose dues somebody keeps, taken back or not. Two queries."""
    rows = PaidElsewhere.objects.filter(scope.paths(Capability.KEEP_DUES, "organization__path"))
    rows = rows.filter(organization=organization) if organization else rows
    return rows.select_related("member__person", "organization__park", "host").prefetch_related("months")


def own_elsewhere(*, member: PartyMember) -> QuerySet[PaidElsewhere]:
    """List what a member paid elsewhere, taken back or not, the latest first. Two queries."""
    return member.dues_paid_elsewhere.select_related("host").prefetch_related("months")
