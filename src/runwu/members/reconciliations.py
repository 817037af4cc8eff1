"""Which reconciliations somebody sees: the own ones, and of them what one may still know (对账)."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from runwu.core.scope import Capability, Scope
from runwu.members.choices import Gap, Ruling, Standing
from runwu.members.models import Discrepancy, Reconciliation
from runwu.members.selectors import known_to, named_to

_BY_NAME = (Gap.ONLY_HERE, Gap.BRANCH)  # what name and branch tell already


def _known(scope: Scope, prefix: str = "") -> Q:
    """Return the condition under which a difference may be shown: nobody's here, read here, or told by name and branch."""
    named = named_to(scope, prefix=f"{prefix}member__") & Q(**{f"{prefix}kind__in": _BY_NAME})
    return Q(**{f"{prefix}member__isnull": True}) | known_to(scope, prefix=f"{prefix}member__") | named


def own(*, scope: Scope) -> QuerySet[Reconciliation]:
    """List the reconciliations that somebody made, in parks where one still imports, the latest first, with what is open."""
    mine = Reconciliation.objects.filter(scope.parks(Capability.IMPORT), made_by=scope.user_id or UUID(int=0))
    known = _known(scope, "discrepancies__")
    to_type = Q(discrepancies__ruling=Ruling.OURS, discrepancies__typed_on__isnull=True)
    return (
        mine.select_related("park")
        .annotate(
            gaps=Count("discrepancies", filter=known),
            undecided=Count("discrepancies", filter=known & Q(discrepancies__ruling="")),
            to_type=Count("discrepancies", filter=known & to_type),
        )
        .order_by("-made_on", "-id")
    )  # what is grouped forgets the order of its model


def discrepancies(*, scope: Scope) -> QuerySet[Discrepancy]:
    """List the differences of one's own reconciliations; of members one may still know, or whom only they hold."""
    mine = Reconciliation.objects.filter(scope.parks(Capability.IMPORT), made_by=scope.user_id or UUID(int=0))
    rows = Discrepancy.objects.filter(_known(scope), reconciliation__in=mine)
    return rows.select_related("member__person", "organization", "reconciliation__park")


def per_organization(rows: QuerySet[Discrepancy]) -> list[dict[str, Any]]:
    """Count differences per organisation, most first: public_id, name, all, how many nobody decided. One query."""
    named = rows.order_by().filter(organization__isnull=False).values("organization__public_id", "organization__name")
    counted = named.annotate(gaps=Count("pk"), undecided=Count("pk", filter=Q(ruling="")))
    return [
        {"public_id": one["organization__public_id"], "name": one["organization__name"], **one}
        for one in counted.order_by("-gaps", "organization__name")
    ]


def open_by_kind(rows: QuerySet[Discrepancy]) -> dict[Gap, int]:
    """Count the differences that nobody decided by kind, in the order of the kinds. One query."""
    found = dict(rows.filter(ruling="").order_by().values_list("kind").annotate(number=Count("pk")))
    return {kind: found[kind.value] for kind in Gap if kind.value in found}


def in_words(kind: str, value: str) -> str:
    """Return one side of a difference as a person reads it."""
    words: dict[str, str] = {str(code): str(label) for code, label in Standing.choices}
    return words.get(value, value) if kind == Gap.STANDING else value
