"""Pages of the records of impact assessments (影响评估记录): list, record, show and print."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.rulebooks import rulebook
from runwu.core.scope import Capability
from runwu.reports import assessments as services
from runwu.reports.forms import AssessmentForm
from runwu.reports.models import ImpactAssessment


@require(Capability.SET_RULES)
@require_GET
def assessments(request: ScopedRequest) -> HttpResponseBase:
    """List the assessments of the parks in reach."""
    rows = services.assessments(scope=request.scope)[:100]
    source = rulebook(on=request.on).source("privacy.impact_before")
    return render(request, "reports/assessments.html", {"rows": rows, "today": request.on, "source": source})


@require(Capability.SET_RULES)
@require_http_methods(["GET", "POST"])
def assessment_record(request: ScopedRequest) -> HttpResponseBase:
    """Record an assessment, or look at one again."""
    earlier = _earlier(request)
    form = AssessmentForm(
        request.POST or None, parks=services.parks(scope=request.scope), initial=_initial(request, earlier)
    )
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            row = services.record_assessment(
                park=form.cleaned_data["park"], said=form.said(), renews=earlier, by=request.user, on=request.on
            )
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("已登记影响评估。"))
            return redirect("reports:assessment", public_id=row.public_id)
    return render(request, "reports/assessment_record.html", {"form": form, "earlier": earlier}, status=status)


def _earlier(request: ScopedRequest) -> ImpactAssessment | None:
    asked = request.GET.get("renews", "")
    if not asked:
        return None
    try:
        public_id = UUID(asked)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(
        services.assessments(scope=request.scope).filter(renewals__isnull=True), public_id=public_id
    )


def _initial(request: ScopedRequest, earlier: ImpactAssessment | None) -> dict[str, Any]:
    first: dict[str, Any] = {"made_on": request.on}
    if earlier is None:
        return first
    names = ("subject", "processing", "purpose", "impact", "measures")
    return {**first, "park": earlier.park.public_id, **{name: getattr(earlier, name) for name in names}}


@require(Capability.SET_RULES)
@require_GET
def assessment(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show one assessment as a sheet to print."""
    row = get_object_or_404(services.assessments(scope=request.scope), public_id=public_id)
    book = rulebook(on=request.on)
    context = {
        "row": row,
        "kept_until": services.kept_until(row, book),
        "asked_by_law": services.asked_by_law(row.processing, book),
    }
    return render(request, "reports/assessment.html", context)
