"""Taking dues in (收缴): a whole month by one act, single receipts, extra payments; each with a number."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.dues.choices import Method, MonthState, PaidBy, ReceiptKind
from runwu.dues.models import DuesMonth, DuesReceipt, DuesTable
from runwu.dues.selectors.sheets import MemberDues, MonthDue, sheet
from runwu.dues.services.checks import locked, log, not_asked, require_collected_here, require_money, require_past
from runwu.members.models import PartyMember
from runwu.organizations.models import Organization
from runwu.rules.dues import Way, may_collect, may_pay_arrears, may_pay_together
from runwu.rules.periods import Month
from runwu.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptOrder:
    """How money came in: when, how, brought by whom; `consented` where the branch agreed to several months at once."""

    received_on: date
    method: Method = Method.CASH
    paid_by: PaidBy = PaidBy.SELF
    payer_name: str = ""
    consented: bool = False


@transaction.atomic
def collect_month(
    *, organization: Organization, month: date, members: Collection[PartyMember], order: ReceiptOrder, by: User,
    book: Rulebook,
) -> list[DuesReceipt]:  # fmt: skip
    """Take in one month from several members as approved (按核定收讫), a receipt each; all of them or none.

    Raises UserError for a month to come or one that isn't theirs, Conflict where one has paid meanwhile.
    """
    organization = locked(organization)
    if not members:
        raise UserError(_("没有勾选党员。"), rule=_("只登记已经收到的。"), now=_("请勾选已经交来的党员。"))
    rows = {row.member.pk: row for row in sheet(organizations=[organization], first=month, last=month)}
    _require_order(order, month, book)
    made = []
    for member in sorted(members, key=lambda one: one.pk):
        _require_months(member, organization, [month], rows.get(member.pk), order=order, book=book)
        made.append(_write(organization, member, {month: rows[member.pk].one(month)}, order, by))
    return made


@transaction.atomic
def receive(
    *, organization: Organization, member: PartyMember, months: Sequence[date], order: ReceiptOrder, by: User,
    book: Rulebook,
) -> DuesReceipt:  # fmt: skip
    """Take in one or several months of a member with one receipt (开收据). Raises as `collect_month` does."""
    organization = locked(organization)
    if not months:
        raise UserError(_("没有选择月份。"), rule=_("收据写明所交月份。"), now=_("请选择所交的月份。"))
    wanted = sorted({month.replace(day=1) for month in months})
    found = sheet(organizations=[organization], first=wanted[0], last=wanted[-1], member=member)
    row = found[0] if found else None
    _require_order(order, wanted[-1], book)
    _require_months(member, organization, wanted, row, order=order, book=book)
    _require_together(wanted, order, book)
    due = {month: row.one(month) for month in wanted} if row else {}
    return _write(organization, member, due, order, by)


@transaction.atomic
def receive_extra(
    *, organization: Organization, member: PartyMember, amount: Decimal, order: ReceiptOrder, by: User, book: Rulebook
) -> DuesReceipt:
    """Take in what a member pays beyond the dues of one's own will (自愿多交). Raises UserError."""
    organization = locked(organization)
    amount = require_money(amount)
    _require_order(order, order.received_on, book)
    require_collected_here(member, organization, order.received_on.replace(day=1), book=book)
    receipt = _numbered(organization, member, ReceiptKind.EXTRA, amount, order=order, by=by)
    log(by, "dues.extra.received", receipt, organization=organization, member=member)
    return receipt


def _require_order(order: ReceiptOrder, month: date, book: Rulebook) -> None:
    require_past(order.received_on, on=book.on, label=_("收款日期"))
    verdict = may_collect(Way(order.paid_by), book=book)
    if verdict.refused:
        raise RuleRefused(verdict)
    if order.paid_by != PaidBy.SELF and not order.payer_name.strip():
        raise UserError(
            _("没有写代交人。"),
            rule=book.reason("dues.consented_months").chip,
            now=_("请填写代交的亲属或党员的姓名。"),
        )
    if month > order.received_on and not order.consented:
        raise UserError(
            _("%(year)d 年 %(month)d 月还没有到。") % {"year": month.year, "month": month.month},
            rule=_("%s：党员按月交纳。") % book.reason("dues.consented_months").chip,
            now=_("到当月再收；经党支部同意按季交纳的，在单笔收据里勾选同意。"),
        )


