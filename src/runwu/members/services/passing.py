"""Which members pass on with their organisation (随同转移的党员)."""

from django.db.models import Q, QuerySet

from runwu.core.models.base import in_force
from runwu.enterprises.models import Workplace
from runwu.members.models import PartyMember
from runwu.organizations.handover import Handover


def members_to_pass(handover: Handover) -> QuerySet[PartyMember]:
    """Return the members that pass on; with a part of the enterprises, never a restricted one or one without employer."""
    members = PartyMember.objects.filter(organization=handover.source)
    for other in handover.after:
        members = members.exclude(pk__in=members_to_pass(other).values("pk"))
    if handover.takes_all:
        return members
    working = Workplace.objects.filter(in_force(handover.on), enterprise__in=handover.enterprises).values("person_id")
    along = Q(person__in=working, without_employer=False) | Q(public_id__in=handover.members)
    return members.filter(along, restricted=False)
