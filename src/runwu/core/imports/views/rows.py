"""Rows of an import: one row with all its cells, cells typed anew, rows left out and taken back."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from runwu.core.guards import ScopedRequest, require, safe_path
from runwu.core.imports import editing
from runwu.core.imports.kinds import kind_of
from runwu.core.imports.report import all_inputs, row_view
from runwu.core.imports.staged import chunk_with, staged_row
from runwu.core.imports.views.batches import batch_response
from runwu.core.imports.views.requests import own_batch, version_of
from runwu.core.listing.views import wants_fragment
from runwu.core.models import BatchState, ImportBatch
from runwu.core.scope import Capability

_CELL = "cell-"


@require(Capability.IMPORT)
@require_safe
def row_page(request: ScopedRequest, public_id: UUID, number: int) -> HttpResponseBase:
    """Show one row with all its cells."""
    batch = own_batch(request, public_id)
    if batch.state != BatchState.READY:
        return redirect("imports:batch", public_id=batch.public_id)
    kind = kind_of(batch.kind)
    row = staged_row(batch, number)
    if row is None:
        raise Http404
    context = {"batch": batch, "kind": kind, "row": row_view(row, kind), "inputs": all_inputs(row, kind)}
    return render(request, "core/imports/row.html", context)


@require(Capability.IMPORT)
@require_POST
def edit(request: ScopedRequest, public_id: UUID, number: int) -> HttpResponseBase:
    """Take cells of a row typed anew."""
    batch = _with_row(request, public_id, number)
    edits = {name[len(_CELL) :]: str(text).strip() for name, text in request.POST.items() if name.startswith(_CELL)}
    batch = editing.edit_row(batch, number, edits, expected_version=version_of(request))
    return _answer(request, batch)


@require(Capability.IMPORT)
@require_POST
def drop(request: ScopedRequest, public_id: UUID, number: int) -> HttpResponseBase:
    """Leave a row out."""
    batch = _with_row(request, public_id, number)
    return _answer(request, editing.drop_row(batch, number, expected_version=version_of(request)))


@require(Capability.IMPORT)
@require_POST
def restore(request: ScopedRequest, public_id: UUID, number: int) -> HttpResponseBase:
    """Take a row back in."""
    batch = _with_row(request, public_id, number)
    return _answer(request, editing.restore_row(batch, number, expected_version=version_of(request)))


def _with_row(request: ScopedRequest, public_id: UUID, number: int) -> ImportBatch:
    batch = own_batch(request, public_id)
    if chunk_with(batch, number) is None:
        raise Http404
    return batch


def _answer(request: ScopedRequest, batch: ImportBatch) -> HttpResponse | HttpResponseRedirect:
    """Answer with the report as it is now; without script, by the way back to it."""
    if wants_fragment(request, "import"):
        return batch_response(request, batch)
    default = reverse("imports:batch", args=[batch.public_id])
    here = safe_path(request, request.POST.get("here", ""))
    return redirect(here if here.startswith(default) else default)
