"""Proposals of a branch (苗子提名) when the branch ends: another branch decides anew, the persons read that it is over."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.registries import Consequence
from runwu.core.scope import Scope
from runwu.members.choices import SEEDLINGS_OPEN, SeedlingState
from runwu.members.models import Seedling
from runwu.organizations.choices import BRANCH_FORMS
from runwu.organizations.handover import Follower, Handover, Kept, followers
from runwu.organizations.models import Organization


def _open(organization: Organization) -> QuerySet[Seedling]:
    return Seedling.objects.filter(organization=organization, state__in=SEEDLINGS_OPEN)


def _end(rows: QuerySet[Seedling], on: date, words: str) -> None:
    """End proposals, as they end otherwise: name and reason go."""
    rows.update(state=SeedlingState.ENDED, ended_on=on, words=words, name="", reason="")


def _preview(_scope: Scope, handover: Handover) -> Sequence[Consequence]:
    """Say it of every branch alike: whether there are proposals is known to nobody else."""
    if not handover.ends or handover.source.form not in BRANCH_FORMS:
        return []
    return [
        Consequence(_("苗子提名"), _("有提名的，随之结束，不转给承接组织；撤回调整时恢复名册里的人，理由须重新填写"))
    ]


def _move(handover: Handover) -> Kept:
    rows = list(_open(handover.source).values_list("pk", "state")) if handover.ends else []
    _end(Seedling.objects.filter(pk__in=[pk for pk, _state in rows]), handover.on, _("党组织撤销，提名随之结束"))
    return [{"seedling": pk, "state": state} for pk, state in rows]


def _take_back(_handover: Handover, kept: Kept) -> None:
    # whoever stood by name alone has none any more, and stays ended
    for one in kept:
        Seedling.objects.filter(pk=one["seedling"], member__isnull=False).update(
            state=one["state"], ended_on=None, words=""
        )


def _undone(organization: Organization) -> None:
    _end(_open(organization), timezone.localdate(), _("党组织的设立已撤回，提名随之结束"))


followers.register(Follower(key="seedlings", preview=_preview, move=_move, take_back=_take_back, undone=_undone))
