"""Make the workbooks that tests read, with the programs that offices' files come from.

A sheet is planned once (`SheetPlan`) and written by openpyxl, XlsxWriter, xlwt or odfpy; text tables by csv.
"""

import csv
import datetime as dt
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml
import odf.number
import odf.opendocument
import odf.style
import odf.table
import odf.text
import openpyxl
import xlsxwriter
import xlwt

SAVED = Path(__file__).parent / "workbooks"
"""Where the workbooks lie that LibreOffice saved; `save_anew` makes them."""


@dataclass(frozen=True)
class Formula:
    """Plan a formula; without a result, as programs write it that do not calculate."""

    text: str
    result: str | float | None = None


@dataclass(frozen=True)
class Styled:
    """Plan a value with a number format."""

    value: Any
    number_format: str


@dataclass(frozen=True)
class SheetPlan:
    """Plan a sheet: rows of values (None is empty), merged regions such as “A1:D1”, hidden or not."""

    name: str
    rows: Sequence[Sequence[Any]]
    merges: tuple[str, ...] = ()
    hidden: bool = False


def write_openpyxl(path: Path, *sheets: SheetPlan, date_1904: bool = False) -> Path:
    """Write .xlsx as openpyxl does: inline text, formulas without results."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    if date_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for plan in sheets:
        sheet = book.create_sheet(plan.name)
        sheet.sheet_state = "hidden" if plan.hidden else "visible"
        for row, values in enumerate(plan.rows, 1):
            for column, value in enumerate(values, 1):
                _put_openpyxl(sheet.cell(row, column), value)
        for merge in plan.merges:
            sheet.merge_cells(merge)
    book.save(path)
    return path


def _put_openpyxl(cell: Any, value: Any) -> None:
    if isinstance(value, Formula):
        cell.value = f"={value.text}"
    elif isinstance(value, Styled):
        cell.value, cell.number_format = value.value, value.number_format
    elif value is not None:
        cell.value = value


def write_xlsxwriter(path: Path, *sheets: SheetPlan, date_1904: bool = False) -> Path:
    """Write .xlsx as XlsxWriter does: shared text, formulas with the result given or 0."""
    with xlsxwriter.Workbook(path, {"date_1904": date_1904, "default_date_format": "yyyy-mm-dd"}) as book:
        for plan in sheets:
            sheet = book.add_worksheet(plan.name)
            for row, values in enumerate(plan.rows):
                for column, value in enumerate(values):
                    _put_xlsxwriter(book, sheet, row, column, value)
            for merge in plan.merges:
                _merge_xlsxwriter(sheet, merge, plan)
            if plan.hidden:
                sheet.hide()
    return path


def _put_xlsxwriter(book: Any, sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, f"={value.text}", None, 0 if value.result is None else value.result)
    elif isinstance(value, Styled):
        sheet.write(row, column, value.value, book.add_format({"num_format": value.number_format}))
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write(row, column, value)


def _merge_xlsxwriter(sheet: Any, merge: str, plan: SheetPlan) -> None:
    top, left, _, _ = _corners(merge)
    sheet.merge_range(merge, plan.rows[top][left])


def write_xls(path: Path, *sheets: SheetPlan, date_1904: bool = False) -> Path:
    """Write .xls as xlwt does: formulas without results."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = date_1904
    for plan in sheets:
        sheet = book.add_sheet(plan.name)
        sheet.visibility = int(plan.hidden)
        covered = {cell for merge in plan.merges for cell in _cells(merge)}
        for row, values in enumerate(plan.rows):
            for column, value in enumerate(values):
                if value is not None and (row, column) not in covered:
                    sheet.write(row, column, *_xls_value(value))
        for merge in plan.merges:
            top, left, bottom, right = _corners(merge)
            sheet.write_merge(top, bottom, left, right, plan.rows[top][left])
    book.save(str(path))
    return path


