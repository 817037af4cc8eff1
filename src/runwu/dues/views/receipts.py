"""Receipts (收据): the register, one receipt to read and print, a single one, an extra payment, a reversal."""

from typing import Any
from uuid import UUID

import django_tables2
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.guards import ScopedRequest, require
from runwu.core.listing import DateColumn, Empty, LinkColumn, ListPage, TextColumn, list_response
from runwu.core.scope import Capability
from runwu.dues.choices import Method, MonthState, ReceiptKind
from runwu.dues.duties import LOOK_BACK
from runwu.dues.forms import ExtraForm, ReasonForm, ReceiptForm
from runwu.dues.models import DuesReceipt
from runwu.dues.selectors import register, sheet, shown_name
from runwu.dues.selectors.beginnings import beginning
from runwu.dues.selectors.money import is_large
from runwu.dues.services import receive, receive_extra, reverse_receipt
from runwu.dues.views import finding
from runwu.members.services.provisions import noting_export
from runwu.rules.periods import Month, add_months

_TICKED, _AHEAD = 6, 2  # months ticked before this one and offered after it; what may be paid the rules decide


def _name(row: DuesReceipt) -> str:
    return shown_name(row.member, row.organization_id)


def _months(row: DuesReceipt) -> str | None:
    return "、".join(f"{one.month:%Y-%m}" for one in row.months.all()) or None


def _state(row: DuesReceipt) -> str | None:
    if row.reverses is not None:
        return _("冲销 %s 号") % row.reverses.label
    return _("已由 %s 号冲销") % row.reversal.label if hasattr(row, "reversal") else None


class ReceiptTable(django_tables2.Table):
    """Receipts of a branch, one row each; amounts only where they were asked for."""

    number = LinkColumn(
        gettext_lazy("收据号"), get=lambda row: row.label,
        url=lambda row: reverse("dues:receipt", args=[row.public_id]), sort="number", row_header=True, width=12,
        descending_first=True,
    )  # fmt: skip
    member = TextColumn(gettext_lazy("党员"), get=_name, width=14)
    kind = TextColumn(gettext_lazy("种类"), choices=ReceiptKind, sort="kind", width=12)
    received_on = DateColumn(gettext_lazy("收款日期"), sort="received_on")
    months = TextColumn(gettext_lazy("所交月份"), get=_months, width=24)
    method = TextColumn(gettext_lazy("交款方式"), choices=Method, sort="method", width=10)
    state = TextColumn(gettext_lazy("冲销"), get=_state, width=18)
    amount = TextColumn(gettext_lazy("金额（元）"), get=lambda row: row.amount, width=12)


