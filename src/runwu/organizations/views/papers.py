"""The approval itself: add its file, download it (批复原件)."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from runwu.core import attachments
from runwu.core.guards import ScopedRequest, require
from runwu.core.models import Attachment
from runwu.core.scope import Capability
from runwu.enterprises.rule_forms import PaperForm
from runwu.organizations.models import Approval, Organization, Restructuring
from runwu.organizations.services.papers import attach_paper


@require(Capability.EDIT_ORGANIZATIONS)
def approval_paper(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Add the file of an approval."""
    approval, organization = _found_approval(request, public_id)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        attach_paper(approval=approval, organization=organization, file=form.cleaned_data["file"], by=request.user)
        messages.success(request, _("已附上批复原件。"))
        return redirect("organizations:page", public_id=organization.public_id)
    context = {"approval": approval, "organization": organization, "form": form}
    return render(request, "organizations/approval_paper.html", context, status=422 if form.errors else 200)


@require(Capability.EDIT_ORGANIZATIONS)
def approval_file(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Download the file of an approval; who took it is logged."""
    approval, _organization = _found_approval(request, public_id)
    file = Attachment.objects.filter(public_id=approval.attachment).first() if approval.attachment else None
    if file is None:
        raise Http404
    return attachments.serve(request, file)


def _found_approval(request: ScopedRequest, public_id: UUID) -> tuple[Approval, Organization]:
    """Return an approval with the organisation in reach that it is about, or 404."""
    approval = get_object_or_404(Approval, public_id=public_id)
    reach = Organization.objects.filter(request.scope.paths(Capability.EDIT_ORGANIZATIONS)).select_related("park")
    acts = Restructuring.objects.filter(approval=approval).values("organization")
    about = reach.filter(Q(approval=approval) | Q(pk__in=acts)).order_by("path").first()
    if about is None:
        raise Http404
    return approval, about
