"""What members have at an organisation whose founding is taken back (撤回设立)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.members.choices import Counting
from runwu.members.models import (
    Affiliation,
    DualCheckIn,
    FloatingStay,
    GroupMembership,
    PartyMember,
    Season,
    VoluntaryList,
)
from runwu.organizations.models import Organization


def held_there(organization: Organization) -> Sequence[str]:
    """Name what open members have at an organisation; what only few may know of stops nothing and tells nothing."""
    here, known = Q(organization=organization), Q(member__restricted=False)
    stays = FloatingStay.objects.open().filter(Q(home=organization) | Q(host=organization), known)
    reports = DualCheckIn.objects.open().filter(here | Q(community=organization), known | Q(member__isnull=True))
    belongs = Affiliation.objects.open().filter(here, known)
    guests = PartyMember.objects.filter(organization__isnull=True, path=organization.path, restricted=False)
    there = {
        _("党员"): belongs.exists() or guests.exists(),
        _("流动期"): stays.exists(),
        _("双报到"): reports.exists(),
        _("党小组编组"): GroupMembership.objects.open().filter(known, group=organization).exists(),
        _("自愿名单"): VoluntaryList.objects.filter(here, closed_on__isnull=True).exists(),
        _("候鸟季历"): Season.objects.filter(here, ended_on__isnull=True).exists(),
    }
    return [what for what, is_there in there.items() if is_there]


def first_there(organization: Organization) -> date | None:
    """Return the day of the first affiliation of an open member with an organisation."""
    rows = Affiliation.objects.filter(organization=organization, member__restricted=False)
    return rows.order_by("valid_from").values_list("valid_from", flat=True).first()


def never_there(organization: Organization) -> None:
    """Let what restricted members have there stand on by the organisation's name alone: nobody else learns of it."""
    hidden = Q(member__restricted=True)
    stays = FloatingStay.objects.open().filter(hidden, host=organization)
    stays.update(host=None, host_label=organization.name, counting=Counting.HOME)
    reports = DualCheckIn.objects.open().filter(hidden, community=organization)
    reports.update(community=None, community_label=organization.name)
    groups = GroupMembership.objects.open().filter(hidden, group=organization)
    groups.filter(valid_from__gte=timezone.localdate()).delete()
    groups.update(valid_to=timezone.localdate())
