"""What members read at home of their own requests (我提出的): what waits for the branch, and for a while what it answered."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Scope
from runwu.members.choices import CorrectionState, DeletionState, WishState
from runwu.members.models import CorrectionRequest, DeletionRequest, RestrictionWish
from runwu.rules.privacy import lead_purged_on
from runwu.rules.rulebook import Rulebook

_ANSWERED = {
    *(CorrectionState.CORRECTED, CorrectionState.REFUSED),
    *(DeletionState.DELETED, DeletionState.FROZEN, DeletionState.REFUSED, DeletionState.LIFTED),
    *(WishState.GRANTED, WishState.REFUSED),
}
_Request = CorrectionRequest | DeletionRequest | RestrictionWish


@register_duties
def own_requests(scope: Scope, on: date) -> Sequence[Duty]:
    """Return the own requests that wait, and those answered as long as a lead lives. Three queries, none for others."""
    if scope.person_id is None:
        return []
    mine = {"member__person": scope.person_id, "member__frozen": ""}
    rows: list[_Request] = [
        *CorrectionRequest.objects.filter(**mine)[:20],
        *DeletionRequest.objects.filter(**mine)[:20],
        *RestrictionWish.objects.filter(**mine).order_by("-wished_on", "-pk")[:5],
    ]
    book = rulebook(on=on)
    return [duty for row in rows for duty in _told(row, on, book)]


def _told(row: _Request, on: date, book: Rulebook) -> Iterator[Duty]:
    what, key = _what(row), f"own.{row._meta.model_name}:{row.public_id}:{row.state}"
    url = reverse("me:page")
    if row.state == "asked":
        yield Duty(
            key=key,
            title=_("你提出的“%s”，等支部答复") % what,
            why=_("%s 提出。答复以前可以撤回。") % _asked(row).isoformat(),
            url=url,
            action=_("查看"),
            waiting=True,
        )
    elif row.state in _ANSWERED and (answered := _answered(row)) and on < lead_purged_on(answered, book=book):
        yield Duty(
            key=key,
            title=_("支部答复了你提出的“%s”") % what,
            why=_("%s 答复，理由写在“谁能看到我”里。") % answered.isoformat(),
            url=url,
            action=_("看答复"),
        )


def _what(row: _Request) -> str:
    if isinstance(row, CorrectionRequest):
        return row.get_field_display()
    if isinstance(row, DeletionRequest):
        return _("删除%s") % row.get_piece_display()
    return _("关于知悉范围的意愿")  # the home page says no more: somebody may look over the shoulder


def _asked(row: _Request) -> date:
    return row.wished_on if isinstance(row, RestrictionWish) else timezone.localdate(row.asked_at)


def _answered(row: _Request) -> date | None:
    if isinstance(row, RestrictionWish):
        return row.decided_on
    moment = getattr(row, "lifted_at", None) or row.answered_at
    return timezone.localdate(moment) if moment else None
