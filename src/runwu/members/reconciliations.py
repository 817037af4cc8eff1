"""Which reconciliations somebody sees: the own ones, and of them what one may still know; which one may take over (对账)."""

from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from runwu.access.models import RoleAssignment
from runwu.access.policies import POLICIES
from runwu.accounts.models import User
from runwu.core.scope import Capability, Scope
from runwu.members.choices import Gap, Membership, Ruling, Standing
from runwu.members.models import Affiliation, Discrepancy, FloatingStay, Reconciliation, StandingDecision
from runwu.members.selectors import known_to, named_to
from runwu.organizations.models import Organization, Post

_KNOWING = [
    role
    for role, one in POLICIES.items()
    if one.capabilities & {Capability.SEE_RESTRICTED, Capability.SEE_MEMBER_CONTACTS}
]
_IMPORTING = [role for role, one in POLICIES.items() if Capability.IMPORT in one.capabilities]
_BY_NAME = (Gap.ONLY_HERE, Gap.BRANCH)  # what name and branch tell already


def _known(scope: Scope, prefix: str = "") -> Q:
    """Return the condition under which a difference may be shown: nobody's here, read here, or told by name and branch."""
    named = named_to(scope, prefix=f"{prefix}member__") & Q(**{f"{prefix}kind__in": _BY_NAME})
    return Q(**{f"{prefix}member__isnull": True}) | known_to(scope, prefix=f"{prefix}member__") | named


def changed_since(scope: Scope, prefix: str = "") -> Q:
    """Return the condition under which what the register told of the day of the export has changed after it (此后已变更).

    What was right that day would be wrong over there now. Of whom name and branch alone are known nothing is told.
    """
    member, day = f"{prefix}member", f"{prefix}reconciliation__as_of"
    after = Q(valid_from__gt=OuterRef(day)) | Q(valid_to__gt=OuterRef(day))
    decisions = StandingDecision.objects.filter(
        member=OuterRef(member), withdrawn_at__isnull=True, on__gt=OuterRef(day)
    )
    moved = Exists(Affiliation.objects.filter(after, member=OuterRef(member)))
    left = moved | ~Q(**{f"{member}__membership": Membership.ACTIVE})
    known = Q(**{f"{member}__converted_on__isnull": False})  # beside nothing a comparison is neither true nor false
    decided = Exists(decisions) | known & Q(**{f"{member}__converted_on__gt": F(day)})
    floated = Exists(FloatingStay.objects.filter(after, member=OuterRef(member)))
    posted = Exists(Post.objects.filter(after, person=OuterRef(f"{member}__person")))
    by_kind: dict[Gap, Any] = {
        Gap.BRANCH: moved, Gap.ONLY_HERE: left, Gap.STANDING: decided, Gap.CONVERTED: decided, Gap.FLOATING: floated,
        Gap.POST: moved | posted,
    }  # fmt: skip
    changed = Q(pk__in=[])
    for kind, condition in by_kind.items():
        changed |= Q(**{f"{prefix}kind": kind}) & condition
    return known_to(scope, prefix=f"{member}__") & changed


def to_type(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Keep what has to be typed into the mandated system (待录入): right here, not typed yet, and still so."""
    return rows.filter(ruling=Ruling.OURS, typed_on__isnull=True, changed_since=False)


def own(*, scope: Scope) -> QuerySet[Reconciliation]:
    """List one's own reconciliations, in parks where one still imports, the latest first, with what is open."""
    return _with_open(_here(scope).filter(made_by=scope.user_id or UUID(int=0)), scope)


def _here(scope: Scope) -> QuerySet[Reconciliation]:
    return Reconciliation.objects.filter(scope.parks(Capability.IMPORT))


def _with_open(rows: QuerySet[Reconciliation], scope: Scope) -> QuerySet[Reconciliation]:
    known = _known(scope, "discrepancies__")
    typing = Q(discrepancies__ruling=Ruling.OURS, discrepancies__typed_on__isnull=True)
    typing &= ~changed_since(scope, "discrepancies__")
    return (
        rows.select_related("park")
        .annotate(
            gaps=Count("discrepancies", filter=known),
            undecided=Count("discrepancies", filter=known & Q(discrepancies__ruling="")),
            to_type=Count("discrepancies", filter=known & typing),
        )
        .order_by("-made_on", "-id")
    )  # what is grouped forgets the order of its model


def to_take_over(*, scope: Scope) -> QuerySet[Any, Any]:
    """List the reconciliations of others that somebody may go on with, the latest first, with `holder` and `left`.

    `left`: whoever holds it imports nowhere any more. Who knew restricted members held their names against the export,
    and which names found nobody tells of them: those are for who knows the restricted members of the whole park.
    """
    roles = RoleAssignment.objects.filter(user__public_id=OuterRef("made_by"))
    unknown = Organization.objects.filter(park=OuterRef("park")).exclude(scope.paths(Capability.SEE_RESTRICTED))
    everything = ~Exists(unknown) if scope.may(Capability.SEE_RESTRICTED) else Q(pk__in=[])
    rows = _here(scope).exclude(made_by=scope.user_id or UUID(int=0))
    importing = roles.on(scope.on).filter(role__in=_IMPORTING, user__is_active=True)
    return (
        rows.filter(everything | ~Exists(roles.filter(role__in=_KNOWING)))
        .select_related("park")
        .annotate(
            holder=Subquery(User.objects.filter(public_id=OuterRef("made_by")).values("display_name")[:1]),
            left=~Exists(importing),
        )
        .order_by("-made_on", "-id")
    )


def at_hand(*, scope: Scope) -> list[Reconciliation]:
    """Return what waits for somebody: of one's own, and of those whom nobody holds any more, the latest of each system.

    What an earlier one of the same system left open the later one has listed again. One query.
    """
    left = to_take_over(scope=scope).filter(left=True).values("pk")
    mine = Q(made_by=scope.user_id or UUID(int=0)) | Q(pk__in=left.order_by())
    last: dict[tuple[int, str, str], Reconciliation] = {}
    for one in _with_open(_here(scope).filter(mine), scope):
        last.setdefault((one.park_id, one.ledger, one.ledger_name), one)
    return list(last.values())


def discrepancies(*, scope: Scope) -> QuerySet[Any, Any]:
    """List the differences of one's own reconciliations; of members one may still know, or whom only they hold.

    With `changed_since`.
    """
    mine = Reconciliation.objects.filter(scope.parks(Capability.IMPORT), made_by=scope.user_id or UUID(int=0))
    rows = Discrepancy.objects.filter(_known(scope), reconciliation__in=mine)
    rows = rows.annotate(changed_since=Case(When(changed_since(scope), then=Value(True)), default=Value(False)))
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
