"""Columns and filters of transfers and of the register of letters."""

from datetime import date
from typing import Any

import django_filters
import django_tables2
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runwu.core.listing import (
    CodeColumn,
    DateColumn,
    Filters,
    LinkColumn,
    SearchFilter,
    Status,
    StatusColumn,
    TextColumn,
    Tone,
)
from runwu.core.scope import Capability
from runwu.members.choices import OPEN_TRANSFERS, Route, TransferAct, TransferState
from runwu.members.models import Transfer, TransferLetter, TransferStep
from runwu.members.transfers import coming_to, sent_from
from runwu.people.ordering import by_name

STATES: dict[str, Status] = {
    TransferState.DUE: Status(Tone.DUTY, _("待转接")),
    TransferState.SENT: Status(Tone.INFO, _("待接收")),
    TransferState.REFUSED: Status(Tone.WARNING, _("已退回")),
    TransferState.DONE: Status(Tone.OK, _("已接收")),
    TransferState.WITHDRAWN: Status(Tone.NONE, _("已撤回")),
}
LATE = Status(Tone.WARNING, _("待接收 · 已超期"))


def _address(row: Transfer) -> str:
    return reverse("members:transfer", args=[row.public_id])


def _state(row: Transfer) -> Status:
    late = row.is_sent and row.due_on is not None and row.due_on < timezone.localdate()
    return LATE if late else STATES[row.state]


class TransferTable(django_tables2.Table):
    """Transfers on either side."""

    name = LinkColumn(
        _("姓名"),
        get=lambda row: row.member.person.full_name,
        url=_address,
        sort=by_name("member__person__"),
        row_header=True,
    )
    source = TextColumn(_("转出党组织"), get=lambda row: row.from_name or None, width=32)
    target = TextColumn(_("接收党组织"), get=lambda row: row.to_name, width=32)
    route = TextColumn(_("转接方式"), choices=Route, sort="route", width=20)
    state = StatusColumn(_("状态"), get=_state, sort="state", width=14)
    opened_on = DateColumn(_("转出日期"), sort="opened_on", descending_first=True)
    due_on = DateColumn(_("期限"), get=lambda row: row.due_on if row.state in OPEN_TRANSFERS else None, sort="due_on")
    accepted_on = DateColumn(_("接收日期"), sort="accepted_on")


class TransferFilter(Filters):
    """Search by name (sealed names are not searchable); then state, side, and what is late."""

    q = SearchFilter(fields=("member__person__name", "member__person__initials"))
    state = django_filters.ChoiceFilter(label=_("状态"), choices=TransferState.choices)
    side = django_filters.ChoiceFilter(
        label=_("方向"), choices=[("in", _("转入")), ("out", _("转出"))], method="by_side"
    )
    late = django_filters.ChoiceFilter(
        label=_("期限"), choices=[("answer", _("接收超期")), ("receipt", _("回执未回"))], method="by_limit"
    )

    class Meta:
        model = Transfer
        fields: tuple[str, ...] = ()

    def by_side(self, queryset: QuerySet[Transfer], _name: str, value: str) -> QuerySet[Transfer]:
        """Keep those that come, or those that go."""
        scope: Any = self.request.scope
        return queryset.filter(coming_to(scope) if value == "in" else sent_from(scope))

    def by_limit(self, queryset: QuerySet[Transfer], _name: str, value: str) -> QuerySet[Transfer]:
        """Keep what is late: the answer, or the receipt."""
        return queryset.filter(late_answer(timezone.localdate()) if value == "answer" else receipt_open())


def late_answer(on: date) -> Q:
    """Return the condition “sent, and its limit has passed”."""
    return Q(state=TransferState.SENT, due_on__lt=on)


def receipt_open() -> Q:
    """Return the condition “accepted by letter from a branch here, and the receipt is not back”."""
    return Q(state=TransferState.DONE, route=Route.LETTER, closed_on__isnull=True, source__isnull=False)


def receipt_owed() -> Q:
    """Return the condition “accepted by letter by a branch here, and the receipt has not been sent”."""
    sent = TransferStep.objects.filter(transfer=OuterRef("pk"), act=TransferAct.RECEIPT_SENT)
    accepted = Q(state=TransferState.DONE, route=Route.LETTER, closed_on__isnull=True, target__isnull=False)
    return accepted & ~Q(Exists(sent))


class LetterTable(django_tables2.Table):
    """The register of letters (介绍信登记簿): stub and receipt side by side."""

    number = CodeColumn(_("编号"), sort="number", row_header=True)
    issued_on = DateColumn(_("开具日期"), sort="issued_on", descending_first=True)
    name = LinkColumn(
        _("姓名"), get=lambda row: row.transfer.member.person.full_name, url=lambda row: _address(row.transfer)
    )
    source = TextColumn(_("由何处"), get=lambda row: row.transfer.from_name, width=30)
    target = TextColumn(_("转往何处"), get=lambda row: row.transfer.to_name, width=30)
    valid_until = DateColumn(_("有效期至"), sort="valid_until")
    voided_on = DateColumn(_("作废日期"))
    accepted_on = DateColumn(_("接收日期"), get=lambda row: None if row.voided_on else row.transfer.accepted_on)
    receipt_sent_on = DateColumn(_("寄出回执"), get=lambda row: None if row.voided_on else row.receipt_sent_on)
    receipt_on = DateColumn(_("收到回执"), get=lambda row: None if row.voided_on else row.transfer.receipt_on)


class LetterFilter(Filters):
    """Search by number or name (sealed names are not searchable); then which side, and receipts that are to be sent."""

    q = SearchFilter(fields=("number", "transfer__member__person__name", "transfer__member__person__initials"))
    side = django_filters.ChoiceFilter(
        label=_("方向"), choices=[("in", _("转入")), ("out", _("转出"))], method="by_side"
    )
    receipt = django_filters.ChoiceFilter(label=_("回执"), choices=[("owed", _("待寄回"))], method="by_receipt")

    class Meta:
        model = TransferLetter
        fields: tuple[str, ...] = ()

    def by_side(self, queryset: QuerySet[TransferLetter], _name: str, value: str) -> QuerySet[TransferLetter]:
        """Keep the letters that came, or those that were issued here."""
        scope: Any = self.request.scope
        side = coming_to if value == "in" else sent_from
        rows = Transfer.objects.filter(side(scope, Capability.SEE_MEMBERS))
        return queryset.filter(transfer__in=rows.values("pk"))

    def by_receipt(self, queryset: QuerySet[TransferLetter], _name: str, _value: str) -> QuerySet[TransferLetter]:
        """Keep the letters whose receipt has still to go back."""
        owed = Transfer.objects.filter(coming_to(self.request.scope, Capability.SEE_MEMBERS), receipt_owed())
        return queryset.filter(transfer__in=owed.values("pk"), voided_on__isnull=True)
