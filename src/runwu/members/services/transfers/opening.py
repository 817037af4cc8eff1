"""Sending a member's affiliation on its way (转出组织关系): checked, limits set, the letter registered."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import Conflict, RuleRefused, UserError
from runwu.members.choices import Membership, ProvisionKind, Route, TransferAct, TransferState
from runwu.members.imports.names import branch_key
from runwu.members.letters import number_key
from runwu.members.models import Affiliation, PartyMember, Transfer, TransferLetter
from runwu.members.services.provisions import Handing, note_provision
from runwu.members.services.transfers.recording import record_step, require_day
from runwu.members.transfers import HOLDING_FORMS
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization
from runwu.rules.membership import Standing, may_transfer, transfer_deadlines
from runwu.rules.periods import add_months
from runwu.rules.rulebook import Rulebook

_PLAUSIBLE = 24  # months around the day of sending; against slips of the pen, no rule
_ON_LETTER = ("name", "standing", "organization")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked for: by which route, from which day, to whom (`target` here, or `target_label` elsewhere)."""

    route: Route
    sent_on: date
    reason: str
    target: Organization | None = None
    target_label: str = ""
    target_code: str = ""
    number: str = ""
    addressee: str = ""
    dues_until: date | None = None
    note: str = ""


@transaction.atomic
def open_transfer(*, member: PartyMember, order: Order, by: User, book: Rulebook) -> Transfer:
    """Send a member's affiliation to another organisation and register its letter (转出组织关系).

    The old branch stays responsible; nothing about the member changes. A transfer that was due to the same
    organisation is taken up. Raises RuleRefused, UserError or Conflict, each in words.
    """
    numbering = member.organization_id if order.route == Route.LETTER else None
    if numbering:
        lock_numbers(numbering)
    member = (
        PartyMember.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organization")
        .get(pk=member.pk)
    )
    source = _source_of(member)
    if numbering not in (None, source.pk):
        raise Conflict(_("这名党员的组织关系刚刚有变动。"), now=_("请刷新页面，再转出一次。"))
    _require_rules(member, book)
    _require_target(source, order, book.on)
    held = Affiliation.objects.open().filter(member=member).first()
    require_day(order.sent_on, on=book.on, since=held.valid_from if held else None)
    _require_dues_until(order)
    transfer = _taken_up(member, order)
    limits = transfer_deadlines(order.sent_on, by_letter=order.route == Route.LETTER, book=book)
    transfer.source, transfer.target = source, order.target
    transfer.target_label = "" if order.target else order.target_label
    transfer.target_code, transfer.route, transfer.state = order.target_code, order.route, TransferState.SENT
    transfer.reason, transfer.note, transfer.dues_until = order.reason, order.note, order.dues_until
    transfer.opened_on, transfer.remind_on, transfer.due_on = order.sent_on, limits.remind_on, limits.accept_by
    transfer.full_clean(exclude=["member", "origin"])
    transfer.save()
    _forget_refused(member, order.sent_on)
    write_letter(transfer, order.number, order.addressee, order.sent_on, limits.accept_by, by)
    record_step(transfer, TransferAct.SENT, on=order.sent_on, by=by, words=order.note, route=order.route)
    return transfer


def _source_of(member: PartyMember) -> Organization:
    if member.organization is None:
        raise Conflict(
            _("这名党员在这里没有正式组织关系，不能转出。"),
            rule=_("组织关系由所在党组织转出。"),
            now=_("组织关系还没有转来的，请用“登记转入”。"),
        )
    return member.organization


def _require_dues_until(order: Order) -> None:
    """Refuse a month that can only be a slip of the pen."""
    month = order.dues_until
    if month and not add_months(order.sent_on, -_PLAUSIBLE) <= month <= add_months(order.sent_on, _PLAUSIBLE):
        raise UserError(
            _("“党费交至”填成了 %(year)d 年 %(month)d 月，和转出日期相差太远。")
            % {"year": month.year, "month": month.month},
            rule=_("介绍信写明党费实际交到哪个月。"),
            now=_("请核对年份和月份；久未交纳的，先按规定处理，或者留空并在说明里写明。"),
        )


def _require_rules(member: PartyMember, book: Rulebook) -> None:
    standing = Standing(member.standing) if member.membership == Membership.ACTIVE else Standing.SUSPENDED
    moving = Transfer.objects.filter(member=member, state=TransferState.SENT).exists()
    verdict = may_transfer(standing=standing, in_transfer=moving, both_approve=None, book=book)
    if verdict.refused:
        raise RuleRefused(verdict)


