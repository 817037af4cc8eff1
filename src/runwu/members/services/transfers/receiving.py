"""Accepting and refusing what was sent (接收、退回): the one place where a transfer changes an affiliation."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from runwu.accounts.models import User
from runwu.core.errors import RuleRefused, UserError
from runwu.members.choices import Belonging, Membership, Route, TransferAct, TransferState
from runwu.members.models import Affiliation, FloatingStay, Transfer
from runwu.members.services.affiliations import AffiliationInput, affiliate, leave
from runwu.members.services.floating.stays import go_on
from runwu.members.services.floating.steps import finish_transfer_step
from runwu.members.services.transfers.opening import require_elsewhere, require_living
from runwu.members.services.transfers.recording import book_for, locked, record_step, require_day
from runwu.rules.membership import may_refuse_transfer, receipt_by


@transaction.atomic
def accept_transfers(*, transfers: Iterable[Transfer], accepted_on: date, on: date, by: User, words: str = "") -> int:
    """Accept members whose affiliation was sent, and give them their new branch from a day on (接收组织关系).

    All or none; return how many. One elsewhere is recorded by the old branch: the affiliation here ends.
    """
    rows = sorted(transfers, key=lambda one: (one.member_id, one.pk))
    for row in rows:
        _accept(locked(row, TransferState.SENT), accepted_on, on, by, words)
    return len(rows)


def _accept(transfer: Transfer, accepted_on: date, on: date, by: User, words: str) -> None:
    member, target = transfer.member, transfer.target
    require_day(accepted_on, on=on, since=_earliest(transfer))
    if member.membership != Membership.ACTIVE or (transfer.source_id and member.organization_id != transfer.source_id):
        raise UserError(
            _("转出以后，这名党员的登记另有变动，不能直接接收。"),
            rule=_("接收只能落在转出时的组织关系上。"),
            now=_("请先同转出支部核对，撤回这件转接后重新办理。"),
        )
    if target is None:
        leave(member=member, on=accepted_on)
    else:
        require_living(target, accepted_on)
        if transfer.source is None:
            require_elsewhere(transfer.source_label, target)
        affiliate([AffiliationInput(member, target, accepted_on, document_of(transfer))])
        member.belonging = Belonging.REGISTERED
        member.save(update_fields=["belonging", "updated_at"])
    _settle_stays(transfer, accepted_on, by)
    transfer.state, transfer.accepted_on = TransferState.DONE, accepted_on
    if transfer.route == Route.LETTER:
        transfer.receipt_due_on = receipt_by(accepted_on, book=book_for(transfer.target or transfer.source, on))
    if transfer.route != Route.LETTER:  # a letter is over once its receipt went back to where it came from
        transfer.closed_on = accepted_on
    transfer.save()
    others = Transfer.objects.filter(member=member, state=TransferState.DUE, target=target, target__isnull=False)
    others.update(state=TransferState.DONE, accepted_on=accepted_on, closed_on=accepted_on)
    record_step(
        transfer, TransferAct.ACCEPTED, on=accepted_on, by=by, words=words,
        to=target.public_id if target else None,
    )  # fmt: skip


def _earliest(transfer: Transfer) -> date:
    """Return the first day on which it can have been accepted: the affiliation that it ends has held for a day."""
    held = Affiliation.objects.open().filter(member=transfer.member_id).values_list("valid_from", flat=True).first()
    return max(transfer.opened_on, held + timedelta(days=1)) if held else transfer.opened_on


def document_of(transfer: Transfer) -> str:
    """Say by what paper an affiliation began."""
    letter = transfer.letters.filter(voided_on__isnull=True).first()
    words = _("组织关系介绍信 %s") % letter.number if letter else transfer.get_route_display()
    return words[:100]


def _settle_stays(transfer: Transfer, on: date, by: User) -> None:
    """End the floating period that the transfer settles, and hand the others' home over to the new branch."""
    stays = FloatingStay.objects.open().filter(member=transfer.member_id)
    done = stays.filter(host=transfer.target) if transfer.target_id else stays
    for settled in done.select_related("member", "host"):
        finish_transfer_step(stay=settled, by=by, on=on)
    done.filter(valid_from__gte=on).delete()
    done.update(valid_to=on)
    for stay in stays.filter(home__isnull=False, home=transfer.source):
        if stay.valid_from < on:
            go_on(stay, on=on, home_id=transfer.target_id)
        else:
            stay.home = transfer.target
            stay.save()


@transaction.atomic
def refuse_transfer(*, transfer: Transfer, reason: str, refused_on: date, on: date, by: User) -> Transfer:
    """Send a transfer back with the reason (退回); the old branch stays responsible, nothing changes for the member.

    Raises RuleRefused without a reason.
    """
    row = locked(transfer, TransferState.SENT)
    verdict = may_refuse_transfer(reason=reason, book=book_for(row.target or row.source, on))
    if verdict.refused:
        raise RuleRefused(verdict)
    require_day(refused_on, on=on, since=row.opened_on)
    row.state = TransferState.REFUSED
    row.closed_on = refused_on if row.source_id is None else None
    row.save()
    record_step(row, TransferAct.REFUSED, on=refused_on, by=by, words=reason)
    return row
