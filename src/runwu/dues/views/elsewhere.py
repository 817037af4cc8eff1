"""What floating members paid at the place of stay (在流入地交纳): recorded for a member, listed, read and taken back."""

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
from runwu.dues.choices import Proof
from runwu.dues.duties import LOOK_BACK
from runwu.dues.forms import ElsewhereForm, WithdrawForm, open_months
from runwu.dues.models import PaidElsewhere
from runwu.dues.selectors import paid_elsewhere, sheet, shown_name
from runwu.dues.services import record_elsewhere, withdraw_elsewhere
from runwu.dues.views import finding
from runwu.rules.periods import Month, add_months


def _name(row: PaidElsewhere) -> str:
    return shown_name(row.member, row.organization_id)


def _months(row: PaidElsewhere) -> str:
    return "、".join(f"{one.month:%Y-%m}" for one in row.months.all())


class ElsewhereTable(django_tables2.Table):
    """Payments elsewhere of a branch's members, one row each; there is no amount."""

    member = LinkColumn(
        gettext_lazy("党员"), get=_name, url=lambda row: reverse("dues:elsewhere-page", args=[row.public_id]),
        row_header=True, width=14,
    )  # fmt: skip
    months = TextColumn(gettext_lazy("交纳的月份"), get=_months, width=24)
    place = TextColumn(gettext_lazy("交纳的党组织"), get=lambda row: row.place_name or None, width=24)
    document = TextColumn(gettext_lazy("收据号或交纳凭证"), get=lambda row: row.document, width=18)
    proof = TextColumn(gettext_lazy("出示的凭证"), choices=Proof, width=14)
    recorded_on = DateColumn(gettext_lazy("登记日期"), sort="recorded_on")
    withdrawn_on = DateColumn(gettext_lazy("撤回日期"), sort="withdrawn_on")


@require(Capability.KEEP_DUES)
def elsewhere_list(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """List what the members of a branch paid elsewhere."""
    organization = finding.kept(request, public_id)
    page = ListPage(
        name="dues-elsewhere",
        title=_("在流入地交纳"),
        queryset=paid_elsewhere(scope=request.scope, organization=organization),
        table=ElsewhereTable,
        default_sort="-recorded_on",
        unit=_("条"),
        as_values=False,
        empty=Empty(
            why=_("还没有登记。流动党员拿来流入地的收据时，在“按月收缴”里点他的“单笔”，再点“登记在流入地交纳”。")
        ),
        note=_("只登记哪几个月已经在流入地交纳，不登记金额；不计入本支部的收据、实收和上缴。"),
    )
    context = finding.frame(request, organization, "receipts")
    return list_response(request, page, template="dues/elsewhere_list.html", context=context)


@require(Capability.KEEP_DUES)
def elsewhere_record(request: ScopedRequest, public_id: UUID, member: UUID) -> HttpResponseBase:
    """Record months that a member paid at the place of stay.

    Whether the member floats, and where, the page does not tell before it is recorded: of the members, whoever keeps
    dues knows name and dues alone.
    """
    organization = finding.kept(request, public_id)
    who = finding.payer(organization, member)
    book = finding.book(request, organization)
    current = Month.containing(request.on).first
    rows = sheet(organizations=[organization], first=add_months(current, 1 - LOOK_BACK), last=current, member=who)
    context = {
        **finding.frame(request, organization, "month"),
        "member": who,
        "source": book.source("dues.paid_at_own_branch"),
    }
    if not rows or not open_months(rows[0], request.on):
        return render(request, "dues/elsewhere_record.html", context)
    form = ElsewhereForm(request.POST or None, row=rows[0], on=request.on)
    if request.method == "POST" and form.is_valid():
        made = finding.attempted(
            form,
            lambda: record_elsewhere(
                organization=organization, member=who, months=form.cleaned_data["months"], order=form.order(),
                by=request.user, book=book,
            ),
        )  # fmt: skip
        if made is not None:
            messages.success(request, _("已登记在流入地交纳：%s。") % made.place_name)
            return redirect("dues:elsewhere-page", made.public_id)
    return render(request, "dues/elsewhere_record.html", {**context, "form": form}, status=422 if form.errors else 200)


@require(Capability.KEEP_DUES)
def elsewhere_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show one record, and take it back."""
    paid = get_object_or_404(paid_elsewhere(scope=request.scope), public_id=public_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = finding.attempted(
            form, lambda: withdraw_elsewhere(paid=paid, by=request.user, on=request.on, reason=reason)
        )
        if done is not None:
            messages.success(request, _("已撤回，这些月份重新变为未交。"))
            return redirect("dues:elsewhere", paid.organization.public_id)
    context = {
        **finding.frame(request, paid.organization, "receipts"),
        "paid": paid,
        "name": _name(paid),
        "form": form,
        "same_day": paid.recorded_on == request.on,
    }
    return render(request, "dues/elsewhere_page.html", context, status=422 if form.errors else 200)
