"""Restriction as the own branch sees it (限组织内知悉的办理): wishes to decide, contacts to name or to hand over."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from runwu.core.scope import Capability, Scope
from runwu.members.choices import OPENING_WISHES, Membership, Standing, WishState
from runwu.members.floating.selectors import branch_of
from runwu.members.models import PartyMember, RestrictionContact, RestrictionWish
from runwu.members.own.answering import other_secretaries
from runwu.members.selectors import known_to, visible


def cared_for(*, scope: Scope) -> QuerySet[PartyMember]:
    """List the members of the own branch, of whom somebody sees everything."""
    return visible(scope=scope).filter(scope.paths(Capability.SEE_MEMBER_CONTACTS))


def wishes(*, scope: Scope) -> QuerySet[RestrictionWish]:
    """List the wishes of members of the own branch, and those that wait for somebody above as nobody there may decide."""
    clear = scope.paths(Capability.SEE_MEMBER_CONTACTS, "member__path")
    found = RestrictionWish.objects.filter((clear & known_to(scope, prefix="member__")) | _as_second(scope))
    return found.select_related("member__person", "member__organization")


def _as_second(scope: Scope) -> Q:
    """Return the condition under which the committee's officer decides: the branch has nobody who may.

    That is nobody but the person, and of a paper that opens nobody but who recorded it. Of that wish alone the officer
    reads what is asked for and the paper; nothing else of the member is shown.
    """
    others = other_secretaries(place="member__path", on=scope.on)
    second = others.exclude(user__public_id=OuterRef("recorded_by"))
    paper = Q(on_paper=True, kind__in=OPENING_WISHES)
    above = scope.paths(Capability.SEE_RESTRICTED, "member__path") & scope.paths(
        Capability.EDIT_MEMBERS, "member__path"
    )
    waits = Q(member__frozen="", state=WishState.ASKED)
    return above & waits & (Q(~Exists(others)) | (paper & Q(~Exists(second))))


def possible_contacts(*, member: PartyMember) -> QuerySet[PartyMember]:
    """List the full open members of the branch that looks after a member, one of whom may keep in touch."""
    branch = branch_of(member)
    if branch is None:
        return PartyMember.objects.none()
    rows = PartyMember.objects.filter(organization=branch, membership=Membership.ACTIVE)
    open_ones = rows.filter(standing=Standing.FULL, restricted=False).exclude(pk=member.pk)
    return open_ones.select_related("person").order_by("person__initials", "person__name", "pk")


@dataclass(frozen=True, slots=True)
class Uncared:
    """A restricted member without contact or deputy, or with one who has left the branch."""

    member: PartyMember
    contact: RestrictionContact | None
    deputy: RestrictionContact | None

    @property
    def has_contact(self) -> bool:
        """Whether somebody of the branch keeps in touch."""
        return still_there(self.contact, self.member)

    @property
    def has_deputy(self) -> bool:
        """Whether somebody of the branch can take over."""
        return still_there(self.deputy, self.member)


def uncared(*, scope: Scope) -> list[Uncared]:
    """Return the restricted members of the own branch who need a contact or a deputy. Two queries."""
    members = {one.pk: one for one in cared_for(scope=scope).filter(restricted=True).order_by("pk")}
    rows = RestrictionContact.objects.open().filter(member__in=members).select_related("person__membership")
    found = {(row.member_id, row.deputy): row for row in rows}
    asked = (Uncared(one, found.get((pk, False)), found.get((pk, True))) for pk, one in members.items())
    return [one for one in asked if not (one.has_contact and one.has_deputy)]


def still_there(contact: RestrictionContact | None, member: PartyMember) -> bool:
    """Tell whether a contact is a member of the branch that looks after the other, also of one that hosts a guest."""
    own = getattr(contact.person, "membership", None) if contact else None
    return own is not None and own.membership == Membership.ACTIVE and own.path == member.path
