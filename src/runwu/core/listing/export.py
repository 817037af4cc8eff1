"""Export exactly what a list shows (导出): same filters, same order, all its pages, written down in the audit log."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import FileResponse
from django.utils import timezone

from runwu.core.downloads import XLSX, handed_out
from runwu.core.listing.columns import Row, sheet_column
from runwu.core.listing.filters import filtered_names, in_filter_words
from runwu.core.listing.keyset import in_order
from runwu.core.listing.rows import sheet_columns, sheet_rows
from runwu.core.listing.sheet import write_sheet
from runwu.core.listing.state import Listing

CHUNK = 2000
EXPORTED = "core.list.exported"


def workbook_response(listing: Listing, *, by: Any) -> FileResponse:
    """Answer with the list as a workbook; filters are logged by name, their values are not."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- FileResponse closes it
    seen: list[int] = []
    with transaction.atomic():
        write_workbook(listing, file, noted(in_order(listing.selected, listing.order, chunk_size=CHUNK), seen))
        log_export(listing, seen, by=by)
    return handed_out(file, file_name(listing), XLSX)


def write_workbook(listing: Listing, file: Any, rows: Iterable[Row], *, folder: Path | None = None) -> int:
    """Write rows of a list into a file, with the columns of the list, and return how many; `folder` takes drafts."""
    page = listing.page
    columns = [sheet_column(column) for column in sheet_columns(page).values()]
    words = {"title": str(page.title), "mark": str(page.mark), "note": _note(listing)}
    return write_sheet(file, columns, sheet_rows(page, rows), folder=folder, **words)


def _note(listing: Listing) -> str:
    """Say what is filtered, and what the page says of itself."""
    return " · ".join(part for part in (in_filter_words(listing.filters), str(listing.page.note)) if part)


def noted(rows: Iterable[Row], seen: list[int]) -> Iterator[Row]:
    """Pass rows on and note their primary keys."""
    for row in rows:
        seen.append(row["pk"] if isinstance(row, dict) else row.pk)
        yield row


def log_export(listing: Listing, seen: Sequence[int], *, by: Any) -> None:
    """Write down who exported which list; filters by name, without their values. Tells the page.

    How many rows there were is not said: beside the number of open people in the register of what was handed out, it
    would tell whoever reads the log how many of a branch are restricted.
    """
    from runwu.core import audit

    page = listing.page
    names = filtered_names(listing.form) if listing.form is not None else []
    audit.log(by, EXPORTED, name=page.name, filters=names, order=listing.order.key)
    if page.on_export is not None:
        page.on_export(seen, list(sheet_columns(page)), by)


def file_name(listing: Listing) -> str:
    """Return what the workbook of a list is called."""
    return f"{listing.page.title}-{timezone.localdate():%Y%m%d}.xlsx"
