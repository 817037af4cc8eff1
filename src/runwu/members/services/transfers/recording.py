"""What every act on a transfer shares: rows locked member first, the state it needs, the step and the log."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core import audit
from runwu.core.errors import Conflict, UserError
from runwu.core.rulebooks import rulebook
from runwu.members.choices import TransferAct, TransferState
from runwu.members.models import PartyMember, Transfer, TransferStep
from runwu.organizations.models import Organization
from runwu.organizations.terms import book_of
from runwu.rules.rulebook import Rulebook


def book_for(organization: Organization | None, on: date) -> Rulebook:
    """Return the rules of the place where an organisation stands."""
    return book_of(organization, on) if organization else rulebook(on=on)


def locked(transfer: Transfer, *states: TransferState) -> Transfer:
    """Lock a transfer behind its member. Raises Conflict where it is no longer in one of the states."""
    member = PartyMember.objects.select_for_update(no_key=True).get(pk=transfer.member_id)
    rows = Transfer.objects.select_for_update(of=("self",), no_key=True).select_related("source__park", "target__park")
    row = rows.get(pk=transfer.pk)
    row.member = member
    if row.state not in states:
        raise Conflict(
            _("这件转接现在是“%s”，不能再这样办理。") % row.get_state_display(),
            rule=_("一件转接只办结一次，双方看到的是同一个状态。"),
            now=_("请打开这件转接，查看刚才谁办理了什么。"),
        )
    return row


def require_day(day: date, *, on: date, since: date | None = None) -> None:
    """Refuse a day to come, or one before what it follows."""
    if day > on:
        raise UserError(_("日期不能晚于今天。"), now=_("请填写实际办理的日期。"))
    if since is not None and day < since:
        raise UserError(
            _("日期早于 %s。") % since.isoformat(),
            rule=_("先转出，后接收；后一步不早于前一步。"),
            now=_("请核对日期。"),
        )


def record_step(
    transfer: Transfer, act: TransferAct, *, on: date, by: User, words: str = "", **extra: Any
) -> TransferStep:
    """Write down an act, for both sides and for the log; the log names no person."""
    step = TransferStep.objects.create(transfer=transfer, act=act, on=on, words=words, by=by.public_id)
    place = transfer.source or transfer.target
    audit.log(
        by,
        f"members.transfer.{act}",
        transfer,
        place=place.public_id if place else None,
        path=place.path if place else "",
        restricted=transfer.member.restricted,
        on=on,
        **extra,
    )
    return step
