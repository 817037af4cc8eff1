"""Months that a floating member paid at the place of stay (在流入地交纳): shown to the own branch, which takes no money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.dues.choices import MonthState, Proof
from runwu.dues.models import DuesMonth, PaidElsewhere
from runwu.dues.selectors.sheets import MemberDues, sheet
from runwu.dues.services.checks import locked, log, not_asked, require_collected_here, require_past, require_words
from runwu.dues.services.receiving import already_elsewhere, already_paid, already_taken
from runwu.members.models import FloatingStay, PartyMember
from runwu.organizations.models import Organization
from runwu.rules.dues import FloatingProof, may_pay_at
from runwu.rules.periods import Month, add_months
from runwu.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewhereOrder:
    """What was shown: the paper of the other organisation with its day, and by what the member is known to float.

    Without a name the dues were paid to the host that the floating period names.
    """

    document: str
    paper_on: date
    proof: Proof | None = None
    place: str = ""


@transaction.atomic
def record_elsewhere(
    *, organization: Organization, member: PartyMember, months: Sequence[date], order: ElsewhereOrder, by: User,
    book: Rulebook,
) -> PaidElsewhere:  # fmt: skip
    """Record months as paid at the place of stay (登记在流入地交纳); one paper may stand for many, of whatever day.

    Raises RuleRefused without a proof that the rules know, UserError for months in which nobody floats from here or that
    are to come, Conflict where one is paid meanwhile. Nothing enters the branch's receipts, numbers or sums.
    """
    organization = locked(organization)
    if not months:
        raise UserError(_("没有选择月份。"), rule=_("登记写明交纳的月份。"), now=_("请选择在流入地交纳的月份。"))
    wanted = sorted({month.replace(day=1) for month in months})
    require_past(order.paper_on, on=book.on, label=_("凭证日期"))
    found = sheet(organizations=[organization], first=wanted[0], last=wanted[-1], member=member)
    _require_open(member, organization, wanted, found[0] if found else None, book=book)
    stays = _away(member, organization, wanted, book)
    _require_proof(order, book)
    _require_dated(order.paper_on, stays)
    host, place = _where(order.place, organization, stays)
    row = PaidElsewhere.objects.create(
        organization=organization, member=member, host=host, place=place, proof=order.proof or "",
        document=require_words(order.document, _("收据号或交纳凭证"), _("请照对方党组织出具的收据填写。")),
        paper_on=order.paper_on, recorded_on=book.on, recorded_by=by.public_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            for month in wanted:
                DuesMonth.objects.create(elsewhere=row, member=member, month=month)
    except IntegrityError as error:  # another branch was faster
        raise already_taken(member, wanted) from error
    log(by, "dues.elsewhere.recorded", row, organization=organization, member=member)
    return row


def _require_open(
    member: PartyMember, organization: Organization, months: Sequence[date], row: MemberDues | None, *, book: Rulebook
) -> None:
    for month in months:
        shown = _("%(year)d 年 %(month)d 月") % {"year": month.year, "month": month.month}
        if month > book.on:
            raise UserError(
                _("%s还没有到。") % shown, rule=_("登记的是已经交纳的月份。"), now=_("请到当月或以后再登记。")
            )
        due = row.months.get(month) if row else None
        if due is None:
            require_collected_here(member, organization, month, book=book)
            raise not_asked(month)
        if due.state == MonthState.PAID:
            raise already_paid(shown, due.receipt_label)
        if due.state == MonthState.ELSEWHERE:
            raise already_elsewhere(shown)
        if due.state == MonthState.EXEMPT:
            raise UserError(
                _("%s已批准免交。") % shown, rule=_("免交的月份不用交纳。"), now=_("请去掉这个月份再登记。")
            )


def _away(
    member: PartyMember, organization: Organization, months: Sequence[date], book: Rulebook
) -> list[FloatingStay]:
    """Return the periods out of the branch that touch the months, the latest last. Raises UserError for a month without."""
    out = FloatingStay.objects.filter(member=member, home__isnull=False).exclude(host=organization)
    rows = out.overlapping(months[0], add_months(months[-1], 1)).select_related("host").order_by("valid_from", "pk")
    stays = list(rows)
    for month in months:
        if not any(_touches(stay, month) for stay in stays):
            raise UserError(
                _("%(year)d 年 %(month)d 月没有这名党员流出的登记。") % {"year": month.year, "month": month.month},
                rule=book.reason("dues.paid_at_own_branch").chip + _("：流动党员才可以在外出所在地交纳。"),
                now=_("确实流出的，请支部书记先登记流动；没有流出的，由本支部收。"),
            )
    return stays


def _touches(stay: FloatingStay, month: date) -> bool:
    return stay.valid_from <= Month.containing(month).last and (stay.valid_to is None or month < stay.valid_to)


def _require_proof(order: ElsewhereOrder, book: Rulebook) -> None:
    proof = FloatingProof(order.proof) if order.proof else None
    verdict = may_pay_at(own_branch=False, proof=proof, book=book)
    if verdict.refused:
        raise RuleRefused(verdict)


def _require_dated(day: date, stays: Sequence[FloatingStay]) -> None:
    """Refuse a paper from before the month in which the member left: more likely a slip than a payment."""
    first = stays[0].valid_from
    if day < first.replace(day=1):
        raise UserError(
            _("凭证日期早于开始流动的月份。"),
            rule=_("流动期从 %s 开始，以前的党费由本支部收。") % first.isoformat(),
            now=_("请核对凭证日期；流动期登记有误的，请支部书记先核对。"),
        )


def _where(
    name: str, organization: Organization, stays: Sequence[FloatingStay]
) -> tuple[Organization | None, str | None]:
    """Return where the dues were paid: an organisation of ours, or a name."""
    if name.strip():
        _require_another(name.strip(), organization)
        return None, name.strip()
    stay = stays[-1]
    if any((one.host_id, one.host_label) != (stay.host_id, stay.host_label) for one in stays):
        raise UserError(
            _("这些月份里换过流入地。"), rule=_("一条登记写一个交纳的党组织。"), now=_("请按流入地分开登记。")
        )
    if stay.host is not None:
        return stay.host, None
    if not stay.host_label.strip():
        raise UserError(
            _("流动登记里没有写流入地党组织。"), rule=_("登记写明交到哪里。"), now=_("请选“另一个党组织”，填写名称。")
        )
    return None, stay.host_label.strip()


def _require_another(name: str, organization: Organization) -> None:
    if name in {organization.name, organization.short_name}:
        raise UserError(
            _("填写的是本支部。"), rule=_("向本支部交纳的开收据，收据号连续。"), now=_("请在“单笔”里开收据。")
        )


@transaction.atomic
def withdraw_elsewhere(*, paid: PaidElsewhere, by: User, on: date, reason: str = "") -> PaidElsewhere:
    """Take a record back (撤回登记); its months are open again. On its day at once, afterwards with a reason.

    Raises UserError without the reason, Conflict where it is taken back already.
    """
    organization = locked(paid.organization)
    row = PaidElsewhere.objects.select_related("member").get(pk=paid.pk)
    if not row.stands:
        raise Conflict(_("这条登记已经撤回。"), rule=_("一条登记只撤回一次。"), now=_("请刷新页面查看。"))
    if row.recorded_on != on:
        row.reason = require_words(reason, _("撤回原因"), _("登记当天以后撤回的，请写明哪里有错。"))
    row.withdrawn_on, row.withdrawn_by = on, by.public_id
    row.save(update_fields=["withdrawn_on", "withdrawn_by", "reason"])
    row.months.update(standing=False)
    log(by, "dues.elsewhere.withdrawn", row, organization=organization, member=row.member)
    return row
