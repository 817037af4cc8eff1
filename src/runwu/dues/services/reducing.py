"""Paying less or nothing (少交、免交): recorded after the person applied, the branch studied, the committee approved."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.dues.choices import MonthState
from runwu.dues.models import DuesReduction
from runwu.dues.selectors.sheets import MonthDue, sheet
from runwu.dues.services.checks import CENT, LARGEST, locked, log, require_collected_here, require_past, require_words
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization
from runwu.rules.amounts import yuan
from runwu.rules.dues import HardshipStep, may_reduce_dues
from runwu.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionOrder:
    """What was approved: how much a month (zero: nothing), from which month to which, and the day of each step."""

    starts: date
    ends: date
    amount: Decimal
    applied_on: date | None
    studied_on: date | None
    approved_on: date | None
    document: str


@transaction.atomic
def reduce_dues(
    *, organization: Organization, member: PartyMember, order: ReductionOrder, by: User, book: Rulebook
) -> DuesReduction:
    """Record an approved reduction (登记少交、免交), of months that are open and to not more than the table asks for.

    Raises RuleRefused while a step is missing, UserError otherwise.
    """
    organization = locked(organization)
    days = {
        HardshipStep.APPLIED: order.applied_on,
        HardshipStep.STUDIED: order.studied_on,
        HardshipStep.APPROVED: order.approved_on,
    }
    verdict = may_reduce_dues([step for step, day in days.items() if day], book=book)
    if verdict.refused or order.applied_on is None or order.studied_on is None or order.approved_on is None:
        raise RuleRefused(verdict)
    _require_order([order.applied_on, order.studied_on, order.approved_on], book)
    starts, ends = order.starts.replace(day=1), order.ends.replace(day=1)
    _require_months(starts, ends)
    if not 0 <= order.amount < LARGEST or order.amount != order.amount.quantize(CENT):
        raise UserError(_("金额填成了 %s。") % order.amount, rule=_("免交填 0，少交填正数。"), now=_("请核对金额。"))
    require_collected_here(member, organization, starts, book=book)
    for known in sheet(organizations=[organization], first=starts, last=ends, member=member):
        for month, due in known.months.items():
            _require_open(month, due)
            _require_less(month, due, order.amount)
    row = DuesReduction.objects.create(
        member=member, organization=organization, starts=starts, ends=ends, amount=str(order.amount),
        applied_on=order.applied_on, studied_on=order.studied_on, approved_on=order.approved_on,
        document=require_words(order.document, _("批准文号或会议记录"), _("请写明上一级党委的批复。")),
        recorded_by=by.public_id,
    )  # fmt: skip
    log(by, "dues.reduction.recorded", row, organization=organization, member=member)
    return row


@transaction.atomic
def withdraw_reduction(*, reduction: DuesReduction, reason: str, by: User, on: date) -> DuesReduction:
    """Take a reduction back (撤回少交、免交); its open months ask for what the table says.

    Raises UserError without a reason, Conflict where it is taken back already.
    """
    organization = locked(reduction.organization)
    row = DuesReduction.objects.select_related("member").get(pk=reduction.pk)
    if row.withdrawn_on is not None:
        raise Conflict(_("这件少交、免交已经撤回。"), rule=_("一件只撤回一次。"), now=_("请刷新页面查看。"))
    row.reason = require_words(reason, _("撤回原因"), _("请写明哪里有错，或者为什么不再执行。"))
    row.withdrawn_on, row.withdrawn_by = on, by.public_id
    row.save(update_fields=["withdrawn_on", "withdrawn_by", "reason"])
    log(by, "dues.reduction.withdrawn", row, organization=organization, member=row.member)
    return row


def _require_open(month: date, due: MonthDue) -> None:
    if due.state not in (MonthState.PAID, MonthState.ELSEWHERE):
        return
    shown = _("%(year)d 年 %(month)d 月") % {"year": month.year, "month": month.month}
    paper = _("，收据 %s 号") % due.receipt_label if due.receipt_label else _("，在流入地")
    raise UserError(
        _("%(month)s已经交过%(paper)s。") % {"month": shown, "paper": paper},
        rule=_("少交、免交管还没有交的月份。"),
        now=_("请把起止月份改到没有交的月份；多收了的，先冲销那张收据。"),
    )


def _require_less(month: date, due: MonthDue, amount: Decimal) -> None:
    if due.line is None or amount <= due.line:
        return
    shown = _("%(year)d 年 %(month)d 月") % {"year": month.year, "month": month.month}
    raise UserError(
        _("填写的 %(amount)s，多于%(month)s核定的 %(line)s。")
        % {"amount": yuan(amount), "month": shown, "line": yuan(due.line)},
        rule=_("少交是比核定的月交纳额少。"),
        now=_("请照批复核对金额；收入变动应当多交的，编补充核定表；本人愿意多交的，登记自愿多交。"),
    )


def _require_order(days: list[date], book: Rulebook) -> None:
    require_past(max(days), on=book.on, label=_("办理日期"))
    if days != sorted(days):
        raise UserError(
            _("三个日期的先后不对。"),
            rule=_("%s：先申请，再研究，后批准。") % book.reason("dues.hardship_steps").chip,
            now=_("请核对日期。"),
        )


def _require_months(starts: date, ends: date) -> None:
    if ends < starts:
        raise UserError(_("止月早于起月。"), rule=_("按批准的期限登记。"), now=_("请核对月份。"))
    if ends.year > starts.year + 1:
        raise UserError(_("期限跨了两年以上。"), rule=_("党费按年核定。"), now=_("请按年登记，期满再报。"))