@require(Capability.SEE_DUES)
def receipt_list(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """List the receipts of a branch; only whoever keeps its dues may export, amounts left out unless asked for."""
    organization = finding.branch(request, public_id)
    frame = finding.frame(request, organization, "receipts")
    open_amounts = frame["keeper"] and request.GET.get("amounts") == "shown"
    page = ListPage(
        name="dues-receipts",
        title=_("党费收据"),
        queryset=register(scope=request.scope, organization=organization),
        table=ReceiptTable,
        default_sort="-received_on",
        unit=_("张"),
        as_values=False,
        exclude=() if open_amounts else ("amount",),
        may_export=frame["keeper"],
        on_export=noting_export(DuesReceipt, "member_id"),
        empty=Empty(why=_("还没有开过收据。")),
    )
    return list_response(request, page, template="dues/receipts.html", context={**frame, "open_amounts": open_amounts})


def _found(request: ScopedRequest, public_id: UUID) -> DuesReceipt:
    rows = DuesReceipt.objects.filter(request.scope.paths(Capability.KEEP_DUES, "organization__path"))
    rows = rows.select_related("member__person", "organization__park", "reverses", "reversal")
    return get_object_or_404(rows.prefetch_related("months"), public_id=public_id)


@require(Capability.KEEP_DUES)
def receipt_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show one receipt to print."""
    receipt = _found(request, public_id)
    context = {
        "receipt": receipt,
        "name": _name(receipt),
        "large": is_large(receipt, finding.book(request, receipt.organization)),
        "keeper": True,
        "back": reverse("dues:receipts", args=[receipt.organization.public_id]),
        "reversible": receipt.reverses_id is None and not hasattr(receipt, "reversal"),
    }
    return render(request, "dues/receipt.html", context)


@require(Capability.KEEP_DUES)
def receipt_record(request: ScopedRequest, public_id: UUID, member: UUID) -> HttpResponseBase:
    """Take in one or several months of one member: brought by somebody else, by transfer, in arrears, by quarter."""
    organization = finding.kept(request, public_id)
    who = finding.payer(organization, member)
    current = Month.containing(request.on).first
    rows = sheet(
        organizations=[organization],
        first=add_months(current, -LOOK_BACK),
        last=add_months(current, _AHEAD),
        member=who,
    )
    begins = None if who.restricted else beginning(who)
    context = {
        **finding.frame(request, organization, "month"),
        "member": who,
        "row": rows[0] if rows else None,
        "begins": begins if begins and begins.since and begins.since >= add_months(current, -LOOK_BACK) else None,
    }
    if not rows:
        return render(request, "dues/receive.html", context)
    ticked = add_months(current, -_TICKED)
    late = [
        month for month, due in rows[0].months.items() if due.state == MonthState.UNPAID and ticked <= month < current
    ]
    form = ReceiptForm(request.POST or None, row=rows[0], initial={"received_on": request.on, "months": late})
    if request.method == "POST" and form.is_valid():
        receipt = finding.attempted(form, lambda: _receive(request, organization, who, form))
        if receipt is not None:
            messages.success(request, _("已开收据 %s 号。") % receipt.label)
            return redirect("dues:receipt", receipt.public_id)
    return render(request, "dues/receive.html", {**context, "form": form}, status=422 if form.errors else 200)


def _receive(request: ScopedRequest, organization: Any, member: Any, form: ReceiptForm) -> DuesReceipt:
    months, book = form.cleaned_data["months"], finding.book(request, organization)
    return receive(
        organization=organization, member=member, months=months, order=form.order(), by=request.user, book=book
    )


@require(Capability.KEEP_DUES)
def extra_record(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take in what a member pays beyond the dues."""
    organization = finding.kept(request, public_id)
    book = finding.book(request, organization)
    form = ExtraForm(request.POST or None, members=finding.payers(organization), initial={"received_on": request.on})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        receipt = finding.attempted(
            form,
            lambda: receive_extra(
                organization=organization, member=form.chosen(), amount=data["amount"], order=form.order(),
                by=request.user, book=book,
            ),
        )  # fmt: skip
        if receipt is not None:
            messages.success(request, _("已开收据 %s 号。") % receipt.label)
            return redirect("dues:receipt", receipt.public_id)
    context = {
        **finding.frame(request, organization, "receipts"),
        "form": form,
        "limit": book.parameter("dues.extra_to_centre"),
    }
    return render(request, "dues/extra.html", context, status=422 if form.errors else 200)


@require(Capability.KEEP_DUES)
def receipt_reverse(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Reverse a receipt with a reason."""
    receipt = _found(request, public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        made = finding.attempted(
            form, lambda: reverse_receipt(receipt=receipt, reason=reason, by=request.user, on=request.on)
        )
        if made is not None:
            messages.success(request, _("已冲销，冲销收据 %s 号。") % made.label)
            return redirect("dues:receipts", receipt.organization.public_id)
    context = {
        **finding.frame(request, receipt.organization, "receipts"),
        "form": form,
        "receipt": receipt,
        "name": _name(receipt),
    }
    return render(request, "dues/reverse.html", context, status=422 if form.errors else 200)
