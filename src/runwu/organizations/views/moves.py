"""Move an organisation: fill in, see what follows, confirm (调整隶属); taken back the same day as other acts are."""

from uuid import UUID

from django.core import signing
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.organizations import selectors, services
from runwu.organizations.forms import MoveForm
from runwu.organizations.views.finding import found
from runwu.organizations.views.restructuring import SALT, agreed, done


@require(Capability.EDIT_ORGANIZATIONS)
def move_organization(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask for the new parent and the approval, show what follows, and move once that is confirmed."""
    organization = found(request, public_id)
    services.refuse_ended(organization)
    form = MoveForm(request.POST or None, organization=organization, scope=request.scope)
    context = {"organization": organization, "form": form, "edge": selectors.latest_edge(organization=organization)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "organizations/move.html", context, status=422 if form.errors else 200)
    parent = form.cleaned_data["parent"]
    services.check_moving(organization=organization, parent=parent, paper=form.paper)
    lines = selectors.consequences_of_moving(organization=organization, parent=parent, scope=request.scope)
    shown = {_("新的上级组织"): parent.label, **{line.label: line.seen for line in lines}}
    if agreed(request, form, lambda: shown):
        services.move_by_approval(organization=organization, parent=parent, paper=form.paper, by=request.user)
        return done(request, organization, _("已调整到“%s”之下。今天内可以撤回操作。") % parent.label)
    context |= {"parent": parent, "lines": lines, "paper": form.paper, "seen": signing.dumps(shown, salt=SALT)}
    return render(request, "organizations/move.html", context)
