"""Move an organisation: fill in, see what follows, confirm; take back the same day (调整隶属)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.organizations import selectors, services
from runwu.organizations.forms import MoveForm
from runwu.organizations.models import Organization
from runwu.organizations.views.finding import found


@require(Capability.EDIT_ORGANIZATIONS)
def move_organization(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask for the new parent, show what follows, and move once that is confirmed."""
    organization = found(request, public_id)
    form = MoveForm(
        request.POST or None, organization=organization, scope=request.scope, initial={"on": request.on.isoformat()}
    )
    context = {"organization": organization, "form": form, "edge": selectors.latest_edge(organization=organization)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "organizations/move.html", context, status=422 if form.errors else 200)
    parent, on = form.cleaned_data["parent"], form.cleaned_data["on"]
    if "confirmed" in request.POST:
        return _moved(request, organization, form)
    services.check_move(organization=organization, parent=parent, on=on)
    lines = selectors.consequences_of_moving(organization=organization, parent=parent, scope=request.scope)
    return render(request, "organizations/move.html", {**context, "parent": parent, "on": on, "lines": lines})


def _moved(request: ScopedRequest, organization: Organization, form: MoveForm) -> HttpResponseBase:
    parent = form.cleaned_data["parent"]
    services.move(
        organization=organization,
        parent=parent,
        on=form.cleaned_data["on"],
        document=form.cleaned_data["document"],
        by=request.user,
    )
    messages.success(request, _("已调整到“%s”之下。今天内可以撤回。") % parent.label)
    return redirect("organizations:page", public_id=organization.public_id)


@require(Capability.EDIT_ORGANIZATIONS)
@require_POST
def take_back_move(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back today's move."""
    organization = found(request, public_id)
    services.take_back_move(organization=organization, on=request.on, by=request.user)
    messages.success(request, _("已撤回，隶属关系恢复原样。"))
    return redirect("organizations:page", public_id=organization.public_id)
