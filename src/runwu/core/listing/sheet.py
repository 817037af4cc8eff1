"""Write workbooks (导出表格): text stays text, a mark and a note on top, header frozen, little memory."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from xlsxwriter.worksheet import Worksheet

from runwu.core.errors import UserError
from runwu.core.listing.data_rows import Content, DataSheet, Texts, figure

INTERNAL = gettext_lazy("内部资料")
HEADER_ROW = 2  # counted from zero: title, mark and note, header
LAST_ROW = 1_048_575
LONGEST_TEXT = 32_767
FIRST_YEAR = 1900  # spreadsheets know no earlier dates
EXACT_DIGITS = 10**15  # a spreadsheet keeps 15 digits of a number
_CUT = "……（过长，已截断）"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


class SheetKind(StrEnum):
    """What a column of a workbook holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a workbook: heading, kind, width in characters."""

    label: str
    kind: SheetKind = SheetKind.TEXT
    width: int = 16


class _Formats:
    """The few formats of our workbooks."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.note = book.add_format({"font_color": "#57514A"})
        self.header = book.add_format({"bold": True, "bottom": 1, "valign": "vcenter"})
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})


def _is_exact(value: Any) -> bool:
    """Tell whether a spreadsheet keeps every digit of a number; NaN and booleans are none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return bool(-EXACT_DIGITS < value < EXACT_DIGITS)


class _Cells:
    """The insides of cells of one sheet by kind; texts and days that come again are made once."""

    def __init__(self, sheet: DataSheet, formats: _Formats) -> None:
        self._sheet, self._formats = sheet, formats
        self._texts = Texts(formats.text)

    def text(self, value: Any) -> str:
        words = value if isinstance(value, str) else str(value)
        if len(words) > LONGEST_TEXT:
            words = words[: LONGEST_TEXT - len(_CUT)] + _CUT
        return self._texts[words]

    def number(self, value: Any) -> str:
        return figure(value) if _is_exact(value) else self.text(value)

    def date(self, value: Any) -> str:
        if not isinstance(value, date) or value.year < FIRST_YEAR:
            return self.text(value)
        moment = isinstance(value, datetime)
        plain = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        return figure(self._sheet.serial(plain), self._formats.moment if moment else self._formats.day)

    def content(self, kind: SheetKind) -> Content:
        """Return the function that makes cells of a kind."""
        return {SheetKind.TEXT: self.text, SheetKind.NUMBER: self.number, SheetKind.DATE: self.date}[kind]


def write_sheet(
    target: IO[bytes],
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Any]],
    *,
    title: str,
    mark: str = "",
    note: str = "",
    folder: Path | None = None,
) -> int:
    """Write a workbook of one sheet into a binary file and return the number of rows (导出为工作簿).

    `folder` takes the drafts of its parts meanwhile; by default the system's folder for such files.
    """
    with open_workbook(target, title=title, folder=folder) as book:
        return add_sheet(book, columns, rows, title=title, mark=mark, note=note)


def open_workbook(target: IO[bytes], *, title: str, folder: Path | None = None) -> xlsxwriter.Workbook:
    """Return a workbook that never reads formulas or links into text; a context manager."""
    book = xlsxwriter.Workbook(target, {**_OPTIONS, "tmpdir": str(folder or tempfile.gettempdir())})
    book.set_properties({"title": title})
    return book


def add_sheet(
    book: xlsxwriter.Workbook,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Any]],
    *,
    title: str,
    mark: str = "",
    note: str = "",
) -> int:
    """Add one sheet: title, mark with time and note, frozen header, rows. None and "" stay empty cells.

    Raises UserError when there are more rows than a sheet holds.
    """
    mark = mark or str(INTERNAL)
    formats = _Formats(book)
    sheet = book.add_worksheet(_sheet_name(title), worksheet_class=DataSheet)
    _set_up(sheet, columns, title=title, mark=mark)
    _write_top(sheet, columns, formats, title=title, note=_note_line(mark, note))
    cells = _Cells(sheet, formats)
    count: int = sheet.write_rows(HEADER_ROW + 1, _bounded(rows), [cells.content(column.kind) for column in columns])
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + count, max(len(columns) - 1, 0))
    return count


def _sheet_name(title: str) -> str:
    """Return a title as a sheet may be called: no []:*?/\\, at most 31 characters."""
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31] or _("清单")


def _note_line(mark: str, note: str) -> str:
    moment = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    return " · ".join(part for part in (mark, _("导出于 %(moment)s") % {"moment": moment}, note) if part)


def _set_up(sheet: Worksheet, columns: Sequence[SheetColumn], *, title: str, mark: str) -> None:
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L{_in_header(mark)}&R{_in_header(title)}")
    sheet.set_footer(_("&C第 &P 页，共 &N 页"))


def _in_header(text: str) -> str:
    """Return text for a print header, where & starts a code and 255 characters are the limit."""
    return text[:100].replace("&", "&&")


def _write_top(sheet: Worksheet, columns: Sequence[SheetColumn], formats: _Formats, *, title: str, note: str) -> None:
    sheet.write_string(0, 0, title, formats.title)
    sheet.write_string(1, 0, note[:LONGEST_TEXT], formats.note)
    for index, column in enumerate(columns):
        sheet.write_string(HEADER_ROW, index, column.label, formats.header)


def _bounded(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Pass rows on, as many as a sheet holds."""
    for number, row in enumerate(rows, HEADER_ROW + 1):
        if number > LAST_ROW:
            raise UserError(
                _("超过一张工作表能放的 1,048,573 行，没有导出。"),
                rule=_("按电子表格的行数上限。"),
                now=_("请加上筛选条件，分几次导出。"),
            )
        yield row
