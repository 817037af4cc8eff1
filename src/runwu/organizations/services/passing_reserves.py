"""The reserve of a committee (后备人选) when the committee ends: nobody inherits it, the persons read that it is over."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.registries import Consequence
from runwu.core.scope import Scope
from runwu.organizations.choices import COMMITTEE_FORMS, ReserveState
from runwu.organizations.handover import Follower, Handover, Kept, followers
from runwu.organizations.models import Organization, Reserve, ReserveVersion


def end_reserve(organization: Organization, on: date, reason: str) -> list[int]:
    """End the entries of a committee, as they end otherwise; return which (running ids).

    What was written about readiness and gap goes.
    """
    listed: QuerySet[Reserve] = Reserve.objects.filter(organization=organization, state=ReserveState.LISTED)
    ids = list(listed.values_list("pk", flat=True))
    Reserve.objects.filter(pk__in=ids).update(
        state=ReserveState.ENDED, ended_on=on, reason=reason, strengths="", gap=""
    )
    ReserveVersion.objects.filter(reserve__in=ids).delete()
    return ids


def _preview(_scope: Scope, handover: Handover) -> Sequence[Consequence]:
    """Say it of every committee alike: whether it keeps a reserve at all is known to nobody else."""
    if not handover.ends or handover.source.form not in COMMITTEE_FORMS:
        return []
    words = _("列有人选的，随之终止，不转给承接组织；撤回调整时恢复，具备条件和差距须重新填写")
    return [Consequence(_("后备人选"), words)]


def _move(handover: Handover) -> Kept:
    words = _("党组织撤销，后备人选随之终止")
    ids = end_reserve(handover.source, handover.on, words) if handover.ends else []
    return [{"reserves": ids}] if ids else []


def _take_back(_handover: Handover, kept: Kept) -> None:
    for one in kept:
        Reserve.objects.filter(pk__in=one["reserves"]).update(state=ReserveState.LISTED, ended_on=None, reason="")


def _undone(organization: Organization) -> None:
    end_reserve(organization, timezone.localdate(), _("党组织的设立已撤回，后备人选随之终止"))


followers.register(Follower(key="reserves", preview=_preview, move=_move, take_back=_take_back, undone=_undone))
