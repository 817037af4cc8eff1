"""Paying less or nothing (少交、免交): recorded after the person applied, the branch studied, the committee approved."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import RuleRefused, UserError
from runwu.dues.models import DuesReduction
from runwu.dues.services.checks import CENT, LARGEST, locked, log, require_collected_here, require_past, require_words
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization
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
    """Record an approved reduction (登记少交、免交). Raises RuleRefused while a step is missing, UserError otherwise."""
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
    row = DuesReduction.objects.create(
        member=member, organization=organization, starts=starts, ends=ends, amount=str(order.amount),
        applied_on=order.applied_on, studied_on=order.studied_on, approved_on=order.approved_on,
        document=require_words(order.document, _("批准文号或会议记录"), _("请写明上一级党委的批复。")),
        recorded_by=by.public_id,
    )  # fmt: skip
    log(by, "dues.reduction.recorded", row, organization=organization, member=member)
    return row


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
