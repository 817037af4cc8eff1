"""Which members a scope sees, and how many full members stand behind each enterprise (who.md)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet

from runwu.core.models.base import in_force
from runwu.core.scope import Capability, Scope
from runwu.enterprises.models import Enterprise, Park, StationWork, Workplace
from runwu.members.choices import Belonging, Counting, Frozen, Membership, Standing
from runwu.members.models import Affiliation, FloatingStay, PartyMember
from runwu.people.ordering import by_name
from runwu.rules.privacy import mask_phone


def visible(*, scope: Scope, capability: Capability = Capability.SEE_MEMBERS) -> QuerySet[PartyMember]:
    """List the members in reach by name and branch: open ones by capability, restricted ones for who must know them."""
    return PartyMember.objects.filter(named_to(scope, capability), membership=Membership.ACTIVE).select_related(
        "person", "organization"
    )


def known_to(scope: Scope, capability: Capability = Capability.SEE_MEMBERS, prefix: str = "") -> Q:
    """Return the condition under which a scope reads what is registered of a member, for rows hanging on one with a prefix.

    Of a restricted member that is the own branch alone; who is told name and branch, says `named_to`. What is frozen
    (停止处理) nobody reads.
    """
    open_ones = scope.paths(capability, f"{prefix}path") & Q(**{f"{prefix}restricted": False})
    return open_ones | (scope.paths(Capability.SEE_MEMBER_CONTACTS, f"{prefix}path") & restricted_rows(prefix))


def restricted_rows(prefix: str = "") -> Q:
    """Return the condition of restricted rows that are processed; frozen ones are restricted and for nobody."""
    return Q(**{f"{prefix}restricted": True, f"{prefix}frozen": ""})


def counted_to(scope: Scope) -> Q:
    """Return the condition under which a scope counts members of a past day: who is frozen today was counted then.

    For numbers alone: no row, name or page of somebody frozen is shown.
    """
    was_open = scope.paths(Capability.SEE_MEMBERS) & Q(frozen=Frozen.OPEN)
    was_sealed = scope.paths(Capability.SEE_MEMBER_CONTACTS) & Q(frozen=Frozen.RESTRICTED)
    return known_to(scope) | was_open | was_sealed


def reads_whole(*, scope: Scope, member: PartyMember) -> bool:
    """Tell of one member, of whom a scope may know, whether it reads what is registered: `known_to` for a row at hand."""
    return not member.restricted or scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, member.path)


def named_to(scope: Scope, capability: Capability = Capability.SEE_MEMBERS, prefix: str = "") -> Q:
    """Return the condition under which a scope may know that somebody is a member, by name and branch (who.md).

    Beyond the own branch that is the committee's organisation officer, and who keeps the park's register where the
    member opened the membership to the park (公开范围); rows that hang on a member ask `known_to`.
    """
    sealed = scope.paths(Capability.SEE_RESTRICTED, f"{prefix}path") & restricted_rows(prefix)
    return known_to(scope, capability, prefix) | sealed | opened_to(scope, capability, prefix)


def opened_to(scope: Scope, capability: Capability = Capability.SEE_MEMBERS, prefix: str = "") -> Q:
    """Return the condition under which a restricted member let a scope know name, standing and branch (公开范围)."""
    opened = restricted_rows(prefix) & Q(**{f"{prefix}opened_to_park": True})
    reach = scope.paths(capability, f"{prefix}path") & scope.paths(Capability.EDIT_MEMBERS, f"{prefix}path")
    return opened & reach


def standing_told(scope: Scope) -> Q:
    """Return of whom a scope knows the standing, for counts by standing: fewer than those known by name and branch."""
    return known_to(scope) | opened_to(scope)


@dataclass(frozen=True, slots=True)
class MemberCount:
    """Members behind one enterprise; only the full ones count towards three."""

    full: int = 0
    probationary: int = 0

    @property
    def total(self) -> int:
        """Full and probationary members together, which count towards fifty."""
        return self.full + self.probationary


def counted_by_enterprise(
    *, scope: Scope, park: Park, on: date, only: Enterprise | None = None
) -> Mapping[int, MemberCount]:
    """Return the members behind each enterprise of a park (or behind one): {enterprise id: MemberCount}. One query.

    Counted are members whose formal affiliation lies in this park's tree and whose workplace is the
    enterprise; floating ones where they chose to count; restricted ones never beyond who must know them.
    """
    firms = Q(enterprise=only) if only else Q(enterprise__park=park)
    return _counted(_counts_here(scope, park, on) & firms, on)


def counted_in_parks(*, scope: Scope, parks: Collection[Park], on: date) -> Mapping[int, MemberCount]:
    """Return the same for the enterprises of several parks, each counted in its own park. One query."""
    return _counted(_counts_here(scope, None, on) & Q(enterprise__park__in=parks), on)


def counted_rows(*, scope: Scope, park: Park, enterprises: Collection[str], on: date) -> QuerySet[Workplace]:
    """List the rows behind those counts for some enterprises (public ids): who works where, by enterprise and name.

    One query; `person.membership` and its organisation come along.
    """
    rows = Workplace.objects.filter(
        _counts_here(scope, park, on), in_force(on), enterprise__public_id__in=enterprises, enterprise__park=park
    )
    chosen = rows.select_related("person__membership__organization", "enterprise")
    return chosen.order_by("enterprise__name", *by_name("person__"), "pk")


def _counted(those: Q, on: date) -> Mapping[int, MemberCount]:
    counts: dict[int, dict[str, int]] = {}
    rows = Workplace.objects.filter(those, in_force(on))
    for enterprise_id, standing, number in rows.values_list("enterprise_id", "person__membership__standing").annotate(
        number=Count("person_id", distinct=True)
    ):
        counts.setdefault(enterprise_id, {})[standing] = number
    return {
        enterprise_id: MemberCount(found.get(Standing.FULL, 0), found.get(Standing.PROBATIONARY, 0))
        for enterprise_id, found in counts.items()
    }


def _counts_here(scope: Scope, park: Park | None, on: date) -> Q:
    """Return whose workplaces count in a park; without one, in the park of their enterprise."""
    member = "person__membership__"
    place = park or OuterRef("enterprise__park")
    at_home = Q(
        **{f"{member}organization__park": park or F("enterprise__park"), f"{member}belonging": Belonging.REGISTERED}
    ) & ~Q(**{f"{member}pk__in": counting_at_host(on).values("member_id")})
    here = counting_at_host(on).filter(host__park=place)
    told = here.filter(scope.paths(Capability.SEE_MEMBERS, "host__path"))
    known = known_to(scope, prefix=member)
    return (
        (known & (at_home | Q(**{f"{member}pk__in": here.values("member_id")})))
        | Q(**{f"{member}pk__in": told.values("member_id")})
    ) & Q(
        **{f"{member}membership": Membership.ACTIVE, f"{member}without_employer": False, f"{member}restricted": False}
    )


def counting_at_host(on: date) -> QuerySet[FloatingStay]:
    """List the floating periods whose member chose to count where they work (计入流入地); who hosts, knows the name."""
    return FloatingStay.objects.on(on).filter(counting=Counting.HOST)


@dataclass(frozen=True, slots=True)
class MemberCard:
    """What one viewer sees of one member."""

    name: str
    phone: str
    birth_date: str
    workplaces: tuple[Workplace, ...]
    stations: tuple[StationWork, ...]
    affiliations: tuple[Affiliation, ...]
    contacts_masked: bool
    may_open: bool
    complete: bool  # whether more than name and branch is shown
    standing: str  # in words, where it is told


def may_open_contacts(*, scope: Scope, member: PartyMember) -> bool:
    """Tell whether somebody may open phone and birth date with a reason; never those of a restricted member."""
    return not member.restricted and scope.reaches_path(Capability.OPEN_MEMBER_CONTACTS, member.path)


def member_card(*, scope: Scope, member: PartyMember, on: date, opened: bool) -> MemberCard:
    """Return what a viewer sees of a member: contacts in clear, masked, or not at all. Four queries.

    Of a restricted member beyond the own branch that is name and branch; by the member's consent the standing, too.
    """
    clear = scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, member.path) or opened
    may_open = may_open_contacts(scope=scope, member=member)
    complete = reads_whole(scope=scope, member=member)
    told = complete or (member.opened_to_park and scope.reaches_path(Capability.EDIT_MEMBERS, member.path))
    linked = not (member.without_employer or member.restricted) or clear
    rows = member.affiliations.select_related("organization").order_by("-valid_from")
    return MemberCard(
        name=member.person.full_name,
        phone=_contact(member.person.phone, clear, may_open),
        birth_date=_contact(member.person.birth_date, clear, may_open, masked="****-**-**"),
        workplaces=tuple(_workplaces(member, on)) if linked else (),
        stations=tuple(StationWork.objects.on(on).filter(person=member.person).select_related("station"))
        if linked
        else (),
        affiliations=tuple(rows) if complete else (),
        contacts_masked=not clear and may_open,
        may_open=may_open and not clear,
        complete=complete,
        standing=str(member.get_standing_display()) if told else "",
    )


def _contact(value: str, clear: bool, maskable: bool, masked: str = "") -> str:
    if not value or clear:
        return value
    return (masked or mask_phone(value)) if maskable else ""


def _workplaces(member: PartyMember, on: date) -> QuerySet[Workplace]:
    return Workplace.objects.on(on).filter(person=member.person).select_related("enterprise")
