"""Handing dues up, and what comes back (上缴、下拨): two lines that never meet."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.dues.choices import Direction
from runwu.dues.models import DuesReceipt, DuesRemittance
from runwu.dues.selectors.money import is_large, totals
from runwu.dues.services.checks import locked, log, require_money, require_past, require_words
from runwu.organizations.models import Organization
from runwu.rules.amounts import yuan
from runwu.rules.dues import may_return
from runwu.rules.rulebook import Rulebook


@transaction.atomic
def hand_up(
    *, organization: Organization, year: int, amount: Decimal | None, made_on: date, document: str, by: User,
    book: Rulebook, receipt: DuesReceipt | None = None,
) -> DuesRemittance:  # fmt: skip
    """Record what went up (登记上缴), not more than came in; a large extra payment goes alone and whole.

    Raises UserError, and Conflict where the large payment has gone already or its receipt was reversed meanwhile.
    """
    organization = locked(organization)
    known = totals(organization=organization, year=year, book=book)
    if receipt is not None:
        amount = _whole(receipt, made_on, book)
    amount = require_money(amount if amount is not None else known.to_hand_up)
    if receipt is None and amount > known.to_hand_up:
        raise UserError(
            _("上缴 %(amount)s，多于还没有上缴的 %(open)s。")
            % {"amount": yuan(amount), "open": yuan(known.to_hand_up)},
            rule=book.reason("dues.return_on_two_lines").chip,
            now=_("请核对金额和所属年度；如数上缴实收的数额。"),
        )
    return _write(
        organization, Direction.UP, year=year, amount=amount, made_on=made_on, document=document, by=by, book=book,
        receipt=receipt,
    )  # fmt: skip


def _whole(receipt: DuesReceipt, made_on: date, book: Rulebook) -> Decimal:
    if not is_large(receipt, book):
        raise UserError(
            _("%s 号收据不是大额党费。") % receipt.label,
            rule=book.reason("dues.extra_to_centre").chip,
            now=_("按一般党费上缴。"),
        )
    reversal = DuesReceipt.objects.filter(reverses=receipt).first()
    if reversal is not None:
        raise Conflict(
            _("%(label)s 号收据已由 %(by)s 号冲销。") % {"label": receipt.label, "by": reversal.label},
            rule=_("只上缴实际收到的党费。"),
            now=_("请刷新页面；确实收到的，先重新开收据。"),
        )
    if made_on < receipt.received_on:
        raise UserError(
            _("上缴日期早于收款日期 %s。") % receipt.received_on.isoformat(),
            rule=_("先收到，再上缴。"),
            now=_("请照缴款凭证核对日期。"),
        )
    if DuesRemittance.objects.filter(receipt=receipt, reverses__isnull=True, reversal__isnull=True).exists():
        raise Conflict(_("这笔大额党费已经上缴。"), rule=_("一笔只上缴一次。"), now=_("请刷新页面查看。"))
    return Decimal(receipt.amount)


@transaction.atomic
def record_return(
    *, organization: Organization, year: int, amount: Decimal, netted: bool, made_on: date, document: str, by: User,
    book: Rulebook,
) -> DuesRemittance:  # fmt: skip
    """Record what came back (登记下拨); nothing is kept back from what goes up. Raises RuleRefused or UserError."""
    organization = locked(organization)
    amount = require_money(amount)
    known = totals(organization=organization, year=year, book=book)
    received = max(known.received, Decimal(0))
    verdict = may_return(received=received, returned=known.returned + amount, netted=netted, book=book)
    if verdict.refused:
        raise RuleRefused(verdict)
    return _write(
        organization, Direction.DOWN, year=year, amount=amount, made_on=made_on, document=document, by=by, book=book
    )


def _write(
    organization: Organization, direction: Direction, *, year: int, amount: Decimal, made_on: date, document: str,
    by: User, book: Rulebook, receipt: DuesReceipt | None = None,
) -> DuesRemittance:  # fmt: skip
    require_past(made_on, on=book.on, label=_("日期"))
    row = DuesRemittance.objects.create(
        organization=organization, direction=direction, year=year, made_on=made_on, amount=str(amount),
        document=require_words(document, _("凭证号"), _("请填写缴款书或拨款凭证的编号。")), receipt=receipt,
        recorded_by=by.public_id,
    )  # fmt: skip
    log(by, f"dues.remittance.{direction}", row, organization=organization, year=year)
    return row


@transaction.atomic
def reverse_remittance(*, remittance: DuesRemittance, reason: str, by: User, on: date) -> DuesRemittance:
    """Reverse an entry (冲销一笔账) by one of its own, with a reason.

    Raises UserError without a reason, Conflict where it is reversed or a reversal.
    """
    organization = locked(remittance.organization)
    row = DuesRemittance.objects.get(pk=remittance.pk)
    if row.reverses_id is not None or hasattr(row, "reversal"):
        raise Conflict(_("这一笔已经冲销。"), rule=_("一笔账只冲销一次。"), now=_("请刷新页面查看。"))
    words = require_words(reason, _("冲销原因"), _("请写明哪里有错。"))
    reversal = DuesRemittance.objects.create(
        organization=organization, direction=row.direction, year=row.year, made_on=on, amount=f"-{row.amount}",
        document=row.document, receipt=row.receipt, reverses=row, reason=words, recorded_by=by.public_id,
    )  # fmt: skip
    log(by, "dues.remittance.reversed", row, organization=organization, year=row.year)
    return reversal
