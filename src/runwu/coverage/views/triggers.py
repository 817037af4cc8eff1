"""The draft 请示 that the third full member of an enterprise sets off: as page to print and as .docx."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from runwu.core import audit
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.coverage.services import trigger_papers
from runwu.coverage.views.lookup import acting
from runwu.coverage.views.papers import paper_docx, paper_page
from runwu.enterprises.models import Enterprise
from runwu.enterprises.selectors import visible


@require(Capability.PLAN)
@require_GET
def trigger_petition(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show the draft 请示 of an enterprise as a page to print."""
    enterprise = _enterprise_or_404(request, public_id)
    paper = trigger_papers.trigger_petition(scope=request.scope, enterprise=enterprise, on=request.on)
    back = reverse("enterprises:file", args=[public_id])
    return paper_page(request, paper, back, reverse("coverage:trigger-petition-docx", args=[public_id]))


@require(Capability.PLAN)
@require_GET
def trigger_petition_docx(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Hand out the draft 请示 of an enterprise as .docx."""
    enterprise = _enterprise_or_404(request, public_id)
    paper = trigger_papers.hand_out(scope=request.scope, enterprise=enterprise, by=acting(request), on=request.on)
    audit.log(acting(request), "coverage.petition.drafted", enterprise, place=enterprise.park.public_id)
    return paper_docx(paper)


def _enterprise_or_404(request: ScopedRequest, public_id: UUID) -> Enterprise:
    """Return an enterprise in reach for planning whose members the viewer may know by name; a paper lists them."""
    found = visible(scope=request.scope, capability=Capability.PLAN).select_related("park")
    enterprise: Enterprise = get_object_or_404(found, public_id=public_id)
    if not request.scope.reaches_park(Capability.SEE_MEMBERS, enterprise.park_id):
        raise Http404
    return enterprise
