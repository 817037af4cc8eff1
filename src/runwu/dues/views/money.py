"""The two lines (上缴、下拨), and what stays out (欠交)."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.dues.choices import Direction
from runwu.dues.duties import LOOK_BACK
from runwu.dues.forms import HandUpForm, LargeUpForm, ReasonForm, ReturnForm, TalkForm
from runwu.dues.models import DuesReceipt, DuesRemittance
from runwu.dues.selectors import arrears, remittances, spans, totals
from runwu.dues.selectors.money import quarters
from runwu.dues.services import hand_up, record_return, record_talk, reverse_remittance
from runwu.dues.views import finding
from runwu.rules.dues import unpaid


def _year(request: ScopedRequest) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and date.min.year <= int(asked) <= request.on.year else request.on.year


@require(Capability.KEEP_DUES)
@require_GET
def money_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show a year's receipts, what went up and what came back, each on its own line."""
    organization = finding.kept(request, public_id)
    year = _year(request)
    book = finding.book(request, organization)
    rows = list(remittances(scope=request.scope, organization=organization).filter(year=year))
    context = {
        **finding.frame(request, organization, "money"),
        "year": year,
        "totals": totals(organization=organization, year=year, book=book),
        "up": [row for row in rows if row.direction == Direction.UP],
        "down": [row for row in rows if row.direction == Direction.DOWN],
        "quarters": quarters(rows, year=year),
        "source": book.source("dues.return_on_two_lines"),
    }
    return render(request, "dues/money.html", context)


@require(Capability.KEEP_DUES)
def up_record(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record what went up."""
    organization = finding.kept(request, public_id)
    year = _year(request)
    book = finding.book(request, organization)
    known = totals(organization=organization, year=year, book=book)
    form = HandUpForm(request.POST or None, initial={"year": year, "amount": known.to_hand_up, "made_on": request.on})
    if request.method == "POST" and form.is_valid():
        made = finding.attempted(
            form, lambda: hand_up(organization=organization, **form.cleaned_data, by=request.user, book=book)
        )
        if made is not None:
            messages.success(request, _("已登记上缴。"))
            return redirect("dues:money", public_id)
    context = {**finding.frame(request, organization, "money"), "form": form, "direction": Direction.UP}
    return render(request, "dues/remit.html", context, status=422 if form.errors else 200)


@require(Capability.KEEP_DUES)
def large_up(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record that a large extra payment went up whole, when and by which voucher."""
    reach = request.scope.paths(Capability.KEEP_DUES, "organization__path")
    receipt = get_object_or_404(
        DuesReceipt.objects.filter(reach).select_related("organization__park"), public_id=public_id
    )
    organization = receipt.organization
    form = LargeUpForm(request.POST or None, initial={"made_on": request.on})
    if request.method == "POST" and form.is_valid():
        book = finding.book(request, organization)
        made = finding.attempted(
            form,
            lambda: hand_up(
                organization=organization, year=receipt.year, amount=None, **form.cleaned_data, by=request.user,
                book=book, receipt=receipt,
            ),
        )  # fmt: skip
        if made is not None:
            messages.success(request, _("已登记大额党费上缴。"))
            return redirect("dues:money", organization.public_id)
    context = {
        **finding.frame(request, organization, "money"),
        "form": form,
        "direction": Direction.UP,
        "receipt": receipt,
    }
    return render(request, "dues/remit.html", context, status=422 if form.errors else 200)


@require(Capability.KEEP_DUES)
def down_record(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record what came back."""
    organization = finding.kept(request, public_id)
    book = finding.book(request, organization)
    form = ReturnForm(request.POST or None, initial={"year": _year(request), "made_on": request.on})
    if request.method == "POST" and form.is_valid():
        made = finding.attempted(
            form, lambda: record_return(organization=organization, **form.cleaned_data, by=request.user, book=book)
        )
        if made is not None:
            messages.success(request, _("已登记下拨。"))
            return redirect("dues:money", public_id)
    context = {**finding.frame(request, organization, "money"), "form": form, "direction": Direction.DOWN}
    return render(request, "dues/remit.html", context, status=422 if form.errors else 200)


@require(Capability.KEEP_DUES)
def remittance_reverse(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask why an entry was wrong, then reverse it by one of its own."""
    reach = request.scope.paths(Capability.KEEP_DUES, "organization__path")
    row = get_object_or_404(DuesRemittance.objects.filter(reach).select_related("organization"), public_id=public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        made = finding.attempted(
            form, lambda: reverse_remittance(remittance=row, reason=reason, by=request.user, on=request.on)
        )
        if made is not None:
            messages.success(request, _("已冲销这一笔。"))
            return redirect("dues:money", row.organization.public_id)
    context = {**finding.frame(request, row.organization, "money"), "form": form, "row": row}
    return render(request, "dues/remittance_reverse.html", context, status=422 if form.errors else 200)


@require(Capability.SEE_DUES)
@require_GET
def arrears_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """List who owes which months, and what the rules say of those in a row; nothing follows by itself."""
    organization = finding.branch(request, public_id)
    book = finding.book(request, organization)
    rows = [
        {
            "row": row,
            "shown": spans(row.months),
            "verdict": unpaid(len(row.run), has_reason=row.has_reason, book=book) if row.run else None,
        }
        for row in arrears(organizations=[organization], on=request.on, months=LOOK_BACK)
    ]
    context = {
        **finding.frame(request, organization, "arrears"),
        "rows": rows,
        "talks": request.scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, organization.path),
        "source": book.source("dues.unpaid_months"),
    }
    return render(request, "dues/arrears.html", context)


@require(Capability.SEE_DUES)
def talk_record(request: ScopedRequest, public_id: UUID, member: UUID) -> HttpResponseBase:
    """Record that there was a talk about arrears; for the secretary."""
    organization = finding.branch(request, public_id)
    if not request.scope.reaches_path(Capability.SEE_MEMBER_CONTACTS, organization.path):
        raise Http404
    who = finding.payer_today(organization, member)
    form = TalkForm(request.POST or None, initial={"talked_on": request.on})
    if request.method == "POST" and form.is_valid():
        made = finding.attempted(
            form,
            lambda: record_talk(
                organization=organization, member=who, **form.cleaned_data, by=request.user, on=request.on
            ),
        )
        if made is not None:
            messages.success(request, _("已登记谈话。"))
            return redirect("dues:arrears", public_id)
    context = {**finding.frame(request, organization, "arrears"), "member": who, "form": form}
    return render(request, "dues/talk.html", context, status=422 if form.errors else 200)
