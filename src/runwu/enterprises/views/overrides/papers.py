"""The document itself beside a park's own value."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from runwu.core import attachments
from runwu.core.guards import ScopedRequest, require
from runwu.core.models import RulebookOverride
from runwu.core.scope import Capability
from runwu.enterprises import rule_preview
from runwu.enterprises.rule_forms import PaperForm
from runwu.enterprises.views.overrides.about import ACT, acting, of_row


@ACT
@require_http_methods(["GET", "POST"])
def override_paper(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Add the document itself to a recorded value."""
    about = of_row(request, public_id)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, row = form.cleaned_data["file"], cast("RulebookOverride", about.row)
        attachments.store(
            file,
            owner=row,
            name=file.name,
            kind="rules.override",
            uploaded_by=acting(request).public_id,
            place=about.park.public_id,
        )
        messages.success(request, _("已附上文件。"))
        return redirect(about.address)
    context = {"form": form, "about": about}
    return render(request, "enterprises/override_paper.html", context, status=422 if form.errors else 200)


@require(Capability.SEE_ENTERPRISES, Capability.SEE_COVERAGE)
def override_file(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Download the document of a recorded value, for whoever sees the park."""
    row = get_object_or_404(RulebookOverride, public_id=public_id)
    if str(row.place) not in {str(place.public_id) for place in rule_preview.places(request.scope)}:
        raise Http404
    file = attachments.attachments_of(row).first()
    if file is None:
        raise Http404
    return attachments.serve(request, file)
