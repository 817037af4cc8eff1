"""Terms: record an election, extend, correct, take back the same day; and all of them in reach (届次)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.organizations import terms
from runwu.organizations.models import Term
from runwu.organizations.services import terms as services
from runwu.organizations.term_forms import ExtensionForm, TermForm
from runwu.organizations.views.finding import found

_STATES = ("overdue", "due", "unknown", "running")


@require(Capability.SEE_ORGANIZATIONS)
def term_list(request: ScopedRequest) -> HttpResponseBase:
    """Show when the terms of the organisations in reach run out, what is overdue first."""
    reach = terms.standing_with_terms(scope=request.scope, capabilities=[Capability.SEE_ORGANIZATIONS])
    rows = terms.states(organizations=list(reach), on=request.on)
    figures = {state: sum(one.state == state for one in rows) for state in _STATES}
    asked = request.GET.get("state", "")
    shown = [one for one in rows if asked not in _STATES or one.state == asked]
    shown.sort(key=lambda one: (_STATES.index(one.state), one.last or request.on, one.organization.name))
    context = {"rows": shown, "figures": figures, "total": len(rows), "asked": asked, "on": request.on}
    return render(request, "organizations/term_list.html", context)


@require(Capability.EDIT_ORGANIZATIONS)
def record_term(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask for an election, show what the rules say and who leaves, and record it once that is confirmed."""
    organization = found(request, public_id)
    held = []
    if request.scope.reaches_path(Capability.SEE_MEMBERS, organization.path):
        held = list(services.posts_before(organization, request.on).select_related("person").order_by("pk"))
    form = TermForm(request.POST or None, posts=held)
    context = {"organization": organization, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "organizations/term_record.html", context, status=422 if form.errors else 200)
    entry = form.entry
    advice = services.check_term(organization=organization, entry=entry)
    if "confirmed" in request.POST:
        services.record_term(organization=organization, entry=entry, by=request.user)
        messages.success(request, _("已登记换届。今天内可以撤回。新当选的请逐名登记任职。"))
        return redirect("organizations:page", public_id=organization.public_id)
    return render(request, "organizations/term_record.html", {**context, "entry": entry, "advice": advice})


@require(Capability.EDIT_ORGANIZATIONS)
def correct_term(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Correct what was entered about an election; posts stay as they are."""
    term = _found_term(request, public_id)
    names = ("number", "elected_on", "approved_on", "authority", "document")
    form = TermForm(request.POST or None, initial={name: getattr(term, name) for name in names})
    if request.method == "POST" and form.is_valid():
        services.correct_term(term=term, entry=form.entry, by=request.user)
        messages.success(request, _("已更正届次。"))
        return redirect("organizations:page", public_id=term.organization.public_id)
    context = {"organization": term.organization, "term": term, "form": form}
    return render(request, "organizations/term_correct.html", context, status=422 if form.errors else 200)


@require(Capability.EDIT_ORGANIZATIONS)
def extend_term(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask to when a term is extended and who approved it, show what the rules say, and record it once confirmed."""
    term = _found_term(request, public_id)
    form = ExtensionForm(request.POST or None)
    context = {"organization": term.organization, "term": term, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "organizations/term_extend.html", context, status=422 if form.errors else 200)
    given = {name: form.cleaned_data[name] for name in ("to", "authority", "document")}
    advice = services.check_extension(term=term, **given)
    if "confirmed" in request.POST:
        services.extend_term(term=term, by=request.user, **given)
        messages.success(request, _("已登记延期换届。今天内可以撤回。"))
        return redirect("organizations:page", public_id=term.organization.public_id)
    return render(request, "organizations/term_extend.html", {**context, "given": given, "advice": advice})


@require(Capability.EDIT_ORGANIZATIONS)
@require_POST
def withdraw_term(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back what was entered about a term today."""
    term = _found_term(request, public_id)
    organization = term.organization
    left = services.withdraw_term(term=term, by=request.user)
    messages.success(request, _("已撤回延期，届次继续。") if left else _("已撤回换届登记，随之离任的任职恢复。"))
    return redirect("organizations:page", public_id=organization.public_id)


def _found_term(request: ScopedRequest, public_id: UUID) -> Term:
    """Return a term of an organisation that this person may edit, or 404."""
    reach = request.scope.paths(Capability.EDIT_ORGANIZATIONS, "organization__path")
    rows = Term.objects.filter(reach).select_related("organization__park")
    return get_object_or_404(rows, public_id=public_id)
