"""The home page: today's duties of whoever signed in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, signed_in
from runwu.core.listing.slices import slice_of
from runwu.core.meanwhile import ChangedMeanwhile
from runwu.core.models import Decision
from runwu.core.registries import Duty
from runwu.core.scope import Capability
from runwu.enterprises.selectors import visible
from runwu.workbench.duties import find, greeting_hour, today
from runwu.workbench.forms import DecisionForm
from runwu.workbench.services import decide, decision_on, shown_decision, withdraw

_ON_A_PAGE = 40  # duties; who looks after a province has hundreds


def _greeting() -> str:
    hour = greeting_hour()
    words = ((5, _("夜深了")), (11, _("早上好")), (13, _("中午好")), (18, _("下午好")), (24, _("晚上好")))
    return next(word for limit, word in words if hour < limit)


def _first_step(request: ScopedRequest) -> str:
    """Return where to begin in a park without enterprises; nothing for who does not import."""
    if not request.scope.may(Capability.IMPORT) or visible(scope=request.scope).exists():
        return ""
    return reverse("imports:list")


@signed_in
def home(request: ScopedRequest) -> HttpResponseBase:
    """Show what is due, what waits for others, and what was set aside."""
    found = today(scope=request.scope, on=request.on)
    context = {"greeting": _greeting(), "on": request.on, "today": found, "first_step": _first_step(request)}
    context["due"] = slice_of(found.due, request.GET, "due", size=_ON_A_PAGE)
    context["waiting"] = slice_of(found.waiting, request.GET, "waiting", size=_ON_A_PAGE)
    return render(request, "workbench/home.html", context)


@signed_in
def set_aside(request: ScopedRequest, key: str) -> HttpResponseBase:
    """Postpone a duty or say that it does not apply, with a reason."""
    duty = find(scope=request.scope, on=request.on, key=key)
    if duty is None:
        raise Http404
    form = DecisionForm(request.POST or None, today=request.on)
    form.shows(shown_decision(decision_on(duty)))
    if request.method == "POST" and form.is_valid() and _decided(request, duty, form):
        messages.success(request, _("已记下。这件事到时候会再出现，也可以随时撤回。"))
        return redirect("workbench:home")
    return render(request, "workbench/set_aside.html", {"form": form, "duty": duty}, status=form.status)


def _decided(request: ScopedRequest, duty: Duty, form: DecisionForm) -> bool:
    """Record the decision; tell whether nobody else had decided meanwhile."""
    cleaned = form.cleaned_data
    decision, reason, until = Decision(cleaned["decision"]), cleaned["reason"], cleaned["until"]
    try:
        decide(duty=duty, decision=decision, reason=reason, until=until, by=request.user, seen=form.seen_values)
    except ChangedMeanwhile as changed:
        form.keep_for_another_look(changed)
    return form.changed is None


@signed_in
@require_POST
def take_back(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Take back a decision about a duty that the scope has."""
    found = today(scope=request.scope, on=request.on).aside
    decision = next((row for _duty, row in found if row.public_id == public_id), None)
    if decision is None:
        raise Http404
    withdraw(decision=decision, by=request.user)
    messages.success(request, _("已撤回，这件事重新列出。"))
    return redirect("workbench:home")
