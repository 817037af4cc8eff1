"""Which members a scope sees, and how many full members stand behind each enterprise (who.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from runwu.core.models.base import in_force
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Park, Workplace
from runwu.members.choices import Belonging, Counting, Membership, Standing
from runwu.members.models import FloatingStay, PartyMember


def visible(*, scope: Scope, capability: Capability = Capability.SEE_MEMBERS) -> QuerySet[PartyMember]:
    """List the members in reach: open ones by capability, restricted ones only for who must know them."""
    return PartyMember.objects.filter(known_to(scope, capability), membership=Membership.ACTIVE).select_related(
        "person", "organization"
    )


def known_to(scope: Scope, capability: Capability = Capability.SEE_MEMBERS, prefix: str = "") -> Q:
    """Return the condition under which a scope may know of a member at all, for rows hanging on one with a prefix."""
    open_ones = scope.paths(capability, f"{prefix}path") & Q(**{f"{prefix}restricted": False})
    sealed = scope.paths(Capability.SEE_RESTRICTED, f"{prefix}path") & Q(**{f"{prefix}restricted": True})
    return open_ones | sealed


@dataclass(frozen=True, slots=True)
class MemberCount:
    """Members behind one enterprise; only the full ones count towards three."""

    full: int = 0
    probationary: int = 0

    @property
    def total(self) -> int:
        """Full and probationary members together, which count towards fifty."""
        return self.full + self.probationary


def counted_by_enterprise(*, scope: Scope, park: Park, on: date) -> Mapping[int, MemberCount]:
    """Return the members behind each enterprise of a park: {enterprise id: MemberCount}. Two queries.

    Counted are members whose formal affiliation lies in this park's tree and whose workplace is the
    enterprise; floating ones where they chose to count; restricted ones never beyond who must know them.
    """
    counts: dict[int, dict[str, int]] = {}
    rows = Workplace.objects.filter(_counts_here(scope, park, on), in_force(on), enterprise__park=park)
    for enterprise_id, standing, number in rows.values_list("enterprise_id", "person__membership__standing").annotate(
        number=Count("person_id", distinct=True)
    ):
        counts.setdefault(enterprise_id, {})[standing] = number
    return {
        enterprise_id: MemberCount(found.get(Standing.FULL, 0), found.get(Standing.PROBATIONARY, 0))
        for enterprise_id, found in counts.items()
    }


def _counts_here(scope: Scope, park: Park, on: date) -> Q:
    member = "person__membership__"
    away = FloatingStay.objects.on(on).filter(counting=Counting.HOST, host__isnull=True).values("member_id")
    here = FloatingStay.objects.on(on).filter(counting=Counting.HOST, host__park=park).values("member_id")
    registered = Q(
        **{f"{member}organization__park": park, f"{member}belonging": Belonging.REGISTERED}
    ) & ~Q(**{f"{member}pk__in": away})
    floating = Q(**{f"{member}belonging": Belonging.FLOATING_IN, f"{member}pk__in": here})
    return (
        (registered | floating)
        & Q(**{f"{member}membership": Membership.ACTIVE, f"{member}without_employer": False})
        & known_to(scope, prefix=member)
        & Q(**{f"{member}restricted": False})
    )
