"""My imports, and a new upload."""

from typing import Any

import django_tables2 as tables
from django.db.models import Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from runwu.core.guards import ScopedRequest, require
from runwu.core.imports.forms import UploadForm
from runwu.core.imports.kinds import ImportKind, Place, kinds, kinds_for
from runwu.core.imports.uploading import start_import
from runwu.core.listing import (
    DateColumn,
    Empty,
    LinkColumn,
    ListPage,
    NumberColumn,
    Status,
    StatusColumn,
    TextColumn,
    Tone,
    list_response,
)
from runwu.core.models import BatchState, ImportBatch
from runwu.core.scope import Capability

_TONES = {
    BatchState.MAPPING: Tone.WARNING,
    BatchState.READY: Tone.INFO,
    BatchState.COMMITTED: Tone.OK,
    BatchState.REFUSED: Tone.STOP,
    BatchState.DISCARDED: Tone.NONE,
    BatchState.PURGED: Tone.NONE,
}


def status_of(batch: ImportBatch) -> Status:
    """Return a batch's state in a word."""
    state = BatchState(batch.state)
    return Status(_TONES.get(state, Tone.INFO), state.label)


def _title(batch: ImportBatch) -> str:
    words = {kind.key: str(kind.title) for kind in kinds()}
    return f"{words.get(batch.kind, batch.kind)} · {batch.file_name or _('内容已清除')}"


class BatchTable(tables.Table):
    """A person's imports, newest first."""

    title = LinkColumn(gettext_lazy("工作簿"), url_name="imports:batch", get=_title, row_header=True)
    state = StatusColumn(gettext_lazy("状态"), get=status_of)
    place = TextColumn(gettext_lazy("园区"), accessor="place_label")
    written = NumberColumn(gettext_lazy("已写入"), get=lambda batch: batch.counts.get("written"))
    wrong = NumberColumn(gettext_lazy("待改正"), get=lambda batch: batch.counts.get("error") or None)
    as_of = DateColumn(gettext_lazy("数据截至"))
    created_at = DateColumn(gettext_lazy("上传时间"), sort="created_at", descending_first=True)


@require(Capability.IMPORT)
def batch_list(request: ScopedRequest) -> HttpResponseBase:
    """List the imports of this person, and what can be imported."""
    mine = kinds_for(request.scope)
    page = ListPage(
        name="core.imports",
        title=_("导入"),
        queryset=ImportBatch.objects.filter(Q(uploader=request.scope.user_id)),
        table=BatchTable,
        default_sort="-created_at",
        as_values=False,
        unit=_("次导入"),
        empty=Empty(_("还没有导入过。选一种内容上传工作簿，写入之前会逐行给你看。")),
    )
    context = {"kinds": [kind for kind, _places in mine]}
    return list_response(request, page, template="core/imports/batch_list.html", context=context)


@require(Capability.IMPORT)
def upload(request: ScopedRequest, kind: str) -> HttpResponseBase:
    """Take a workbook of one kind."""
    found, places = offered(request, kind)
    form = UploadForm(request.POST or None, request.FILES or None, kind=found, places=places)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        batch = start_import(
            kind=found,
            place=form.chosen_place,
            file=file,
            name=file.name,
            as_of=form.cleaned_data["as_of"],
            options=form.chosen_options,
            by=request.user,
        )
        return redirect("imports:batch", public_id=batch.public_id)
    context: dict[str, Any] = {"form": form, "kind": found}
    return render(request, "core/imports/upload.html", context, status=422 if form.errors else 200)


def offered(request: ScopedRequest, key: str) -> tuple[ImportKind, list[Place]]:
    """Return a kind that this person may import, and into which places. Raises Http404."""
    for kind, places in kinds_for(request.scope):
        if kind.key == key:
            return kind, list(places)
    raise Http404
