"""Deciding how openly Party work may appear at an enterprise (设定可见程度): by the organisation, never by the owner."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.core.facts import Change, record_changes
from runwu.enterprises.choices import VisibilityLevel
from runwu.enterprises.models import Enterprise, VisibilitySetting


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibilityOrder:
    """What is decided: from which day, by which organisation, why; `asked` where nobody wished to keep it quieter."""

    level: VisibilityLevel
    since: date
    decided_by: str
    basis: str
    asked: bool = False


@transaction.atomic
def set_visibility(*, enterprise: Enterprise, order: VisibilityOrder, by: User, on: date) -> VisibilitySetting:
    """Record a decision from a day on and close the one before (设定可见程度).

    Quieter takes effect for the asking. Raises UserError for a day to come or before the last decision, and for more
    openness without having asked the members first; Conflict where nothing changes.
    """
    firm = Enterprise.objects.select_for_update(of=("self",), no_key=True).get(pk=enterprise.pk)
    last = firm.visibility_settings.open().first()
    if order.level == firm.visibility and last is not None:
        raise Conflict(_("可见程度已经是这一级。"), rule=_("一次决定改变一次。"), now=_("请刷新页面查看。"))
    _require_day(order, last, on)
    if order.level < firm.visibility and not order.asked:
        raise UserError(
            _("要从%(old)s放宽到%(new)s。") % {"old": firm.get_visibility_display(), "new": order.level.label},
            rule=_("先看本人的利益：有人希望保持的，不放宽。"),
            now=_("请先逐个听取在这家企业工作的党员的意见，没有人希望保持的，再勾选并登记。"),
        )
    if last is not None and last.valid_from == order.since:
        last.delete()  # decided anew on the same day; the log keeps both
    elif last is not None:
        last.valid_to = order.since
        last.save(update_fields=["valid_to"])
    row = VisibilitySetting(
        enterprise=firm, level=order.level, valid_from=order.since, decided_by=order.decided_by.strip(),
        basis=order.basis.strip(), asked=order.asked, recorded_by=by.public_id,
    )  # fmt: skip
    row.full_clean(exclude=["enterprise"])
    row.save()
    old, firm.visibility = firm.visibility, order.level
    firm.save(update_fields=["visibility"])
    changes = [Change(firm, "visibility", old, int(order.level))]
    record_changes(changes, source=str(_("党组织设定")), source_date=order.since, by=by.public_id)
    audit.log(by, "enterprises.visibility.set", firm, place=firm.park.public_id, level=int(order.level))
    return row


def _require_day(order: VisibilityOrder, last: VisibilitySetting | None, on: date) -> None:
    if order.since > on or (last is not None and order.since < last.valid_from):
        raise UserError(
            _("生效日期晚于今天，或者早于上一次决定。"),
            rule=_("按决定的先后登记。"),
            now=_("请核对生效日期。"),
        )
