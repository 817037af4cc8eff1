"""What a reconciliation leaves to do (待办): differences nobody decided, and what has to be typed over there."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from runwu.core.registries import Duty, register_duties
from runwu.core.scope import Capability, Scope
from runwu.members.models import Reconciliation
from runwu.members.reconciliations import at_hand

_MINUTES = 20


@register_duties
def reconciliations_at_hand(scope: Scope, _on: date) -> Sequence[Duty]:
    """Return what is open in the latest reconciliation of each system, for who goes on with it. One query."""
    if not scope.may(Capability.IMPORT):
        return []
    return [duty for one in at_hand(scope=scope) for duty in _duties(one, mine=one.made_by == scope.user_id)]


def _duties(made: Reconciliation, *, mine: bool) -> Iterator[Duty]:
    undecided, to_type = (int(getattr(made, name)) for name in ("undecided", "to_type"))
    if not mine and undecided + to_type:
        why = _("还有 %(open)d 处差异没有核对、%(typing)d 处没有录入，原来对账的人已不再办理导入。")
        yield _duty(
            made, "take", _("接手 %s 的对账"), why % {"open": undecided, "typing": to_type},
            reverse("members:reconciliations"), _("去接手"),
        )  # fmt: skip
    if mine and undecided:
        url = reverse("members:reconciliation", args=[made.public_id]) + "?ruling=open"
        why = _("还有 %d 处差异没有核对。") % undecided
        yield _duty(made, "decide", _("核对和 %s 的差异"), why, url, _("打开差异"))
    if mine and to_type:
        url, why = reverse("members:typing", args=[made.public_id]), _("还有 %d 处以本系统为准，没有录入。") % to_type
        yield _duty(made, "type", _("到 %s 录入"), why, url, _("打开待录入清单"))


def _duty(made: Reconciliation, kind: str, title: str, why: str, url: str, action: str) -> Duty:  # noqa: PLR0913, PLR0917
    day = _("数据截至 %s，") % made.as_of.isoformat()
    return Duty(
        key=f"members.reconciliation:{made.public_id}:{kind}", title=title % made.system, why=day + why, url=url,
        action=action, remark=made.park.name, minutes=_MINUTES,
    )  # fmt: skip
