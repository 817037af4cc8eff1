"""The page on which an organisation decides how openly Party work may appear at an enterprise (润物模式)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.enterprises import selectors
from runwu.enterprises.choices import VisibilityLevel
from runwu.enterprises.forms import VisibilityForm
from runwu.enterprises.services.visibility import set_visibility
from runwu.enterprises.visibility import meaning


@require(Capability.EDIT_ORGANIZATIONS)
@require_http_methods(["GET", "POST"])
def visibility(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show the level, what follows from each and every decision so far; record another one."""
    rows = selectors.visible(scope=request.scope, capability=Capability.EDIT_ENTERPRISES)
    enterprise = get_object_or_404(rows, public_id=public_id)
    initial = {"level": enterprise.visibility, "since": request.on}
    form, status = VisibilityForm(request.POST or None, initial=initial), 200
    if request.method == "POST" and form.is_valid():
        try:
            set_visibility(enterprise=enterprise, order=form.order(), by=request.user, on=request.on)
        except UserError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("已登记，今后发给这家企业里的人的通知和打印件随之改变。"))
            return redirect("enterprises:visibility", public_id=enterprise.public_id)
    context = {
        "enterprise": enterprise,
        "form": form,
        "levels": [(level, meaning(level)) for level in VisibilityLevel],
        "decisions": enterprise.visibility_settings.all()[:50],
    }
    answer = 422 if form.errors and status == 200 else status
    return render(request, "enterprises/visibility.html", context, status=answer)
