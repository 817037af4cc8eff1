"""Which reports to communities a scope sees, and which of them it records (双报到)."""

from django.db.models import Q, QuerySet

from runwu.core.scope import Capability, Scope
from runwu.members.models import DualCheckIn, PartyMember
from runwu.members.selectors import known_to


def check_ins(*, scope: Scope) -> QuerySet[DualCheckIn]:
    """List the reports in reach, each once: of who is known, of branches in reach, and to communities in reach.

    A restricted member's report is known to the own branch and its line alone, never to the community.
    """
    own = Q(member__isnull=False) & known_to(scope, prefix="member__")
    branch = Q(member__isnull=True) & scope.paths(Capability.SEE_MEMBERS, "organization__path")
    open_guest = Q(member__isnull=True) | Q(member__restricted=False)
    received = scope.paths(Capability.SEE_MEMBERS, "community__path") & open_guest
    rows = DualCheckIn.objects.filter(own | branch | received)
    return rows.select_related("member__person", "organization", "community")


def kept(*, scope: Scope) -> QuerySet[DualCheckIn]:
    """List the reports that somebody records and ends: of the own branch and its members, as far as they are known."""
    member = Q(member__isnull=False) & scope.paths(Capability.TRANSFER_MEMBERS, "member__path")
    branch = Q(member__isnull=True) & scope.paths(Capability.TRANSFER_MEMBERS, "organization__path")
    return check_ins(scope=scope).filter(member | branch)


def own_check_ins(*, member: PartyMember) -> QuerySet[DualCheckIn]:
    """List a member's own reports, the latest first."""
    return member.check_ins.select_related("organization", "community").order_by("-valid_from", "-pk")
