"""Files to take away: the rows to correct, the blank workbook."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from runwu.core import audit
from runwu.core.guards import ScopedRequest, require
from runwu.core.imports.corrections import blank_file, corrections_file, corrections_name
from runwu.core.imports.kinds import kinds_for
from runwu.core.imports.views.requests import own_batch
from runwu.core.models import BatchState
from runwu.core.scope import Capability

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require(Capability.IMPORT)
@require_safe
def corrections(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Hand out the rows to correct as a workbook; the log notes that it left the system."""
    batch = own_batch(request, public_id)
    if batch.state != BatchState.READY or not batch.counts.get("error"):
        raise Http404
    number = batch.counts["error"]
    audit.log(request.user, "core.import.corrections_taken", batch, place=batch.place, rows=number)
    return _download(corrections_file(batch), corrections_name(batch))


@require(Capability.IMPORT)
@require_safe
def blank(request: ScopedRequest, kind: str) -> HttpResponseBase:
    """Hand out the blank workbook of a kind."""
    found = next((one for one, _places in kinds_for(request.scope) if one.key == kind), None)
    if found is None:
        raise Http404
    return _download(blank_file(found), f"{found.title}-空白表样.xlsx")


def _download(file: object, name: str) -> FileResponse:
    response = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    return response
