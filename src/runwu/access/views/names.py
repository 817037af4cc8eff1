"""Names with a reason: state it, look, and close again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from runwu.access import naming
from runwu.access.forms import NamesForm
from runwu.access.views.acting import acting
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability


@require(Capability.ASK_FOR_NAMES)
@require_http_methods(["GET", "POST"])
def names_ask(request: ScopedRequest) -> HttpResponse:
    """Ask why somebody needs names, and open them for a quarter of an hour."""
    form = NamesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        naming.ask_for_names(
            session=request.session,
            reason=naming.NameReason(form.cleaned_data["reason"]),
            scope=request.scope,
            on=request.on,
            by=acting(request),
        )
        messages.success(request, _("名单已打开 %(n)s 分钟，事由已记入操作日志。") % {"n": naming.MINUTES})
        return redirect("/")
    context = {"form": form, "minutes": naming.MINUTES, "open": bool(request.scope.reasons)}
    return render(request, "access/names_form.html", context, status=422 if form.errors else 200)


@require(Capability.ASK_FOR_NAMES)
@require_POST
def names_close(request: ScopedRequest) -> HttpResponse:
    """Close the names before the time is over."""
    naming.close_names(request.session)
    messages.success(request, _("名单已关闭。"))
    return redirect("/")
