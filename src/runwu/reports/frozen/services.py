"""Freezing figures on a closing day, correcting them beside, and taking a freeze back on its day (时点数)."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.organizations.models import Organization
from runwu.reports.frozen.counting import DEFINITIONS, LINE, counted, was_there
from runwu.reports.models import AreaRelease, FrozenCorrection, FrozenFigure, FrozenSet

_CLOSING = ((6, 30), (12, 31))  # half a year and a year end on these days
_YEARS_BACK = 3


def closing_days(*, on: date) -> Iterator[date]:
    """Yield the closing days of the last years, the latest first (半年、年底)."""
    for year in range(on.year, on.year - _YEARS_BACK, -1):
        for month, day in reversed(_CLOSING):
            if date(year, month, day) <= on:
                yield date(year, month, day)


def released(*, organization: Organization, on: date) -> bool:
    """Tell whether totals of members may be shown: those of one park's line always to who knows its members, those of an
    area above parks only while a named official's release holds. One query for an area."""
    if organization.park_id is not None:
        return True
    paths = AreaRelease.objects.on(on).values_list("organization__path", flat=True)
    return any(organization.path.startswith(path) for path in paths)


@transaction.atomic
def freeze_figures(*, organization: Organization, on: date, by: User) -> FrozenSet:
    """Freeze the figures of an organisation's line on a closing day (冻结时点数).

    Raises UserError for a day that is none, an organisation that was not there then, an area without release; Conflict
    where that day is frozen already. Five queries.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    today = timezone.localdate()
    _require(organization, on, today)
    row = FrozenSet(organization=organization, on=on, line=str(LINE), frozen_by=by.public_id, frozen_on=today)
    row.full_clean(exclude=["organization"])
    row.save()
    people = counted(organization=organization, on=on)
    FrozenFigure.objects.bulk_create(
        FrozenFigure(
            frozen=row, key=one.key, label=str(one.label), formula=str(one.formula), basis=str(one.basis),
            number=sum(not sealed for _id, sealed in people[one.key]),
            sealed_number=sum(sealed for _id, sealed in people[one.key]), people=people[one.key],
        )
        for one in DEFINITIONS
    )  # fmt: skip
    audit.log(by, "reports.frozen.made", row, path=organization.path, on=on)
    return row


def _require(organization: Organization, on: date, today: date) -> None:
    if on > today or (on.month, on.day) not in _CLOSING:
        raise UserError(
            _("%(day)s不是已经过去的半年或年底时点。") % {"day": on.isoformat()},
            rule=_("时点数只冻结半年末和年末。"),
            now=_("请选已经过去的6月30日或12月31日。"),
        )
    if not was_there(organization=organization, on=on):
        raise UserError(
            _("%(day)s还没有这个党组织，或者已经撤销。") % {"day": on.isoformat()},
            rule=_("时点数按当日的组织树统计。"),
            now=_("请选当日存在的党组织。"),
        )
    if not released(organization=organization, on=today):
        raise UserError(
            _("这个区域的党员总数还没有登记可以显示。"),
            rule=_("区域党员总数默认不显示，负责人核定不属于国家秘密和工作秘密后才列出。"),
            now=_("请先在“党员总数显示登记”登记核定人和依据。"),
        )
    if FrozenSet.objects.filter(organization=organization, on=on, withdrawn_at__isnull=True).exists():
        raise Conflict(_("这一时点已经冻结过。"), rule=_("一个时点只冻结一次。"), now=_("数字有误的，在旁边登记更正。"))


@transaction.atomic
def withdraw_frozen(*, frozen: FrozenSet, complete: bool, by: User) -> None:
    """Take a freeze back on its day (撤回冻结); it stays stored. Raises Conflict on another day, or once corrected.

    A correction of figures with restricted members in them refuses those alone who read it: a refusal tells nobody more.
    """
    row = FrozenSet.objects.select_for_update(of=("self",)).select_related("organization").get(pk=frozen.pk)
    seen = FrozenCorrection.objects.filter(figure__frozen=row)
    corrected = (seen if complete else seen.filter(complete=False)).exists()
    if row.withdrawn_at is not None or row.frozen_on != timezone.localdate() or corrected:
        raise Conflict(
            _("这次冻结不是今天办的、已经撤回，或者已经登记过更正。"),
            rule=_("冻结当天可以撤回，以后只登记更正。"),
            now=_("数字有误的，在旁边登记更正。"),
        )
    row.withdrawn_at, row.withdrawn_by = timezone.now(), by.public_id
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.log(by, "reports.frozen.withdrawn", row, path=row.organization.path, on=row.on)


@transaction.atomic
def correct_figure(  # noqa: PLR0913 -- what a correction says
    *, figure: FrozenFigure, number: int, complete: bool, reason: str, document: str, by: User
) -> FrozenCorrection:
    """Record a correction beside a frozen figure (登记更正); the frozen number stays. Raises UserError where nothing changes."""
    held = FrozenFigure.objects.select_for_update(of=("self",)).select_related("frozen__organization")
    row = held.get(pk=figure.pk)
    if row.frozen.withdrawn_at is not None:
        raise Conflict(_("这次冻结已经撤回。"), now=_("请打开重新冻结的那一份。"))
    last = row.corrections.filter(complete=complete).last()
    if number == (last.number if last else row.number + (row.sealed_number if complete else 0)):
        raise UserError(_("更正数和现在的数相同。"), rule=_("更正要改变数字。"), now=_("请核对后填写正确的数。"))
    made = FrozenCorrection(
        figure=row, number=number, complete=complete, reason=reason.strip(), document=document.strip(),
        recorded_by=by.public_id, recorded_on=timezone.localdate(),
    )  # fmt: skip
    made.full_clean(exclude=["figure"])
    made.save()
    audit.log(by, "reports.frozen.corrected", row, path=row.frozen.organization.path, figure=row.key)
    return made
