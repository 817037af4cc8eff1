"""Vacancies (空缺岗位) of an organisation that ends: nobody waits for a post there any more."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.registries import Consequence
from runwu.core.scope import Capability, Scope
from runwu.organizations.handover import Follower, Handover, Kept, followers
from runwu.organizations.models import Organization, Vacancy


def open_vacancies(organization: Organization) -> QuerySet[Vacancy]:
    """List the vacancies of an organisation that are open."""
    return Vacancy.objects.filter(organization=organization, closed_on__isnull=True)


def close_vacancies(organization: Organization, on: date) -> list[int]:
    """Close what is open, from a day on or from the day it was opened, whichever is later; return which (running ids)."""
    ids = list(open_vacancies(organization).values_list("pk", flat=True))
    Vacancy.objects.filter(pk__in=ids).update(closed_on=Greatest(F("opened_on"), on))
    return ids


def _preview(scope: Scope, handover: Handover) -> Sequence[Consequence]:
    if not handover.ends or not scope.reaches_path(Capability.SEE_MEMBERS, handover.source.path):
        return []
    number = open_vacancies(handover.source).count()
    return [Consequence(_("随之关闭的空缺岗位"), _("%d 个") % number)] if number else []


def _move(handover: Handover) -> Kept:
    ids = close_vacancies(handover.source, handover.on) if handover.ends else []
    return [{"vacancies": ids}] if ids else []


def _take_back(_handover: Handover, kept: Kept) -> None:
    for one in kept:
        Vacancy.objects.filter(pk__in=one["vacancies"]).update(closed_on=None)


def _undone(organization: Organization) -> None:
    close_vacancies(organization, timezone.localdate())


followers.register(
    Follower(key="vacancies", preview=_preview, move=_move, take_back=_take_back, undone=_undone),
)
