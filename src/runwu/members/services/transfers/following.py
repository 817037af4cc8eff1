"""Following up on a transfer (跟进): reminders, new letters, taking back, receipts. None of it changes a member."""

from datetime import date

from django.db import transaction

from runwu.accounts.models import User
from runwu.members.choices import TransferAct, TransferState
from runwu.members.models import Transfer, TransferLetter
from runwu.members.services.transfers.opening import lock_numbers, write_letter
from runwu.members.services.transfers.recording import book_for, locked, record_step, require_day
from runwu.rules.membership import transfer_deadlines


@transaction.atomic
def note_reminder(*, transfer: Transfer, words: str, on: date, by: User) -> None:
    """Note that the old branch asked the member or the new branch by phone (已联系提醒); asked again ten days later."""
    row = locked(transfer, TransferState.SENT)
    limits = transfer_deadlines(on, by_letter=True, book=book_for(row.source, on))
    row.remind_on = limits.remind_on
    row.save(update_fields=["remind_on"])
    record_step(row, TransferAct.REMINDED, on=on, by=by, words=words)


@transaction.atomic
def reissue_letter(*, transfer: Transfer, number: str, addressee: str, issued_on: date, on: date, by: User) -> None:
    """Issue a letter anew and void the one before (重新开具介绍信)."""
    if transfer.source_id:
        lock_numbers(transfer.source_id)
    row = locked(transfer, TransferState.SENT)
    require_day(issued_on, on=on, since=row.opened_on)
    limits = transfer_deadlines(issued_on, by_letter=True, book=book_for(row.source, on))
    TransferLetter.objects.filter(transfer=row, voided_on=None).update(voided_on=issued_on)
    write_letter(row, number, addressee, issued_on, limits.accept_by, by)
    row.remind_on, row.due_on = limits.remind_on, limits.accept_by
    row.save(update_fields=["remind_on", "due_on"])
    record_step(row, TransferAct.REISSUED, on=issued_on, by=by)


@transaction.atomic
def withdraw_transfer(*, transfer: Transfer, reason: str, on: date, by: User) -> None:
    """Take a transfer back before it is accepted (撤回); the letter is void."""
    row = locked(transfer, TransferState.SENT)
    row.state, row.closed_on = TransferState.WITHDRAWN, on
    row.save(update_fields=["state", "closed_on"])
    TransferLetter.objects.filter(transfer=row, voided_on=None).update(voided_on=on)
    record_step(row, TransferAct.WITHDRAWN, on=on, by=by, words=reason)


@transaction.atomic
def note_refusal(*, transfer: Transfer, words: str, on: date, by: User) -> None:
    """Note that the old branch has looked into the reason of a refusal (已核实退回理由)."""
    row = locked(transfer, TransferState.REFUSED)
    row.closed_on = on
    row.save(update_fields=["closed_on"])
    record_step(row, TransferAct.NOTED, on=on, by=by, words=words)


@transaction.atomic
def send_receipt(*, transfer: Transfer, sent_on: date, on: date, by: User) -> None:
    """Note that the receipt of a letter is on its way to the old branch (寄出回执); one elsewhere has nobody to say it came."""
    row = locked(transfer, TransferState.DONE)
    require_day(sent_on, on=on, since=row.accepted_on)
    if row.source_id is None:
        row.closed_on = sent_on
        row.save(update_fields=["closed_on"])
    record_step(row, TransferAct.RECEIPT_SENT, on=sent_on, by=by)


@transaction.atomic
def close_receipt(*, transfer: Transfer, received_on: date, on: date, by: User) -> None:
    """Note that the receipt is back and pasted to the stub (收到回执); with it the transfer is over."""
    row = locked(transfer, TransferState.DONE)
    require_day(received_on, on=on, since=row.accepted_on)
    row.receipt_on = row.closed_on = received_on
    row.save(update_fields=["receipt_on", "closed_on"])
    record_step(row, TransferAct.RECEIPT_BACK, on=received_on, by=by)