def _require_months(
    member: PartyMember, organization: Organization, months: Sequence[date], row: MemberDues | None, *,
    order: ReceiptOrder, book: Rulebook,
) -> None:  # fmt: skip
    for month in months:
        due = row.months.get(month) if row else None
        if due is None:
            require_collected_here(member, organization, month, book=book)
            raise not_asked(month)
        _require_payable(month, due)
    current = Month.containing(order.received_on).first
    verdict = may_pay_arrears(sum(1 for month in months if month < current), book=book)
    if verdict.refused:
        raise RuleRefused(verdict)


def _require_payable(month: date, due: MonthDue) -> None:
    shown = _("%(year)d 年 %(month)d 月") % {"year": month.year, "month": month.month}
    if due.state == MonthState.PAID:
        raise already_paid(shown, due.receipt_label)
    if due.state == MonthState.ELSEWHERE:
        raise already_elsewhere(shown)
    if due.state == MonthState.NOT_SET:
        raise UserError(
            _("%s 的月交纳额还没有核定批准。") % shown,
            rule=_("党费按党支部核定的数额收缴。"),
            now=_("请先在核定表里核定并登记批准。"),
        )
    if due.state == MonthState.EXEMPT:
        raise UserError(_("%s 已批准免交。") % shown, rule=_("免交的月份不收。"), now=_("本人愿意交的，登记自愿多交。"))


def already_paid(shown: str, label: str) -> Conflict:
    """Say that a month stands on another receipt."""
    return Conflict(
        _("%(month)s已经交过，收据 %(label)s 号。") % {"month": shown, "label": label},
        rule=_("一个月只收一次。"),
        now=_("请刷新页面；收据有错的，先冲销再重开。"),
    )


def already_elsewhere(shown: str) -> Conflict:
    """Say that a month was paid at the place of stay."""
    return Conflict(
        _("%s已经在流入地交纳。") % shown,
        rule=_("一个月只交一次，不在两地重复收。"),
        now=_("请刷新页面；登记有错的，先在“在流入地交纳”里撤回。"),
    )


def already_taken(member: PartyMember, months: Collection[date]) -> Conflict:
    """Say by what some months are taken that nobody had seen taken a moment ago. One query."""
    taken = DuesMonth.objects.filter(member=member, month__in=months, standing=True).select_related("receipt")
    labels = [row.receipt.label for row in taken if row.receipt]
    shown = _("这些月份")
    return already_paid(shown, "、".join(labels)) if labels else already_elsewhere(shown)


def _require_together(months: Sequence[date], order: ReceiptOrder, book: Rulebook) -> None:
    current = Month.containing(order.received_on).first
    ahead = sum(1 for month in months if month >= current)
    verdict = may_pay_together(ahead, consented=order.consented, book=book)
    if verdict.refused:
        raise RuleRefused(verdict)


def _write(
    organization: Organization, member: PartyMember, due: dict[date, MonthDue], order: ReceiptOrder, by: User
) -> DuesReceipt:
    amounts = {month: one.amount or Decimal(0) for month, one in due.items()}
    total = sum(amounts.values(), Decimal(0))
    receipt = _numbered(organization, member, ReceiptKind.REGULAR, total, order=order, by=by)
    try:
        with transaction.atomic():
            for month, amount in amounts.items():
                DuesMonth.objects.create(receipt=receipt, member=member, month=month, amount=str(amount))
    except IntegrityError as error:  # another branch was faster
        raise already_taken(member, amounts) from error
    log(by, "dues.receipt.issued", receipt, organization=organization, member=member)
    return receipt


def _numbered(
    organization: Organization,
    member: PartyMember,
    kind: ReceiptKind,
    amount: Decimal,
    *,
    order: ReceiptOrder,
    by: User,
) -> DuesReceipt:
    """Write a receipt with the next number of the branch and year; the branch is locked."""
    year = order.received_on.year
    return DuesReceipt.objects.create(
        organization=organization, member=member, year=year, number=next_number(organization, year), kind=kind,
        received_on=order.received_on, method=order.method, paid_by=order.paid_by,
        payer_name=order.payer_name.strip() if order.paid_by != PaidBy.SELF else "", amount=str(amount),
        consented=order.consented, recorded_by=by.public_id,
    )  # fmt: skip


def next_number(organization: Organization, year: int) -> int:
    """Return the number of the next receipt; the branch is locked, so that no number is left out or given twice."""
    known = DuesReceipt.objects.filter(organization=organization, year=year)
    last = known.aggregate(last=Max("number"))["last"]
    return (last or _last_on_paper(organization, year)) + 1


def _last_on_paper(organization: Organization, year: int) -> int:
    tables = DuesTable.objects.filter(organization=organization, year=year, number=1)
    return tables.values_list("last_receipt", flat=True).first() or 0
