"""Which enterprises plans keep together or apart."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from runwu.core.errors import UserError
from runwu.core.guards import ScopedRequest, require
from runwu.core.scope import Capability
from runwu.coverage.choices import PairKind
from runwu.coverage.forms import PairForm
from runwu.coverage.selectors import plans as selectors
from runwu.coverage.services.pairs import end_pair, record_pair
from runwu.coverage.views.lookup import acting
from runwu.enterprises import selectors as enterprises


@require(Capability.PLAN)
@require_http_methods(["GET", "POST"])
def pair_list(request: ScopedRequest) -> HttpResponseBase:
    """List the required pairs; a POST records one more."""
    reach = enterprises.visible(scope=request.scope, capability=Capability.PLAN)
    form = PairForm(request.POST or None, enterprises=reach)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            record_pair(**{**data, "kind": PairKind(data["kind"])}, on=request.on, by=acting(request))
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已登记。重新测算后生效。"))
            return redirect("coverage:pairs")
    context = {"form": form, "pairs": selectors.pairs(scope=request.scope), "on": request.on}
    return render(request, "coverage/pair_list.html", context, status=422 if form.errors else 200)


@require(Capability.PLAN)
@require_POST
def pair_end(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """End a requirement."""
    pair = get_object_or_404(selectors.pairs(scope=request.scope).filter(valid_to__isnull=True), public_id=public_id)
    end_pair(pair=pair, on=request.on, by=acting(request))
    messages.success(request, _("已结束这条要求。重新测算后生效。"))
    return redirect("coverage:pairs")
