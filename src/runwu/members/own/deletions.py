"""What a person may ask to have deleted, and who answers (删除申请): the branch and who keeps the register."""

from django.db.models import Q, QuerySet

from runwu.core.scope import Capability, Scope
from runwu.members.choices import DeletionPiece, DeletionState, WishState
from runwu.members.models import DeletionRequest, PartyMember, RestrictionWish
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
    }
    return [piece for piece, there in held.items() if there and piece not in asked]


def skills_of(member: PartyMember) -> QuerySet[Skill]:
    """List the skills on record of a member."""
    return Skill.objects.filter(person=member.person_id)


def wishes_over(member: PartyMember) -> QuerySet[RestrictionWish]:
    """List the wishes of a member that were refused or taken back."""
    return member.wishes.filter(state__in=OVER)


def deletions(*, scope: Scope) -> QuerySet[DeletionRequest]:
    """List the requests that somebody answers: of open members who keeps the register, of all of them the own branch."""
    here = _keeps(scope, "member__path") & Q(member__organization__isnull=False)
    gone = _keeps(scope, "organization__path") & Q(member__organization__isnull=True)
    return DeletionRequest.objects.filter(here | gone).select_related("member__person", "member__organization")


def alive(*, scope: Scope) -> QuerySet[DeletionRequest]:
    """List those of them that wait for an answer, and what is frozen."""
    return deletions(scope=scope).filter(state__in=(DeletionState.ASKED, DeletionState.FROZEN))


def _keeps(scope: Scope, column: str) -> Q:
    open_ones = scope.paths(Capability.EDIT_MEMBERS, column) & Q(member__restricted=False)
    return open_ones | scope.paths(Capability.SEE_MEMBER_CONTACTS, column)