def _xls_value(value: Any) -> tuple[Any, ...]:
    if isinstance(value, Formula):
        return (xlwt.Formula(value.text),)
    if isinstance(value, Styled):
        return (value.value, xlwt.easyxf(num_format_str=value.number_format))
    if isinstance(value, dt.date):
        return (value, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    return (value,)


def write_ods(path: Path, *sheets: SheetPlan) -> Path:
    """Write .ods as odfpy does: formulas without results."""
    document = odf.opendocument.OpenDocumentSpreadsheet()
    away = odf.style.Style(name="away", family="table")
    away.addElement(odf.style.TableProperties(display="false"))
    document.automaticstyles.addElement(away)
    for plan in sheets:
        table = odf.table.Table(name=plan.name, **({"stylename": away} if plan.hidden else {}))
        spans = {_corners(merge)[:2]: _corners(merge) for merge in plan.merges}
        covered = {cell for merge in plan.merges for cell in _cells(merge)} - set(spans)
        for row, values in enumerate(plan.rows):
            line = odf.table.TableRow()
            for column, value in enumerate(values):
                line.addElement(_ods_cell(value, spans.get((row, column)), covered=(row, column) in covered))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(path)
    return path


def _ods_cell(value: Any, span: tuple[int, int, int, int] | None, *, covered: bool) -> Any:
    if covered:
        return odf.table.CoveredTableCell()
    across = {}
    if span:
        top, left, bottom, right = span
        across = {"numberrowsspanned": bottom - top + 1, "numbercolumnsspanned": right - left + 1}
    if isinstance(value, Formula):
        return odf.table.TableCell(formula=f"of:={value.text}", **across)
    if value is None:
        return odf.table.TableCell(**across)
    cell = odf.table.TableCell(**_ods_value(value), **across)
    for line in str(value).split("\n"):
        cell.addElement(odf.text.P(text=line))
    return cell


def _ods_value(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"valuetype": "boolean", "booleanvalue": str(value).lower()}
    if isinstance(value, int | float):
        return {"valuetype": "float", "value": value}
    if isinstance(value, dt.date):
        return {"valuetype": "date", "datevalue": value.isoformat()}
    return {"valuetype": "string"}


def write_csv(path: Path, rows: Iterable[Sequence[Any]], *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """Write a text table; “utf-8-sig” and “utf-16” start with their mark."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def write_password(path: Path, plain: Path, password: str = "geheim") -> Path:  # noqa: S107 – of a test file
    """Encrypt an .xlsx as Excel does, in an OLE container."""
    with plain.open("rb") as source, path.open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(source).encrypt(password, target)
    return path


def write_package(path: Path, sheet: Iterable[bytes], parts: Mapping[str, bytes] | None = None) -> Path:
    """Write a minimal .xlsx around the given sheet XML, piece by piece; `parts` are added under xl/."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _relations((("officeDocument", "xl/workbook.xml"),)))
        package.writestr("xl/workbook.xml", _WORKBOOK)
        package.writestr("xl/_rels/workbook.xml.rels", _relations((("worksheet", "worksheets/sheet1.xml"),)))
        for name, content in (parts or {}).items():
            package.writestr(f"xl/{name}", content)
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            for piece in sheet:
                part.write(piece)
    return path


def sheet_xml(rows: Iterable[str]) -> Iterable[bytes]:
    """Yield the XML of a sheet around rows that are XML already."""
    yield f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
    for row in rows:
        yield row.encode()
    yield b"</sheetData></worksheet>"


def damage(path: Path, whole: Path, keep: float) -> Path:
    """Cut a file short, as a broken download does."""
    data = whole.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    return path


def save_with_libreoffice(source: Path, folder: Path, suffix: str) -> Path:
    """Let LibreOffice open a file and save it as another format; raises when it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("soffice")
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", suffix]
        subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)  # noqa: S603
    return folder / f"{source.stem}.{suffix}"


def _corners(merge: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = openpyxl.utils.range_boundaries(merge)
    return top - 1, left - 1, bottom - 1, right - 1


def _cells(merge: str) -> Iterable[tuple[int, int]]:
    top, left, bottom, right = _corners(merge)
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    lines = (
        f'<Relationship Id="rId{number}" Type="{office}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{"".join(lines)}</Relationships>'


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="在册" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
