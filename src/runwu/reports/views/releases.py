"""Pages of releases of area totals (党员总数显示登记)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.reports import releases as services
from runwu.reports.forms import ReleaseForm


@require(Capability.SEE_COVERAGE)
def releases(request: ScopedRequest) -> HttpResponseBase:
    """Show which releases hold, and record one."""
    if not services.may_release(scope=request.scope):
        raise Http404
    form = ReleaseForm(request.POST or None, areas=services.areas(scope=request.scope), today=request.on)
    if request.method == "POST" and form.is_valid():
        services.record_release(by=request.user, **form.release())
        messages.success(request, _("已登记。区域看板从登记的日期起显示党员总数。"))
        return redirect("reports:releases")
    context = {"form": form, "rows": services.releases(scope=request.scope), "today": request.on}
    return render(request, "reports/releases.html", context, status=422 if form.errors else 200)


@require(Capability.SEE_COVERAGE)
@require_POST
def end(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """End a release from today on."""
    release = get_object_or_404(services.releases(scope=request.scope).filter(valid_to=None), public_id=public_id)
    services.end_release(release=release, on=request.on, by=request.user)
    messages.success(request, _("已停止显示。"))
    return redirect("reports:releases")
