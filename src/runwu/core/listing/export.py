"""Export exactly what a list shows (导出): same filters, same order, all its pages, written down in the audit log."""

import tempfile
from typing import Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from runwu.core.listing.columns import sheet_column
from runwu.core.listing.filters import filtered_names
from runwu.core.listing.keyset import in_order
from runwu.core.listing.rows import sheet_columns, sheet_rows
from runwu.core.listing.sheet import write_sheet
from runwu.core.listing.state import Listing

CHUNK = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORTED = "core.list.exported"


def workbook_response(listing: Listing, *, by: Any) -> FileResponse:
    """Answer with the list as a workbook; filters are logged by name, their values are not."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- FileResponse closes it
    count = _write(listing, file)
    _log(listing, count, by=by)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=_file_name(listing), content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    return response


def _write(listing: Listing, file: Any) -> int:
    page = listing.page
    rows = sheet_rows(page, in_order(listing.selected, listing.order, chunk_size=CHUNK))
    columns = [sheet_column(column) for column in sheet_columns(page).values()]
    return write_sheet(file, columns, rows, title=str(page.title), mark=str(page.mark), note=_note(listing))


def _note(listing: Listing) -> str:
    """Say what is filtered, and what the page says of itself."""
    chosen = "；".join(f"{label}：{words}" for label, words in listing.filters)
    filters = _("筛选：%(filters)s") % {"filters": chosen} if chosen else _("未筛选")
    return " · ".join(part for part in (filters, str(listing.page.note)) if part)


def _log(listing: Listing, count: int, *, by: Any) -> None:
    from runwu.core import audit

    names = filtered_names(listing.form) if listing.form is not None else []
    audit.log(by, EXPORTED, name=listing.page.name, rows=count, filters=names, order=listing.order.key)


def _file_name(listing: Listing) -> str:
    return f"{listing.page.title}-{timezone.localdate():%Y%m%d}.xlsx"
