"""What the report page shows (逐行报告): figures, columns, and a page of rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from runwu.core.imports.finding import RowIndex, looked_at, row_index, rows_at
from runwu.core.imports.kinds import ImportKind, kind_of
from runwu.core.imports.rows import FieldChange, Remark, Weight
from runwu.core.imports.staged import StagedRow
from runwu.core.listing import Status, Tone
from runwu.core.models import ImportBatch, RowOutcome

PER_PAGE = 50
VIEWS: dict[str, str | Promise] = {
    "attention": _("要看的"),
    "error": _("错误"),
    "warned": _("警告"),
    "changed": _("更改"),
    "new": _("新增"),
    "same": _("没有变化"),
    "dropped": _("不导入"),
    "skipped": _("未读"),
    "all": _("全部"),
}
_TONES = {
    RowOutcome.NEW: Tone.OK,
    RowOutcome.CHANGED: Tone.INFO,
    RowOutcome.SAME: Tone.NONE,
    RowOutcome.ERROR: Tone.STOP,
    RowOutcome.SKIPPED: Tone.NONE,
    RowOutcome.DROPPED: Tone.NONE,
}


@dataclass(frozen=True, slots=True)
class CellInput:
    """A cell to type anew."""

    key: str
    title: str
    value: str
    wrong: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the report as the page shows it."""

    number: int
    status: Status
    label: str
    errors: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    summary: str = ""
    inputs: tuple[CellInput, ...] = ()
    other: int = 0
    editable: bool = True
    dropped: bool = False

    @property
    def mark(self) -> SafeString:
        """The status as icon and word."""
        return self.status.__html__()


def row_view(row: StagedRow, kind: ImportKind) -> RowView:
    """Return one staged row as the page shows it."""
    outcome, report = row.outcome, row.report
    tone = Tone.INFO if kind.compares and outcome == RowOutcome.NEW else _TONES[outcome]
    status = Status(tone, kind.word(outcome))
    if row.row is None:
        return RowView(row.number, status, row.skip["reason"], summary=row.skip["text"], editable=False)
    errors = tuple(remark for remark in report.remarks if remark.weight is Weight.ERROR)
    return RowView(
        number=row.number,
        status=Status(Tone.WARNING, _("警告")) if row.warned and not kind.compares else status,
        label=report.label,
        errors=errors,
        remarks=tuple(sorted((one for one in report.remarks if one.weight is not Weight.ERROR), key=_lightness)),
        changes=report.changes,
        summary=report.summary,
        inputs=tuple(_inputs(row.row.raw, errors, kind)),
        other=next((remark.other for remark in errors if remark.other), 0),
        dropped=outcome == RowOutcome.DROPPED,
    )


def _lightness(remark: Remark) -> int:
    """Return how late a remark is said: first what loses something, then other warnings, then hints."""
    if remark.weight is Weight.HINT:
        return 2
    return 0 if "不写入" in f"{remark.happened}{remark.now}" else 1


def _inputs(raw: dict[str, str], errors: Sequence[Remark], kind: ImportKind) -> Iterator[CellInput]:
    specs = kind.spec_by_key
    for key in dict.fromkeys(key for remark in errors for key in remark.key.split() if key in specs):
        yield CellInput(key, specs[key].title, raw.get(key, ""), wrong=True)


def all_inputs(row: StagedRow, kind: ImportKind) -> list[CellInput]:
    """Return every cell of a row to type anew, with what is said about it."""
    said: dict[str, list[str]] = {}
    wrong = set()
    for remark in row.report.remarks:
        for key in remark.key.split():
            said.setdefault(key, []).append(f"{remark.happened}{remark.now}")
            wrong |= {key} if remark.weight is Weight.ERROR else set()
    raw = row.row.raw if row.row else {}
    return [
        CellInput(spec.key, spec.title, raw.get(spec.key, ""), spec.key in wrong, " ".join(said.get(spec.key, ())))
        for spec in kind.specs
    ]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page of rows, and where the next one is."""

    view: str
    rows: tuple[RowView, ...]
    segments: tuple[dict[str, Any], ...]
    first_url: str = ""
    next_url: str = ""
    here: str = ""

    @property
    def query(self) -> str:
        """Return the query under which this same page is shown again."""
        return self.here.partition("?")[2]


def report_page(batch: ImportBatch, *, view: str, after: int) -> ReportPage:
    """Return the rows after a place under one view; the view with something to see where none was asked for."""
    kind = kind_of(batch.kind)
    view = view if view in VIEWS else _default_view(batch, kind)
    index = row_index(batch)
    found = index.first(view, after, PER_PAGE + 1)
    shown = rows_at(batch, index, [at for _place, at in found[:PER_PAGE]])
    page = ReportPage(view, tuple(row_view(row, kind) for row in shown), tuple(_segments(batch, kind, view, index)))
    return replace(
        page,
        here=_address(batch, view, after),
        first_url=_address(batch, view) if after else "",
        next_url=_address(batch, view, found[PER_PAGE - 1][0]) if len(found) > PER_PAGE else "",
    )


def _default_view(batch: ImportBatch, kind: ImportKind) -> str:
    counts = batch.counts
    if any(counts.get(str(key)) for key in ("warned", *looked_at(kind))):
        return "attention"
    return "new" if counts.get("new") else "all"


def _address(batch: ImportBatch, view: str, after: int = 0) -> str:
    query = {"show": view, **({"after": str(after)} if after else {})}
    return f"{reverse('imports:batch', args=[batch.public_id])}?{urlencode(query)}"


def _segments(batch: ImportBatch, kind: ImportKind, current: str, index: RowIndex) -> Iterator[dict[str, Any]]:
    words = {str(outcome): word for outcome, word in kind.outcomes.items()}
    for view, label in {**VIEWS, **words}.items():
        count = int(index.matching(view).sum())
        if count or view in ("attention", "error", "all") or view == current:
            yield {"label": label, "url": _address(batch, view), "current": view == current, "count": count}


def figures(batch: ImportBatch, kind: ImportKind) -> list[dict[str, Any]]:
    """Return the six figures above the report, each opening its rows."""
    counts, compares = batch.counts, kind.compares
    parts = (
        (_("读到"), counts.get("read", 0), "all", _("行"), ""),
        (kind.word(RowOutcome.SAME), counts.get("same", 0), "same", kind.unit if compares else _("不写入"), ""),
        (kind.word(RowOutcome.CHANGED), counts.get("changed", 0), "changed", _("逐字段可看"), ""),
        (kind.word(RowOutcome.NEW), counts.get("new", 0), "new", kind.unit, ""),
        (_("错误"), counts.get("error", 0), "error", _("这些行不比对") if compares else _("这些行不会写入"), "red"),
        (
            _("其中警告"),
            counts.get("warned", 0),
            "warned",
            _("请看一眼") if compares else _("会写入，请看一眼"),
            "ochre",
        ),
    )
    return [
        {"label": label, "value": value, "href": _address(batch, view), "note": note, "tone": tone if value else ""}
        for label, value, view, note, tone in parts
    ]
