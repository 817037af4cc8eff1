"""Who answers what members ask (谁来答复): another person with a secretary's account of the branch, else the next above."""

from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.core.models.base import in_force
from runwu.core.scope import Capability, Scope
from runwu.members.models import Affiliation, FloatingStay

PLACE = "place_path"


def last_place(member: str = "member") -> Case:
    """Return where what somebody asks is answered, as a path: today's branch, else the last one here or that hosted."""
    held = Affiliation.objects.filter(member=OuterRef(member)).order_by("-valid_from", "-pk")
    hosted = FloatingStay.objects.filter(member=OuterRef(member), host__isnull=False).order_by("-valid_from", "-pk")
    last = Coalesce(
        Subquery(held.values("organization__path")[:1]), Subquery(hosted.values("host__path")[:1]), Value("")
    )
    return Case(When(**{f"{member}__path": ""}, then=last), default=F(f"{member}__path"))


def other_secretaries(*, place: str, on: date, but: str = "member__person__user_id") -> QuerySet[RoleAssignment]:
    """List who else has a secretary's account at the place: nobody answers an own request."""
    rows = RoleAssignment.objects.filter(
        in_force(on), role=Role.BRANCH_SECRETARY, organization__path=OuterRef(place), user__is_active=True
    )
    return rows.exclude(user_id=Coalesce(OuterRef(but), Value(0)))


def next_above(scope: Scope, *, place: str) -> Q:
    """Return the condition under which somebody above the branch answers a request, as the branch has nobody who may.

    Of open members who keeps the register; of restricted ones the committee's officer alone, who reads that one request
    and nothing else of the member (who.md).
    """
    keeps = scope.paths(Capability.EDIT_MEMBERS, place)
    officer = keeps & scope.paths(Capability.SEE_RESTRICTED, place)
    who = (keeps & Q(member__restricted=False)) | (officer & Q(member__restricted=True))
    return who & Q(~Exists(other_secretaries(place=place, on=scope.on)), member__frozen="")