def _require_target(source: Organization, order: Order, on: date) -> None:
    target = order.target
    if target is None:
        return
    if target.pk == source.pk:
        raise UserError(
            _("接收党组织就是这名党员现在所在的支部。"),
            rule=_("转接组织关系，是转到另一个党组织。"),
            now=_("请核对接收党组织的名称或编码。"),
        )
    require_living(target, on)


def require_living(target: Organization, on: date) -> None:
    """Refuse an organisation that is dissolved, not yet approved, or holds no formal affiliation."""
    dissolved = target.dissolved_on is not None and target.dissolved_on <= on
    if dissolved or target.state != OrganizationState.ACTIVE:
        raise UserError(
            _("“%(name)s”%(state)s，不能接收组织关系。") % {"name": target.label, "state": target.get_state_display()},
            rule=_("组织关系只能转到已成立、没有撤销的党组织。"),
            now=_("请向对方党委核实现在由哪个支部接收。"),
        )
    if target.form not in HOLDING_FORMS:
        raise UserError(
            _("“%(name)s”是%(form)s，不接收正式组织关系。") % {"name": target.label, "form": target.get_form_display()},
            rule=_("党员编入党支部或者联合党支部；临时、功能型和流动党员党支部不转接正式组织关系。"),
            now=_("请填写具体接收的党支部。"),
        )


def require_elsewhere(source_label: str, target: Organization) -> None:
    """Refuse an arrival from the very organisation to which it comes, as far as its name tells."""
    own = {branch_key(name) for name in (target.name, target.short_name, target.code) if name}
    if branch_key(source_label) in own:
        raise UserError(
            _("转出党组织就是编入的支部“%s”。") % target.label,
            rule=_("转接组织关系，是从另一个党组织转来。"),
            now=_("请照介绍信核对转出党组织；登记错的，请退回或撤回这件转接。"),
        )


def _taken_up(member: PartyMember, order: Order) -> Transfer:
    """Return the due transfer to the same organisation, or a new one."""
    due = Transfer.objects.select_for_update(no_key=True).filter(
        member=member, state=TransferState.DUE, target=order.target
    )
    return (due.first() if order.target else None) or Transfer(member=member)


def _forget_refused(member: PartyMember, on: date) -> None:
    """Close what was refused before: sending it anew is the answer to it."""
    Transfer.objects.filter(member=member, state=TransferState.REFUSED, closed_on=None).update(closed_on=on)


def lock_numbers(organization_id: int) -> None:
    """Let one at a time give numbers to the letters of an organisation: what another wrote is there to be compared.

    Callers do so before they lock the member, as restructurings do.
    """
    list(Organization.objects.select_for_update(no_key=True).filter(pk=organization_id).values_list("pk"))


def _is_used(number: str, source_id: int) -> bool:
    """Tell whether an organisation has given a number to a letter of somebody open, however it was written. One query."""
    letters = TransferLetter.objects.filter(transfer__source=source_id, transfer__member__restricted=False)
    key = number_key(number)
    return any(number_key(held) == key for held in letters.values_list("number", flat=True))


def write_letter(  # noqa: PLR0917 -- what stands on it, and who writes it
    transfer: Transfer, number: str, addressee: str, issued: date, until: date, by: User
) -> TransferLetter | None:
    """Register the letter of a transfer that goes by one; a number is used once by one organisation.

    A letter of our own is something handed out (信息提供登记); one that came from outside is not.
    """
    if transfer.route != Route.LETTER:
        return None
    if transfer.source_id and not transfer.member.restricted and _is_used(number, transfer.source_id):
        raise UserError(
            _("介绍信编号 %s 已经登记过。") % number,
            rule=_("一个编号只开一封介绍信，存根、介绍信和回执编号一致。"),
            now=_("请核对印好的编号。"),
        )
    if transfer.source_id:
        handing = Handing(
            kind=ProvisionKind.LETTER, fields=_ON_LETTER, recipient=addressee or transfer.to_name,
            reason=transfer.reason,
        )  # fmt: skip
        note_provision(members=[transfer.member_id], handing=handing, by=by)
    return TransferLetter.objects.create(
        transfer=transfer, number=number, addressee=addressee, issued_on=issued, valid_until=until
    )
