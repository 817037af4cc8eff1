"""Correct what is on record of an organisation (更正基本信息)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from runwu.core.guards import ScopedRequest, require
from runwu.core.meanwhile import ChangedMeanwhile
from runwu.core.scope import Capability
from runwu.organizations.detail_forms import DetailsForm
from runwu.organizations.services.details import correct_details
from runwu.organizations.services.restructuring import check_stands
from runwu.organizations.views.finding import found


@require(Capability.EDIT_ORGANIZATIONS)
def organization_details(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask what is right, by which paper, and correct it."""
    organization = found(request, public_id)
    check_stands(organization)
    form = DetailsForm(request.POST or None, organization=organization)
    if request.method == "POST" and form.is_valid():
        try:
            correct_details(organization=organization, details=form.details, by=request.user, seen=form.seen_values)
        except ChangedMeanwhile as changed:
            form.keep_for_another_look(changed)
        else:
            messages.success(request, _("已更正。更正前后和依据写入沿革。"))
            return redirect("organizations:page", public_id=organization.public_id)
    context = {"form": form, "organization": organization}
    return render(request, "organizations/organization_details.html", context, status=form.status)
