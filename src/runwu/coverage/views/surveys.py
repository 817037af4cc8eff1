"""Enterprises that look like empty shells, and samples that find out (空壳核查)."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.coverage.choices import Finding
from runwu.coverage.selectors.shells import book_of, class_sizes, settings_of, shells
from runwu.coverage.selectors.surveys import survey_view, surveys
from runwu.coverage.services.surveys import MARGINS, start_survey, strata_of
from runwu.coverage.views.lookup import acting, named_park
from runwu.enterprises import selectors as enterprises
from runwu.enterprises.models import Park
from runwu.planning.surveys import allocate
from runwu.rules.surveys import ShellClass, shell_scale


def parks_in_reach(request: ScopedRequest) -> list[Park]:
    """Return the parks whose enterprises the viewer may correct."""
    return list(enterprises.parks(scope=request.scope, capability=Capability.EDIT_ENTERPRISES))


@require(Capability.EDIT_ENTERPRISES)
def shell_list(request: ScopedRequest) -> HttpResponseBase:
    """Show the enterprises of unknown operation by their signs, and what a sample would cost in visits."""
    parks = parks_in_reach(request)
    park = named_park(parks, request.GET.get("park", ""))
    book = book_of(park, on=request.on)
    scale = shell_scale(book=book)
    sizes = class_sizes(park=park, today=request.on, scale=scale)
    plans = {margin: allocate(strata_of(sizes), margin=margin / 100) for margin in MARGINS}
    context = {
        "park": park,
        "parks": parks,
        "total": sum(sizes.values()),
        "classes": [
            (kind, sizes[kind], [(margin, plans[margin][kind.value]) for margin in MARGINS]) for kind in ShellClass
        ],
        "margins": [(margin, sum(plans[margin].values())) for margin in MARGINS],
        "rows": shells(park=park, today=request.on, scale=scale),
        "settings": settings_of(book),
        "surveys": surveys(scope=request.scope).filter(park=park)[:10],
    }
    return render(request, "coverage/shell_list.html", context)


@require(Capability.EDIT_ENTERPRISES)
@require_POST
def survey_start(request: ScopedRequest) -> HttpResponseBase:
    """Draw a sample of a park."""
    park = named_park(parks_in_reach(request), request.POST.get("park", "-"))
    margin = request.POST.get("margin", "")
    if margin not in {str(one) for one in MARGINS}:
        raise UserError(_("没有抽样。"), now=_("请选择一种误差。"))
    survey = start_survey(park=park, margin=int(margin), on=request.on, by=acting(request))
    return redirect("coverage:survey", public_id=survey.public_id)


@require(Capability.EDIT_ENTERPRISES)
def survey_page(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show a sample: its strata, its enterprises grid by grid with one tap each, and what it says of the whole."""
    survey = get_object_or_404(surveys(scope=request.scope), public_id=public_id)
    context = {"view": survey_view(survey=survey), "survey": survey, "findings": Finding}
    return render(request, "coverage/survey.html", context)
