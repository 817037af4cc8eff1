"""What every act about dues shares: the branch locked, amounts and days that make sense, the log."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import UserError
from runwu.dues.selectors.beginnings import pays_since
from runwu.dues.selectors.sheets import collects
from runwu.members.models import Affiliation, PartyMember
from runwu.organizations.models import Organization
from runwu.rules.rulebook import Rulebook

CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 8  # more than a branch ever takes in


def locked(organization: Organization) -> Organization:
    """Lock a branch, so that numbers follow each other and no month is taken twice."""
    return (
        Organization.objects.select_for_update(of=("self",), no_key=True).select_related("park").get(pk=organization.pk)
    )


def require_money(amount: Decimal) -> Decimal:
    """Return an amount in yuan with its cents. Raises UserError for none, less than a cent, or beyond all measure."""
    if not amount.is_finite() or amount <= 0 or amount >= LARGEST or amount != amount.quantize(CENT):
        raise UserError(
            _("金额填成了 %s。") % amount,
            rule=_("金额是正数，到分为止；冲销不填负数，另开冲销收据。"),
            now=_("请核对金额。"),
        )
    return amount.quantize(CENT)


def require_past(day: date, *, on: date, label: str) -> None:
    """Refuse a day to come."""
    if day > on:
        raise UserError(
            _("%(label)s晚于今天。") % {"label": label},
            rule=_("登记的是已经发生的事。"),
            now=_("请填写实际日期。"),
        )


def require_words(words: str, label: str, now: str) -> str:
    """Return words without blanks around them. Raises UserError where there are none."""
    if not words.strip():
        raise UserError(_("还没有填写%s。") % label, rule=_("没有书面依据的不登记。"), now=now)
    return words.strip()


def require_collected_here(member: PartyMember, organization: Organization, month: date, *, book: Rulebook) -> None:
    """Refuse a month that another branch collects, or before the member was admitted. One query."""
    rows = Affiliation.objects.filter(member=member, organization=organization)
    since = pays_since(member)
    if any(collects(row, month, since) for row in rows):
        return
    shown = _("%(year)d 年 %(month)d 月") % {"year": month.year, "month": month.month}
    if since is not None and month < since.replace(day=1):
        raise UserError(
            _("%s 还没有入党。") % shown,
            rule=book.reason("dues.from_admission").chip,
            now=_("请从支部大会通过的当月起收。"),
        )
    raise UserError(
        _("%s 的党费不由本支部收。") % shown,
        rule=_("%s；当月 1 日组织关系在哪个支部，当月就由哪个支部收：1 日接收的当月起，以后接收的次月起，由新支部收。")
        % book.reason("dues.paid_at_own_branch").chip,
        now=_("请核对月份和组织关系。"),
    )


def not_asked(month: date) -> UserError:
    """Say that a month is collected here, but nothing of this member: somebody without membership owes no dues for it."""
    return UserError(
        _("%(year)d 年 %(month)d 月这名党员没有应交的党费。") % {"year": month.year, "month": month.month},
        rule=_("党费按当月的党员身份和组织关系收。"),
        now=_("请去掉这个月份；不清楚的，请支部书记核对身份变动和组织关系。"),
    )


def log(
    by: User,
    action: str,
    row: models.Model,
    *,
    organization: Organization,
    member: PartyMember | None = None,
    **extra: Any,
) -> None:
    """Write an act into the log: never an amount, and of restricted members only for who must know them."""
    if member is not None:
        extra["member"] = member.public_id
    audit.log(by, action, row, path=organization.path, restricted=member.restricted if member else False, **extra)
