"""Reports to communities (双报到): the list, recording one, its page with its end, and the member's own page."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from runwu.accounts.models import User
from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require, signed_in
from runwu.core.listing import Empty, ListPage, list_response
from runwu.core.scope import Capability
from runwu.members.check_ins.forms import BranchReportForm, EndReportForm, ReportForm
from runwu.members.check_ins.selectors import check_ins, kept, own_check_ins
from runwu.members.check_ins.tables import CheckInFilter, CheckInTable
from runwu.members.models import DualCheckIn
from runwu.members.services.check_ins import end_report, report_branch, report_member, withdraw_report
from runwu.members.services.provisions import noting_export
from runwu.members.views.own import own_member
from runwu.members.views.sending import mine

FORM = ["GET", "POST"]


@require(Capability.SEE_MEMBERS)
@require_GET
def check_in_list(request: ScopedRequest) -> HttpResponseBase:
    """List the reports in reach: of the own members and branches, and to the own communities."""
    page = ListPage(
        name="check-ins",
        title=gettext_lazy("双报到"),
        queryset=check_ins(scope=request.scope),
        table=CheckInTable,
        default_sort="-since",
        filterset=CheckInFilter,
        unit=gettext_lazy("次"),
        as_values=False,
        may_export=True,
        on_export=noting_export(DualCheckIn, "member_id"),
        empty=Empty(
            why=gettext_lazy("没有符合条件的报到。党员的从党员页面登记，或者由本人报到；支部的用“登记党组织报到”。")
        ),
        note=gettext_lazy("一次报到只登记一次，所在党组织和报到社区看到的是同一条，各计一次。"),
    )
    acts = request.scope.may(Capability.TRANSFER_MEMBERS)
    return list_response(request, page, template="members/check_in_list.html", context={"acts": acts})


@require(Capability.SEE_MEMBERS)
@require_http_methods(FORM)
def check_in_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show one report, and end it with its last day; one of today is taken back."""
    row = get_object_or_404(check_ins(scope=request.scope), public_id=public_id)
    fresh = row.valid_from >= request.on
    may_end = row.valid_to is None and kept(scope=request.scope).filter(pk=row.pk).exists()
    form = EndReportForm(request.POST or None, initial={"day": request.on})
    if request.method == "POST":
        row = get_object_or_404(kept(scope=request.scope), public_id=public_id)
        if fresh:
            withdraw_report(check_in=row, by=cast("User", request.user), on=request.on)
            messages.success(request, _("报到已撤回。"))
            return redirect("members:check-ins")
        if done := _ended(request, form, row):
            return done
    context = {"row": row, "form": form, "may_end": may_end, "fresh": fresh}
    return render(request, "members/check_in.html", context, status=422 if form.errors else 200)


@require(Capability.TRANSFER_MEMBERS)
@require_http_methods(FORM)
def check_in_open(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Record the report of a member, as the member told the branch."""
    member = mine(request, public_id)
    form = ReportForm(request.POST or None, initial={"since": request.on})
    by = cast("User", request.user)
    row = _attempted(
        form, lambda: report_member(member=member, report=form.report(), by=by, on=request.on, by_member=False)
    )
    if row is not None:
        messages.success(request, _("已登记报到。两边看到的是同一条。"))
        return redirect("members:check-in", row.public_id)
    context = {"form": form, "member": member}
    return render(request, "members/check_in_form.html", context, status=422 if form.errors else 200)


@require(Capability.TRANSFER_MEMBERS)
@require_http_methods(FORM)
def check_in_branch(request: ScopedRequest) -> HttpResponseBase:
    """Record the report of a branch as a whole."""
    form = BranchReportForm(request.POST or None, scope=request.scope, initial={"since": request.on})
    by = cast("User", request.user)

    def act() -> DualCheckIn:
        organization = form.cleaned_data["organization"]
        return report_branch(organization=organization, report=form.report(), by=by, on=request.on)

    row = _attempted(form, act)
    if row is not None:
        messages.success(request, _("已登记报到。两边看到的是同一条。"))
        return redirect("members:check-in", row.public_id)
    return render(request, "members/check_in_form.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(FORM)
def own_reports(request: ScopedRequest) -> HttpResponseBase:
    """Show the own reports to communities, and take a new one."""
    member = own_member(request)
    form = ReportForm(request.POST or None, initial={"since": request.on})
    by = cast("User", request.user)
    row = _attempted(
        form, lambda: report_member(member=member, report=form.report(), by=by, on=request.on, by_member=True)
    )
    if row is not None:
        messages.success(request, _("已登记报到。"))
        return redirect("me:check-ins")
    context = {"member": member, "rows": list(own_check_ins(member=member)), "form": form, "today": request.on}
    return render(request, "members/own_check_ins.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["POST"])
def own_report_end(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """End an own report as of today; one of today is taken back."""
    row = get_object_or_404(own_check_ins(member=own_member(request)), public_id=public_id)
    by, today = cast("User", request.user), row.valid_from >= request.on
    try:
        if today:
            withdraw_report(check_in=row, by=by, on=request.on)
        else:
            end_report(check_in=row, ended_on=request.on, by=by, on=request.on)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("报到已撤回。") if today else _("报到已结束，历史保留。"))
    return redirect("me:check-ins")


def _attempted(form: ReportForm, act: Callable[[], DualCheckIn]) -> DualCheckIn | None:
    """Do what a form asks for; what a person can mend stands beside the form, and nothing was done."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act()
    except UserError as error:
        form.add_error(None, str(error))
        return None


def _ended(request: ScopedRequest, form: Any, row: DualCheckIn) -> HttpResponseBase | None:
    if not form.is_valid():
        return None
    try:
        end_report(check_in=row, ended_on=form.cleaned_data["day"], by=cast("User", request.user), on=request.on)
    except UserError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, _("报到已结束，历史保留。"))
    return redirect("members:check-in", row.public_id)
