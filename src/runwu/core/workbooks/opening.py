"""Open a workbook of any known format after vetting it (打开工作簿)."""

import io
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from runwu.core.workbooks.archive import Archive
from runwu.core.workbooks.book import Row, Sheet, SheetInfo, Workbook
from runwu.core.workbooks.compound import Compound
from runwu.core.workbooks.delimited import read_text, recognize_text, vet_text
from runwu.core.workbooks.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from runwu.core.workbooks.ods_scan import scan_ods
from runwu.core.workbooks.problems import notice
from runwu.core.workbooks.refusal import refusal
from runwu.core.workbooks.rewrapping import rewrapped
from runwu.core.workbooks.scan import SheetScan
from runwu.core.workbooks.sniffing import Format, read_head, recognize_archive, recognize_head, workbook_stream
from runwu.core.workbooks.values import Broken, RawValue
from runwu.core.workbooks.xls_scan import scan_xls
from runwu.core.workbooks.xlsx_scan import scan_xlsx

Scans = Mapping[str, SheetScan]
Loaded = TypeVar("Loaded")
_BINARY = (".xlsx", ".xlsm", ".xls", ".ods")


def open_workbook(path: str | Path, *, name: str = "", limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """Open a workbook by its content (.xlsx, .xlsm, .xls, .ods, .csv), after checking that reading it is safe.

    `name` is what the person calls the file, where it lies under another name; a text table is called by it.
    Raises WorkbookRefused; nothing else is raised for any content of the file.
    """
    path = Path(path)
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise refusal("too_big", size=f"{size / MEBIBYTE:,.0f}", limit=limits.file_bytes // MEBIBYTE)
    kind = recognize_head(read_head(path))
    if kind is Format.CSV:
        return _open_text(path, Path(name or path.name), limits)
    if kind is Format.XLS:
        return _open_compound(path, limits)
    return _open_archive(path, limits)


def _open_compound(path: Path, limits: Limits) -> Workbook:
    container = Compound(path.read_bytes())
    name = workbook_stream(container)
    stream = bytearray(container.stream(name))
    scans, date_1904 = scan_xls(stream, limits)
    clean = io.BytesIO(rewrapped(bytes(stream), name.capitalize()))
    return _open_binary(clean, Format.XLS, scans, date_1904, limits)


def _open_archive(path: Path, limits: Limits) -> Workbook:
    with Archive(path, limits) as archive:
        kind = recognize_archive(archive)
        if kind is Format.ODS:
            scans, date_1904 = scan_ods(archive, limits), False
        else:
            scans, date_1904 = scan_xlsx(archive, limits)
    return _open_binary(path.open("rb"), kind, scans, date_1904, limits)


def _open_text(path: Path, called: Path, limits: Limits) -> Workbook:
    how = recognize_text(path, limits)
    filled = vet_text(path, how, limits)
    info = SheetInfo(called.stem, hidden=False, filled_rows=filled)
    _refuse_empty((info,))

    def rows() -> Iterator[Row]:
        for row, values in read_text(path, how):
            yield row + 1, [*values]

    sheet = Sheet(info.name, hidden=False, date_1904=False, merges=(), row_limit=limits.rows, _open=rows)
    ending = called.suffix.lower()
    notices = [notice("text_inside", ending=ending)] if ending in _BINARY else []
    return Workbook(Format.CSV, (info,), date_1904=False, _load=lambda _: sheet, notices=notices)


def _open_binary(file: BinaryIO, kind: Format, scans: Scans, date_1904: bool, limits: Limits) -> Workbook:
    try:
        book = _load_book(file)
        infos = tuple(_infos(book, scans))
        _refuse_empty(infos)
    except BaseException:
        file.close()
        raise

    def load(info: SheetInfo) -> Sheet:
        scan = scans[info.name]
        loaded = _guarded(partial(book.get_sheet_by_name, info.name))
        merges = tuple(loaded.merged_cell_ranges or scan.merges)
        rows = partial(_rows, loaded, scan)
        return Sheet(info.name, info.hidden, date_1904, merges, limits.rows, rows)

    return Workbook(kind, infos, date_1904, _load=load, _close=file.close)


def _load_book(file: BinaryIO) -> CalamineWorkbook:
    return _guarded(partial(CalamineWorkbook.from_filelike, file))


def _guarded(load: Callable[[], Loaded]) -> Loaded:
    """Turn every failure of the loader into a refusal."""
    try:
        return load()
    except PasswordError as fault:
        raise refusal("password") from fault
    except (CalamineError, OSError, ValueError) as fault:
        raise refusal("corrupt", detail="内容读不出来") from fault
    except BaseException as fault:
        # The loader is Rust: a bug in it on hostile content surfaces as PanicException, a BaseException.
        if type(fault).__name__ == "PanicException":
            raise refusal("corrupt", detail="内容读不出来") from fault
        raise


def _infos(book: CalamineWorkbook, scans: Scans) -> Iterator[SheetInfo]:
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.name in scans:
            hidden = sheet.visible != SheetVisibleEnum.Visible
            yield SheetInfo(sheet.name, hidden, scans[sheet.name].filled_rows)


def _refuse_empty(infos: tuple[SheetInfo, ...]) -> None:
    if not infos:
        raise refusal("no_worksheet")
    if not any(info.filled_rows for info in infos):
        raise refusal("empty_workbook")


def _rows(sheet: CalamineSheet, scan: SheetScan) -> Iterator[Row]:
    """Yield rows from A1 on, with the broken cells that the loader shows as empty put back."""
    margin: list[RawValue] = [""] * (sheet.start[1] if sheet.start else 0)
    broken = scan.broken.by_row()
    done: tuple[int, dict[int, Broken]] = (-1, {})
    at, cells = next(broken, done)
    number = 0
    for number, values in enumerate(sheet.iter_rows(), 1):
        row: list[RawValue] = [*margin, *values]
        if at == number - 1:
            _put(row, cells)
            at, cells = next(broken, done)
        yield number, row
    while at >= number:
        row = []
        _put(row, cells)
        yield at + 1, row
        at, cells = next(broken, done)


def _put(row: list[RawValue], cells: Mapping[int, Broken]) -> None:
    row.extend([""] * (max(cells) + 1 - len(row)))
    for column, broken in cells.items():
        row[column] = broken
