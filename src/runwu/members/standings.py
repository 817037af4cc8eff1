"""What members were on a day, and what a branch has to decide about (党员身份的历史与待决定): read, never changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from runwu.accounts.models import User
from runwu.core.scope import Capability, Scope
from runwu.members.choices import Belonging, Membership, Standing, StandingAct
from runwu.members.models import Affiliation, FloatingStay, PartyMember, StandingDecision
from runwu.members.selectors import counted_to, known_to, named_to, restricted_rows, visible
from runwu.organizations.models import Organization
from runwu.organizations.names import name_on
from runwu.rules.membership import Standing as RuleStanding

_ENDED = {
    StandingAct.ANNULLED: RuleStanding.ANNULLED,
    StandingAct.REMOVED: RuleStanding.REMOVED,
    StandingAct.WITHDRAWN: RuleStanding.WITHDRAWN,
}


def as_of(members: QuerySet[PartyMember], on: date) -> QuerySet[Any, Any]:
    """Add what each member was on a day: `standing_then` and `membership_then`, from the decisions that stand.

    Before the first decision it is what that decision found; a full member whose conversion the register knows by its
    day alone was probationary before it. No query of its own.
    """
    standing = StandingDecision.objects.filter(member=OuterRef("pk"), withdrawn_at__isnull=True)
    before = standing.filter(on__lte=on).order_by("-on", "-id")
    later = standing.filter(on__gt=on).order_by("on", "id")
    known = Case(
        When(standing=Standing.FULL, converted_on__gt=on, then=Value(Standing.PROBATIONARY.value)),
        default=F("standing"),
    )
    return members.annotate(
        standing_then=Coalesce(
            Subquery(before.values("standing_after")[:1]), Subquery(later.values("standing_before")[:1]), known
        ),
        membership_then=Coalesce(
            Subquery(before.values("membership_after")[:1]),
            Subquery(later.values("membership_before")[:1]),
            F("membership"),
        ),
    )


def members_then(*, scope: Scope, on: date) -> QuerySet[PartyMember]:
    """List those in reach who were members on a day, whatever became of them since; restricted ones in the own branch."""
    known = PartyMember.objects.filter(known_to(scope)).select_related("person", "organization")
    return as_of(known, on).filter(membership_then=Membership.ACTIVE)


def suspended(*, scope: Scope, on: date | None = None) -> QuerySet[PartyMember]:
    """List those whose membership is suspended (停止党籍), today or on a day: for who reads the decisions about them."""
    kept = known_to(scope, Capability.EDIT_MEMBERS) | known_to(scope, Capability.SEE_MEMBER_CONTACTS)
    rows = PartyMember.objects.filter(kept).select_related("person", "organization")
    if on is None:
        return rows.filter(membership=Membership.SUSPENDED)
    return as_of(rows, on).filter(membership_then=Membership.SUSPENDED)


def held_on(on: date) -> QuerySet[Affiliation]:
    """List the formal affiliations of a day; an open one of a guest of today is no affiliation of this system."""
    rows = Affiliation.objects.on(on)
    return rows.exclude(member__belonging=Belonging.FLOATING_IN, valid_to__isnull=True)


def placed_then(rows: QuerySet[Any, Any], on: date) -> QuerySet[Any, Any]:
    """Add where each member was on a day: `belonging_then`, and `organization_then` by the name of that day.

    A guest of that day stands at the branch that took part; who was neither has no place. No query of its own.
    """
    held = held_on(on).filter(member=OuterRef("pk")).order_by("-valid_from", "-pk")
    stays = FloatingStay.objects.on(on).filter(member=OuterRef("pk"), host__isnull=False).order_by("-valid_from", "-pk")
    named = held.annotate(called=name_on(on, "organization_id", "organization__name"))
    guest = stays.annotate(called=name_on(on, "host_id", "host__name"))
    found: QuerySet[Any, Any] = rows.annotate(
        belonging_then=Case(
            When(Exists(held), then=Value(Belonging.REGISTERED.value)),
            When(Exists(stays), then=Value(Belonging.FLOATING_IN.value)),
            output_field=CharField(),
        ),
        organization_then=Coalesce(Subquery(named.values("called")[:1]), Subquery(guest.values("called")[:1])),
    )
    return found


def formal_in(*, scope: Scope, on: date, organizations: Q) -> QuerySet[Any, Any]:
    """List the members of a day in reach whose formal affiliation lay in organisations of a condition then.

    The condition is about the organisation as it is registered now. A board counts what the list of members shows:
    restricted ones by name and branch today, on a past day those of the own branch alone.
    """
    at = Organization.objects.filter(organizations).values("pk")
    if on == scope.on:
        return visible(scope=scope).filter(organization__in=at, belonging=Belonging.REGISTERED)
    return members_then(scope=scope, on=on).filter(pk__in=held_on(on).filter(organization__in=at).values("member_id"))


def counted_then(*, scope: Scope, on: date) -> QuerySet[PartyMember]:
    """List the members of a day to be counted, never to be shown: also those who are frozen today (停止处理)."""
    return as_of(PartyMember.objects.filter(counted_to(scope)), on).filter(membership_then=Membership.ACTIVE)


def on_record(*, scope: Scope) -> QuerySet[PartyMember]:
    """List everybody in the register whom somebody keeps or has in the own branch, also who is a member no more.

    Restricted members beyond the own branch are among them while they are members, by name and branch. Through here
    everybody reads who is a member no more; what is frozen (停止处理) is not among them.
    """
    kept = known_to(scope, Capability.EDIT_MEMBERS) | known_to(scope, Capability.SEE_MEMBER_CONTACTS)
    active = named_to(scope) & Q(membership=Membership.ACTIVE)
    return PartyMember.objects.filter(kept | active).select_related("person", "organization__park")


def decidable(*, scope: Scope) -> QuerySet[PartyMember]:
    """List the members about whom somebody records decisions: who keeps the register, of restricted ones the own branch."""
    return on_record(scope=scope).filter(decided_by(scope))


def decided_by(scope: Scope, prefix: str = "") -> Q:
    """Return the condition under which somebody records decisions about a member, with a prefix for rows hanging on one."""
    open_ones = scope.paths(Capability.EDIT_MEMBERS, f"{prefix}path") & Q(**{f"{prefix}restricted": False})
    own = scope.paths(Capability.SEE_MEMBER_CONTACTS, f"{prefix}path") & restricted_rows(prefix)
    return open_ones | own


def mergeable(*, scope: Scope) -> QuerySet[PartyMember]:
    """List the rows that somebody may hold beside each other: the register kept, and the own branch, complete as read."""
    own = scope.paths(Capability.SEE_MEMBER_CONTACTS)
    return on_record(scope=scope).filter(decided_by(scope) | own)


class Placed(Protocol):
    """A row of the register as far as it says who merges it."""

    @property
    def restricted(self) -> bool: ...
    @property
    def path(self) -> str: ...


def may_merge(*, scope: Scope, rows: Collection[Placed]) -> bool:
    """Tell whether somebody merges these rows: who keeps the register, with a restricted one among them the own branch."""
    asked = any(one.restricted for one in rows)
    held = Capability.SEE_MEMBER_CONTACTS if asked else Capability.EDIT_MEMBERS
    return all(scope.reaches_path(held, one.path) for one in rows)


def decides(*, scope: Scope, member: PartyMember) -> bool:
    """Tell whether somebody who sees a member records decisions about that member."""
    asked = Capability.SEE_MEMBER_CONTACTS if member.restricted else Capability.EDIT_MEMBERS
    return scope.reaches_path(asked, member.path)


def decisions(*, scope: Scope) -> QuerySet[StandingDecision]:
    """List the decisions about members in reach of who keeps the register or has them in the own branch."""
    kept = known_to(scope, Capability.EDIT_MEMBERS, "member__")
    kept |= known_to(scope, Capability.SEE_MEMBER_CONTACTS, "member__")
    return StandingDecision.objects.filter(kept).select_related("member__person", "member__organization", "decided_by")


def rule_standing(member: PartyMember) -> RuleStanding:
    """Return what a member is today in the words of the rules. One query for who is a member no more."""
    if member.membership == Membership.ACTIVE:
        return RuleStanding(member.standing)
    if member.membership == Membership.SUSPENDED:
        return RuleStanding.SUSPENDED
    last = standing_decisions(member).filter(act__in=_ENDED).first()
    return _ENDED[StandingAct(last.act)] if last else RuleStanding.REMOVED


def standing_decisions(member: PartyMember) -> QuerySet[StandingDecision]:
    """List the decisions about a member that have not been taken back, the latest first."""
    return member.standing_decisions.filter(withdrawn_at__isnull=True).order_by("-on", "-id")


def extension_of(member: PartyMember) -> int:
    """Return by how many months the probation was extended, 0 where it was not. One query."""
    row = standing_decisions(member).filter(act=StandingAct.EXTENDED).first()
    return row.months or 0 if row else 0


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision about a member, and the account that recorded it; nothing where the account is gone."""

    row: StandingDecision
    by: str


