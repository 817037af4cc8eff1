"""What a person may ask to have deleted, and who answers (删除申请): the branch and who keeps the register."""

from django.db.models import Q, QuerySet

from runwu.core.scope import Capability, Scope
from runwu.members.choices import DeletionPiece, DeletionState, Frozen, Membership, WishState
from runwu.members.models import DeletionRequest, PartyMember, RestrictionWish
from runwu.members.own.answering import PLACE, last_place, next_above
from runwu.organizations.models import Organization
from runwu.people.models import Skill

# Wishes that hold are the ground of what holds; these changed nothing, or are over.
OVER = (WishState.REFUSED, WishState.WITHDRAWN)


def held_pieces(member: PartyMember) -> list[DeletionPiece]:
    """Return what is held of a person that no regulation demands, without what is asked for already. Three queries."""
    asked = set(member.deletions.filter(state=DeletionState.ASKED).values_list("piece", flat=True))
    person = member.person
    held = {
        DeletionPiece.PHONE: bool(person.phone),
        DeletionPiece.EDUCATION: bool(person.education),
        DeletionPiece.SKILLS: skills_of(member).exists(),
        DeletionPiece.WISHES: wishes_over(member).exists(),
        DeletionPiece.RECORD: is_former(member),
    }
    return [piece for piece, there in held.items() if there and piece not in asked]


def is_former(member: PartyMember) -> bool:
    """Tell whether somebody is a member no more (除名、退党、取消资格), or belongs to no organisation here (转出)."""
    return member.membership == Membership.ENDED or (member.organization_id is None and not member.path)


def answering(member: PartyMember) -> Organization | None:
    """Return where requests of a person are answered: the own organisation, else the last one here. Two queries at most."""
    if member.organization is not None:
        return member.organization
    last = member.affiliations.select_related("organization").order_by("-valid_from", "-pk").first()
    if last is not None:
        return last.organization
    hosted = member.floating_stays.filter(host__isnull=False).select_related("host").order_by("-valid_from", "-pk")
    stay = hosted.first()
    return stay.host if stay else None


def skills_of(member: PartyMember) -> QuerySet[Skill]:
    """List the skills on record of a member."""
    return Skill.objects.filter(person=member.person_id)


def wishes_over(member: PartyMember) -> QuerySet[RestrictionWish]:
    """List the wishes of a member that were refused or taken back."""
    return member.wishes.filter(state__in=OVER)


def deletions(*, scope: Scope) -> QuerySet[DeletionRequest]:
    """List the requests that somebody answers: of open members who keeps the register, of all of them the own branch.

    Of restricted ones the committee's officer, while one waits that nobody of the branch may answer.
    """
    above = next_above(scope, place=PLACE) & Q(member__restricted=True, state=DeletionState.ASKED)
    placed = DeletionRequest.objects.annotate(**{PLACE: last_place()})
    rows = placed.filter(_keeps(scope, PLACE) | above, member__frozen="")
    return rows.select_related("member__person", "member__organization")


def due_to(scope: Scope) -> Q:
    """Return the condition under which an answer to a deletion is somebody's duty: of the branch, else of who is next."""
    return scope.paths(Capability.SEE_MEMBER_CONTACTS, PLACE) | next_above(scope, place=PLACE)


def frozen_records(*, scope: Scope) -> QuerySet[DeletionRequest]:
    """List what is stored of former members and no longer processed, for who kept the register there (停止处理的记录)."""
    here = _kept(scope, "member__path") & Q(member__organization__isnull=False)
    gone = _kept(scope, "organization__path") & Q(member__organization__isnull=True)
    rows = DeletionRequest.objects.filter(here | gone, piece=DeletionPiece.RECORD, state=DeletionState.FROZEN)
    return rows.select_related("member__organization", "organization").order_by("-answered_at", "-pk")


def record_of(member: PartyMember) -> DeletionRequest | None:
    """Return the request by which a member's whole record is frozen. One query."""
    rows = member.deletions.filter(piece=DeletionPiece.RECORD, state=DeletionState.FROZEN)
    return rows.select_related("organization").first()


def _kept(scope: Scope, column: str) -> Q:
    was_open = scope.paths(Capability.EDIT_MEMBERS, column) & Q(member__frozen=Frozen.OPEN)
    return was_open | scope.paths(Capability.SEE_MEMBER_CONTACTS, column)


def alive(*, scope: Scope) -> QuerySet[DeletionRequest]:
    """List those of them that wait for an answer, and what is frozen."""
    return deletions(scope=scope).filter(state__in=(DeletionState.ASKED, DeletionState.FROZEN))


def _keeps(scope: Scope, column: str) -> Q:
    open_ones = scope.paths(Capability.EDIT_MEMBERS, column) & Q(member__restricted=False)
    return open_ones | scope.paths(Capability.SEE_MEMBER_CONTACTS, column)
