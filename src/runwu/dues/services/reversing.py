"""Taking a receipt back (冲销): by a receipt of its own; the first one stays as it was."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import Conflict, UserError
from runwu.dues.choices import ReceiptKind
from runwu.dues.models import DuesReceipt, DuesRemittance
from runwu.dues.services.checks import locked, log, require_words
from runwu.dues.services.receiving import next_number


@transaction.atomic
def reverse_receipt(*, receipt: DuesReceipt, reason: str, by: User, on: date) -> DuesReceipt:
    """Reverse a receipt with a reason (冲销收据); its months are open again.

    Raises UserError without a reason, for a reversal itself and for what has gone up; Conflict where it is reversed.
    """
    organization = locked(receipt.organization)
    row = DuesReceipt.objects.select_related("member__person").get(pk=receipt.pk)
    _require_reversible(row)
    words = require_words(reason, _("冲销原因"), _("请写明哪里有错。"))
    reversal = DuesReceipt.objects.create(
        organization=organization, member=row.member, year=on.year, number=next_number(organization, on.year),
        kind=ReceiptKind.REVERSAL, received_on=on, method=row.method, paid_by=row.paid_by, payer_name=row.payer_name,
        amount=f"-{row.amount}", reverses=row, reason=words, recorded_by=by.public_id,
    )  # fmt: skip
    row.months.update(standing=False)
    log(by, "dues.receipt.reversed", row, organization=organization, member=row.member)
    return reversal


def _require_reversible(row: DuesReceipt) -> None:
    if row.kind == ReceiptKind.REVERSAL:
        raise UserError(
            _("%s 号本身是冲销收据。") % row.label, rule=_("冲销收据不再冲销。"), now=_("请重新开一张收据。")
        )
    if hasattr(row, "reversal"):
        raise Conflict(
            _("%(label)s 号已由 %(by)s 号冲销。") % {"label": row.label, "by": row.reversal.label},
            rule=_("一张收据只冲销一次。"),
            now=_("请刷新页面查看。"),
        )
    if DuesRemittance.objects.filter(receipt=row, reverses__isnull=True, reversal__isnull=True).exists():
        raise UserError(
            _("这笔大额党费已经上缴。"), rule=_("上缴的账要先冲回。"), now=_("请先在上缴下拨账里冲销那一笔。")
        )
