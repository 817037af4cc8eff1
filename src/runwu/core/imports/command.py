"""Import a workbook from the command line or from code, on behalf of an account, by the same steps as the pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.errors import UserError
from runwu.core.imports.batches import recount
from runwu.core.imports.committing import commit_batch
from runwu.core.imports.disposing import discard
from runwu.core.imports.kinds import ImportKind, Place, kind_of
from runwu.core.imports.reading import read_batch
from runwu.core.imports.rows import Weight
from runwu.core.imports.staged import staged_rows
from runwu.core.imports.uploading import start_import
from runwu.core.jobs.services import Starter
from runwu.core.models import BatchState, ImportBatch, RowOutcome
from runwu.core.workbooks import By, ColumnMapping, ColumnMatch

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did or would do, as a person reads it in a terminal."""

    title: str
    counts: Mapping[str, int]
    lines: tuple[str, ...] = ()
    written: int = 0
    missing: tuple[str, ...] = field(default=())
    unread: tuple[str, ...] = field(default=())

    @property
    def errors(self) -> int:
        """How many rows could not be read as they are; a sheet without a required column counts as one."""
        return self.counts.get(str(RowOutcome.ERROR), 0) + len(self.missing)

    def __str__(self) -> str:
        words = "，".join(f"{label} {self.counts.get(key, 0)}" for key, label in _figures())
        return "\n".join((f"{self.title}：{words}；写入 {self.written} 行", *self.missing, *self.unread, *self.lines))


def _figures() -> Iterator[tuple[str, str]]:
    yield "read", _("读到")
    for outcome in (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.SAME, RowOutcome.ERROR):
        yield str(outcome), str(outcome.label)


def run_import(
    *, kind: str, path: Path, park_name: str, user_name: str, commit: bool, as_of: date | None = None
) -> ImportResult:
    """Import a workbook into a park on behalf of an account, or report what it would do.

    Raises UserError when the account, the park or the workbook cannot be used; facts stay as they are then.
    """
    account = get_user_model().objects.filter(username=user_name).first()
    if account is None:
        raise UserError(_("没有账号“%s”。") % user_name, now=_("请核对登录名。"))
    found = kind_of(kind)
    place = _place(found, account, park_name)
    with path.open("rb") as file:
        return import_file(kind=found, place=place, file=File(file, path.name), by=account, commit=commit, as_of=as_of)


def _place(kind: ImportKind, account: Starter, name: str) -> Place:
    scope = kind.scope_of(account.public_id, timezone.localdate())
    found = next((place for place in kind.places(scope) if place.label == name), None)
    if found is None:
        raise UserError(
            _("这个账号不能向“%s”导入。") % name,
            rule=_("只能导入到自己权限范围内的园区。"),
            now=_("请核对园区名称，或换一个有导入权限的账号。"),
        )
    return found


def import_file(
    *,
    kind: ImportKind,
    place: Place,
    file: "File[bytes]",
    by: Starter,
    commit: bool = True,
    as_of: date | None = None,
    options: Mapping[str, str] | None = None,
) -> ImportResult:
    """Import an open workbook at once, without a worker. What is not written is discarded. Raises UserError."""
    day = as_of or timezone.localdate()
    name = str(file.name)
    batch = start_import(
        kind=kind, place=place, file=file, name=name, as_of=day, by=by, options=options, in_background=False
    )
    try:
        read_batch(batch=str(batch.public_id))
        batch.refresh_from_db()
        result = _result(kind, batch)
        if commit and any(batch.counts.get(str(good)) for good in kind.written):
            result = _committed(batch, result)
    finally:
        batch.refresh_from_db()
        discard(batch, by=by)
        if not commit:
            batch.delete()  # a trial is no import to come back to; the log knows of it
    return result


def _committed(batch: ImportBatch, result: ImportResult) -> ImportResult:
    ImportBatch.objects.filter(pk=batch.pk, state=BatchState.READY).update(state=BatchState.COMMITTING)
    done = commit_batch(batch=str(batch.public_id))
    written = int(done.figures.get("written", 0)) if done else 0
    return replace(result, written=written)


def _result(kind: ImportKind, batch: ImportBatch) -> ImportResult:
    from runwu.core.imports.editing import mapping_of

    mapping = mapping_of(batch)
    missing = tuple(_("缺少必填的列“%s”。") % spec.title for spec in mapping.missing)
    unread = (_("“%s”这一列没有读：没有认出是什么。") % one.heading.text for one in unsettled(mapping))
    lines = tuple(_lines(batch))
    return ImportResult(f"{kind.title} {batch.file_name}", dict(recount(batch)), lines, 0, missing, tuple(unread))


def unsettled(mapping: ColumnMapping) -> Iterator[ColumnMatch]:
    """Yield the columns that hold something and were not read, because nobody has said what they are."""
    doubled = mapping.conflicts
    for match in mapping.matches:
        if match.key in doubled or (not match.settled and match.by in (By.GUESS, By.NONE)):
            yield match


def _lines(batch: ImportBatch) -> Iterator[str]:
    for staged in islice(staged_rows(batch, (RowOutcome.ERROR,)), _SHOWN):
        errors = (remark for remark in staged.report.remarks if remark.weight is Weight.ERROR)
        words = " ".join(f"{error.happened}{error.now}" for error in errors)
        yield f"第 {staged.number} 行 {staged.report.label}：{words}"