def recorded(member: PartyMember) -> list[Recorded]:
    """Return all decisions about a member with who recorded each, also those taken back, the latest first. Two queries."""
    rows = list(member.standing_decisions.select_related("decided_by"))
    accounts = User.objects.filter(public_id__in={row.recorded_by for row in rows})
    names = dict(accounts.values_list("public_id", "display_name"))
    return [Recorded(row, names.get(row.recorded_by, "")) for row in rows]


@dataclass(frozen=True, slots=True)
class Awaited:
    """A member about whom the branch ought to decide: since when, and the months of an extended probation."""

    member: PartyMember
    since: date
    months: int = 0


def probations(*, scope: Scope) -> tuple[list[Awaited], list[PartyMember]]:
    """Return the probationary members whom this person sees to, with the extension of each; and those of whom nobody
    knows since when. One query.
    """
    rows = _seen_to(scope).filter(membership=Membership.ACTIVE, standing=Standing.PROBATIONARY)
    months = StandingDecision.objects.filter(
        member=OuterRef("pk"), act=StandingAct.EXTENDED, withdrawn_at__isnull=True
    ).values("months")[:1]
    found = list(rows.annotate(extension=Subquery(months)).order_by("admitted_on", "pk"))
    known = [Awaited(one, one.admitted_on, one.extension or 0) for one in found if one.admitted_on]
    return known, [one for one in found if one.admitted_on is None]


def suspensions(*, scope: Scope) -> list[Awaited]:
    """Return the suspended members whom this person sees to, with the day of the suspension. One query."""
    since = StandingDecision.objects.filter(
        member=OuterRef("pk"), act=StandingAct.SUSPENDED, withdrawn_at__isnull=True
    ).order_by("-on", "-id")
    rows = _seen_to(scope).filter(membership=Membership.SUSPENDED).annotate(since=Subquery(since.values("on")[:1]))
    return [Awaited(one, one.since) for one in rows.order_by("pk") if one.since]


def _seen_to(scope: Scope) -> QuerySet[PartyMember]:
    return PartyMember.objects.filter(
        known_to(scope, Capability.EDIT_MEMBERS) | known_to(scope, Capability.SEE_MEMBER_CONTACTS)
    ).select_related("person", "organization__park")
