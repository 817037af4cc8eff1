"""The home page: today's duties of whoever signed in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from runwu.core.guards import ScopedRequest, signed_in
from runwu.core.models import Decision
from runwu.core.scope import Capability
from runwu.enterprises.selectors import visible
from runwu.workbench.duties import find, greeting_hour, today
from runwu.workbench.forms import DecisionForm
from runwu.workbench.services import decide, withdraw


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
    context = {"greeting": _greeting(), "on": request.on, "today": today(scope=request.scope, on=request.on)}
    context["first_step"] = _first_step(request)
    return render(request, "workbench/home.html", context)


@signed_in
def set_aside(request: ScopedRequest, key: str) -> HttpResponseBase:
    """Postpone a duty or say that it does not apply, with a reason."""
    duty = find(scope=request.scope, on=request.on, key=key)
    if duty is None:
        raise Http404
    form = DecisionForm(request.POST or None, today=request.on)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        decide(
            duty=duty,
            decision=Decision(cleaned["decision"]),
            reason=cleaned["reason"],
            until=cleaned["until"],
            by=request.user,
        )
        messages.success(request, _("已记下。这件事到时候会再出现，也可以随时撤回。"))
        return redirect("workbench:home")
    context = {"form": form, "duty": duty}
    return render(request, "workbench/set_aside.html", context, status=422 if form.errors else 200)


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
