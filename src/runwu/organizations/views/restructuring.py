"""Dissolve and merge: fill in, see what follows, confirm; take back the same day (撤销、合并)."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.meanwhile import Shown, require_unchanged
from runwu.core.registries import Consequence
from runwu.core.scope import Capability
from runwu.organizations import history, services
from runwu.organizations.forms import DissolveForm, FoundForm, MergeForm, PaperForm, RenameForm
from runwu.organizations.handover import Handover, people_left
from runwu.organizations.models import Organization
from runwu.organizations.views.finding import found
from runwu.rules.verdict import Verdict

SALT = "runwu.organizations.restructuring"


@require(Capability.EDIT_ORGANIZATIONS)
def dissolve_organization(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask who takes over and by which approval, show what follows, and dissolve once that is confirmed."""
    organization = found(request, public_id)
    form = DissolveForm(request.POST or None, organization=organization, scope=request.scope)
    if request.method != "POST" or not form.is_valid():
        return page(request, organization, form, gettext_lazy("撤销组织"))
    successor = form.cleaned_data["successor"]
    if successor is None:
        return _close(request, organization, form)
    handovers = [services.handover_of(organization, successor, form.paper, request.user)]
    services.check_ending(handovers, form.paper)
    if confirmed(request, form, handovers):
        services.dissolve(organization=organization, successor=successor, paper=form.paper, by=request.user)
        return done(request, organization, _("已登记撤销，承接组织是“%s”。今天内可以撤回操作。") % successor.label)
    return preview_page(request, organization, form, gettext_lazy("撤销组织"), handovers)


def _close(request: ScopedRequest, organization: Organization, form: PaperForm) -> HttpResponseBase:
    """Dissolve an organisation that has nothing to pass on."""
    members = people_left(request.scope, organization)
    services.check_empty(organization, members)
    handovers = [services.handover_of(organization, services.above(organization), form.paper, request.user)]
    services.check_ending(handovers, form.paper)
    if confirmed(request, form, handovers):
        services.close(organization=organization, members=members, paper=form.paper, by=request.user)
        return done(request, organization, _("已登记撤销，没有承接组织。今天内可以撤回操作。"))
    return preview_page(request, organization, form, gettext_lazy("撤销组织"), handovers, closes=True)


@require(Capability.EDIT_ORGANIZATIONS)
def merge_organizations(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask which organisations merge into this one, show what follows, and merge once that is confirmed."""
    organization = found(request, public_id)
    form = MergeForm(request.POST or None, organization=organization, scope=request.scope)
    if request.method != "POST" or not form.is_valid():
        return page(request, organization, form, gettext_lazy("合并组织"))
    sources = list(form.cleaned_data["sources"])
    handovers = [services.handover_of(one, organization, form.paper, request.user) for one in sources]
    services.check_ending(handovers, form.paper)
    if confirmed(request, form, handovers):
        services.merge(sources=sources, into=organization, paper=form.paper, by=request.user)
        return done(request, organization, _("已登记合并，%d 个组织并入。今天内可以撤回操作。") % len(sources))
    return preview_page(request, organization, form, gettext_lazy("合并组织"), handovers)


def page(
    request: ScopedRequest, organization: Organization, form: PaperForm, title: str | Promise, **more: Any
) -> HttpResponseBase:
    """Show the form, or what it would do."""
    goes_on = not isinstance(
        form, DissolveForm | FoundForm | RenameForm
    )  # its size as it is says nothing of one that ends
    review = history.review(organization=organization, scope=request.scope, on=request.on) if goes_on else ()
    context = {"organization": organization, "form": form, "title": title, "review": review, **more}
    status = 422 if form.errors else 200
    return render(request, "organizations/restructuring.html", context, status=status)


def preview_page(
    request: ScopedRequest,
    organization: Organization,
    form: PaperForm,
    title: str | Promise,
    handovers: Sequence[Handover],
    *verdicts: Verdict,
    closes: bool = False,
) -> HttpResponseBase:
    """Show what passes on, who sees it, and what the rules say; what is shown is sent along with the confirmation."""
    parts = history.preview(handovers=handovers, scope=request.scope)
    advice = [] if closes else [*verdicts, *history.advice(handovers=handovers, scope=request.scope)]
    seen = signing.dumps(shown(parts), salt=SALT)
    return page(
        request, organization, form, title, parts=parts, advice=advice, seen=seen, paper=form.paper, looked=True,
        closes=closes,
    )  # fmt: skip


def shown(parts: Sequence[tuple[Handover, Sequence[Consequence]]]) -> Shown:
    """Return what a preview says, line by line, to be compared when it is confirmed."""
    return {f"{one.source.label}：{line.label}": line.seen for one, lines in parts for line in lines}


def confirmed(request: ScopedRequest, form: PaperForm, handovers: Sequence[Handover]) -> bool:
    """Tell whether the preview was confirmed. Raises ChangedMeanwhile when it would show something else by now."""
    return agreed(request, form, lambda: shown(history.preview(handovers=handovers, scope=request.scope)))


def agreed(request: ScopedRequest, form: PaperForm, now: Callable[[], Shown]) -> bool:
    """Tell whether somebody confirmed what a page showed. Raises ChangedMeanwhile when it would show something else."""
    if "confirmed" not in request.POST:
        return False
    try:
        seen = dict(signing.loads(form.cleaned_data["seen"], salt=SALT))
    except signing.BadSignature:
        return False
    require_unchanged(seen, now())
    return True


def done(request: ScopedRequest, organization: Organization, words: str) -> HttpResponseBase:
    """Say that it is recorded, on the organisation's page."""
    messages.success(request, words)
    return redirect("organizations:page", public_id=organization.public_id)


@require(Capability.EDIT_ORGANIZATIONS)
@require_POST
def take_back_restructuring(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back what was recorded today about an organisation, the latest first."""
    organization = found(request, public_id)
    latest = history.restructured_today(organization=organization, on=request.on)
    if latest is None:
        raise services.not_undoable()
    if not request.scope.reaches_path(Capability.EDIT_ORGANIZATIONS, latest.organization.path):
        raise Http404
    services.take_back(restructuring=latest, by=request.user)
    messages.success(request, _("已撤回，组织和隶属关系、党员、企业和兜底事项恢复原样。"))
    return redirect("organizations:page", public_id=organization.public_id)
