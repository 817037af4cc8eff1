"""One import (一次导入): while it is read, its columns, its report, what was written."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from runwu.core.guards import ScopedRequest, polled, require
from runwu.core.imports import editing
from runwu.core.imports.batches import twin_of
from runwu.core.imports.columns import columns_view
from runwu.core.imports.committing import start_commit
from runwu.core.imports.disposing import discard
from runwu.core.imports.kinds import kind_of
from runwu.core.imports.report import figures, report_page
from runwu.core.imports.settling import job_of, works
from runwu.core.imports.uploading import read_again
from runwu.core.imports.views.requests import own_batch, row_number, version_of
from runwu.core.imports.views.uploads import status_of
from runwu.core.listing.views import wants_fragment
from runwu.core.models import BatchState, ImportBatch
from runwu.core.scope import Capability

PAGE = "core/imports/batch.html"
STEPS = {BatchState.UPLOADED: 1, BatchState.READING: 1, BatchState.REFUSED: 1, BatchState.COMMITTED: 4}


@polled
@require(Capability.IMPORT)
@require_safe
def batch_page(request: ScopedRequest, public_id: UUID) -> HttpResponse:
    """Show an import in whatever state it is; the region asks for itself while a job works on it."""
    return batch_response(request, own_batch(request, public_id))


def batch_response(request: ScopedRequest, batch: ImportBatch) -> HttpResponse:
    """Answer with the page of a batch, or with its region."""
    fragment = wants_fragment(request, "import")
    context = {**batch_context(request, batch), "fragment": fragment}
    response = render(request, f"{PAGE}#region" if fragment else PAGE, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def batch_context(request: ScopedRequest, batch: ImportBatch) -> dict[str, Any]:
    """Return what the page of a batch needs."""
    kind = kind_of(batch.kind)
    ready = batch.state == BatchState.READY
    report = report_page(batch, view=request.GET.get("show", ""), after=row_number(request)) if ready else None
    has_columns = batch.state in (BatchState.READY, BatchState.MAPPING) and batch.attachment is not None
    return {
        "batch": batch,
        "kind": kind,
        "system": _system(batch),
        "status": status_of(batch),
        "step": STEPS.get(BatchState(batch.state), 2),
        "works": works(batch),
        "job": job_of(batch),
        "columns": columns_view(batch) if has_columns else None,
        "report": report,
        "figures": figures(batch, kind) if ready else (),
        "twin": twin_of(batch) if ready else None,
        "good": sum(batch.counts.get(str(outcome), 0) for outcome in kind.written),
        "made": kind.made(batch.public_id) if kind.made and batch.counts.get("written") else "",
    }


def _system(batch: ImportBatch) -> str:
    """Return from which system the workbook comes, "" where nobody asks."""
    origin = kind_of(batch.kind).origin
    return origin.words(batch.options) if origin else ""


@require(Capability.IMPORT)
def columns(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Show every column of the sheet, and take what the person says they mean."""
    batch = own_batch(request, public_id)
    if request.method == "POST":
        choices = {name[4:]: value for name, value in request.POST.items() if name.startswith("col-") and value != "?"}
        editing.assign_columns(
            batch,
            {letter: str(key) for letter, key in choices.items()},
            expected_version=version_of(request),
            by=request.user,
        )
        return redirect("imports:batch", public_id=batch.public_id)
    if batch.state not in (BatchState.READY, BatchState.MAPPING) or batch.attachment is None:
        return redirect("imports:batch", public_id=batch.public_id)
    context = {"batch": batch, "columns": columns_view(batch), "system": _system(batch)}
    return render(request, "core/imports/columns.html", context)


@require(Capability.IMPORT)
@require_POST
def sheet(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Read another sheet."""
    batch = own_batch(request, public_id)
    wanted = request.POST.get("sheet", "")
    editing.choose_sheet(batch, wanted, expected_version=version_of(request), by=request.user)
    return redirect("imports:batch", public_id=batch.public_id)


@require(Capability.IMPORT)
@require_POST
def commit(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Write the good rows."""
    batch = own_batch(request, public_id)
    if batch.state == BatchState.COMMITTED:
        messages.info(request, _("这次导入已经写入 %d 行，不用再提交。") % batch.counts.get("written", 0))
        return redirect("imports:batch", public_id=batch.public_id)
    start_commit(batch, expected_version=version_of(request), by=request.user)
    return redirect("imports:batch", public_id=batch.public_id)


@require(Capability.IMPORT)
@require_POST
def read(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Read the workbook again after reading was cancelled or interrupted."""
    batch = own_batch(request, public_id)
    if batch.state in (BatchState.UPLOADED, BatchState.READING) and not works(batch) and batch.attachment:
        read_again(batch, request.user)
    return redirect("imports:batch", public_id=batch.public_id)


@require(Capability.IMPORT)
def give_up(request: ScopedRequest, public_id: UUID) -> HttpResponseBase:
    """Ask whether to give the import up, then delete file and rows."""
    batch = own_batch(request, public_id)
    if request.method == "POST":
        discard(batch, by=request.user)
        messages.success(request, _("已放弃这次导入，上传的文件和读出的行都已清除。"))
        return redirect("imports:list")
    return render(request, "core/imports/discard.html", {"batch": batch, "kind": kind_of(batch.kind)})
