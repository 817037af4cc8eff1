"""Find, lock and describe batches (导入批次): only the uploader's own exist."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.audit.journal import Actor
from runwu.core.errors import Conflict
from runwu.core.imports.kinds import ImportContext, ImportKind, kind_of
from runwu.core.imports.reports import WARNED, outcome_of
from runwu.core.models import BatchState, ImportBatch, RowOutcome

GOOD = (RowOutcome.NEW, RowOutcome.CHANGED)
REST = (RowOutcome.ERROR, RowOutcome.DROPPED)
CHECKED = (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.SAME, RowOutcome.ERROR)


def locked_batch(batch: ImportBatch, expected_version: int) -> ImportBatch:
    """Lock a batch that is open to change, inside a transaction.

    Raises Conflict when it changed since the page was opened, or is no longer open.
    """
    found = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if found.version != expected_version:
        raise Conflict(
            _("你打开页面之后，这次导入在别的窗口里改过。"),
            rule=_("以最后保存的内容为准，不覆盖另一个窗口的修改。"),
            now=_("请刷新页面，看过现在的结果再操作。"),
        )
    if found.state not in (BatchState.READY, BatchState.MAPPING):
        raise Conflict(
            _("这次导入现在是“%s”，不能修改。") % BatchState(found.state).label,
            rule=_("待核对或待指认列的导入才能修改。"),
            now=_("请刷新页面，看它现在的状态。"),
        )
    return found


def context_of(batch: ImportBatch, kind: ImportKind | None = None, *, writes: bool = False) -> ImportContext:
    """Return what the checker and the writer of a batch know; `writes` when what is checked is written next."""
    today = timezone.localdate()
    kind = kind or kind_of(batch.kind)
    return ImportContext(
        batch=batch.public_id,
        place=batch.place,
        as_of=batch.as_of,
        today=today,
        source=source_title(batch),
        uploader=batch.uploader,
        scope=kind.scope_of(batch.uploader, today),
        options=batch.options,
        writes=writes,
    )


def twin_of(batch: ImportBatch) -> ImportBatch | None:
    """Return the last import of the same file by the same person before this one, None where there is none."""
    same = ImportBatch.objects.of(batch.uploader).filter(digest=batch.digest, kind=batch.kind, place=batch.place)
    return same.filter(pk__lt=batch.pk).exclude(digest="").order_by("-pk").first()


def source_title(batch: ImportBatch) -> str:
    """Return the title under which facts name their source: the file's name without its ending.

    >>> source_title(ImportBatch(file_name="企业台账-10月.xlsx"))
    '企业台账-10月'
    """
    stem, dot, _ending = str(batch.file_name).rpartition(".")
    return (stem if dot else str(batch.file_name))[:100]


def account_of(public_id: UUID) -> Actor:
    """Return the account that uploaded."""
    return get_user_model().objects.get(public_id=public_id)


def recount(batch: ImportBatch) -> dict[str, Any]:
    """Count the rows of a batch by outcome, and keep what was written before. One query, two where a kind compares."""
    marks = Counter[int]()
    for some in batch.chunks.values_list("marks", flat=True):
        marks.update(bytes(some))
    found = {str(outcome): 0 for outcome in RowOutcome}
    for mark, count in marks.items():
        found[str(outcome_of(mark))] += count
    warned = sum(count for mark, count in marks.items() if mark & WARNED)
    kept = {key: value for key, value in batch.counts.items() if key.startswith("written")}
    read = sum(found[str(outcome)] for outcome in (*CHECKED, RowOutcome.DROPPED))
    batch.counts = {**kept, **found, "warned": warned, "read": read}
    if kind_of(batch.kind).compares:
        batch.counts["gaps"] = found[str(RowOutcome.NEW)] + _changed_fields(batch)
    return dict(batch.counts)


def _changed_fields(batch: ImportBatch) -> int:
    """Count in how many fields rows differ from the register. One query."""
    number = 0
    for marks, reports in batch.chunks.values_list("marks", "reports"):
        changed = {at for at, mark in enumerate(bytes(marks)) if outcome_of(mark) == RowOutcome.CHANGED}
        number += sum(len(told) for at, told in reports.get("changes", {}).items() if int(at) in changed)
    return number
