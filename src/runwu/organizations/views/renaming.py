"""Rename, and merge into a newly named organisation: fill in, see what follows, confirm (更名、新设合并)."""

from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.organizations import services
from runwu.organizations.forms import FoundForm, RenameForm
from runwu.organizations.models import Restructuring
from runwu.organizations.views.finding import found
from runwu.organizations.views.restructuring import confirmed, done, page, preview_page


@require(Capability.EDIT_ORGANIZATIONS)
def rename_organization(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask for the new name and the approval, show what it means, and rename once that is confirmed."""
    organization = found(request, public_id)
    form = RenameForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return page(request, organization, form, gettext_lazy("更名"))
    name, short_name = form.cleaned_data["name"].strip(), form.cleaned_data["short_name"].strip()
    services.check_rename(organization, name, form.paper)
    if confirmed(request, form, []):
        services.rename(organization=organization, name=name, short_name=short_name, paper=form.paper, by=request.user)
        return done(request, organization, _("已登记更名。今天内可以撤回操作。"))
    return preview_page(request, organization, form, gettext_lazy("更名"), [])


@require(Capability.EDIT_ORGANIZATIONS)
def found_organization(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask which organisations merge with this one and under which name, show what follows, and found it."""
    organization = found(request, public_id)
    form = FoundForm(request.POST or None, organization=organization, scope=request.scope)
    if request.method != "POST" or not form.is_valid():
        return page(request, organization, form, gettext_lazy("新设合并"))
    sources, name = [organization, *form.cleaned_data["sources"]], form.cleaned_data["name"]
    handovers = services.founding_handovers(sources, name, form.paper, request.user)
    services.check_founding(handovers, form.paper)
    if confirmed(request, form, handovers):
        act: Restructuring = services.found_by_merging(sources=sources, name=name, paper=form.paper, by=request.user)
        return done(request, act.organization, _("已登记新设合并。今天内可以撤回操作。"))
    return preview_page(request, organization, form, gettext_lazy("新设合并"), handovers)
