"""What members have at an organisation whose founding is taken back (撤回设立)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.models.base import DatedQuerySet
from runwu.members.choices import OPEN_TRANSFERS, Counting
from runwu.members.models import (
    Affiliation,
    DualCheckIn,
    FloatingStay,
    GroupMembership,
    PartyMember,
    Season,
    Transfer,
    VoluntaryList,
)
from runwu.organizations.models import Organization, OrganizationEdge


def held_there(organization: Organization) -> Sequence[str]:
    """Name what open members have at an organisation; what only few may know of stops nothing and tells nothing."""
    here, known = Q(organization=organization), Q(member__restricted=False)
    stays = FloatingStay.objects.open().filter(Q(home=organization) | Q(host=organization), known)
    reports = DualCheckIn.objects.open().filter(here | Q(community=organization), known | Q(member__isnull=True))
    belongs = Affiliation.objects.open().filter(here, known)
    guests = PartyMember.objects.filter(organization__isnull=True, path=organization.path, restricted=False)
    transfers = Transfer.objects.filter(
        Q(source=organization) | Q(target=organization), known, state__in=OPEN_TRANSFERS
    )
    there = {
        _("党员"): belongs.exists() or guests.exists(),
        _("没有办完的组织关系转接"): transfers.exists(),
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
    """Let nothing of restricted members stay at an organisation that never was, and nobody else learn of it.

    Who belongs there goes to the one above, as when an organisation ends; where others host them, its name goes on.
    """
    hidden = Q(member__restricted=True)
    _belong_above(organization, hidden)
    stays = FloatingStay.objects.open().filter(hidden, host=organization)
    stays.update(host=None, host_label=organization.name, counting=Counting.HOME)
    reports = DualCheckIn.objects.open().filter(hidden, community=organization)
    reports.update(community=None, community_label=organization.name)
    _end(GroupMembership.objects.open().filter(hidden, group=organization))


def _belong_above(organization: Organization, hidden: Q) -> None:
    edge = OrganizationEdge.objects.open().filter(child=organization).select_related("parent").first()
    if edge is None or edge.parent is None:
        return
    upper = edge.parent
    Affiliation.objects.open().filter(hidden, organization=organization).update(organization=upper)
    here = PartyMember.objects.filter(restricted=True)
    here.filter(organization=organization).update(organization=upper, path=upper.path)
    here.filter(organization__isnull=True, path=organization.path).update(path=upper.path)
    stays = FloatingStay.objects.open().filter(hidden, home=organization)
    _end(stays.filter(host=upper))
    stays.update(home=upper)
    reports = DualCheckIn.objects.open().filter(hidden, organization=organization)
    _end(reports.filter(community=upper))
    reports.update(organization=upper)
    for side in ("source", "target"):
        Transfer.objects.filter(hidden, state__in=OPEN_TRANSFERS, **{side: organization}).update(**{side: upper})


def _end(rows: DatedQuerySet[Any]) -> None:
    """End rows today; those that began today never were."""
    today = timezone.localdate()
    rows.filter(valid_from__gte=today).delete()
    rows.update(valid_to=today)
