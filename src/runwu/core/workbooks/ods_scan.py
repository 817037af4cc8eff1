"""Vet an .ods package before it is loaded (ods 体检). OpenDocument 1.3 part 3, chapter 9."""

from runwu.core.workbooks.archive import Archive
from runwu.core.workbooks.limits import Limits
from runwu.core.workbooks.refusal import refusal
from runwu.core.workbooks.safe_xml import feed, new_parser
from runwu.core.workbooks.scan import SheetScan

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_VALUES = ("office:value", "office:date-value", "office:time-value", "office:boolean-value", "office:string-value")


def scan_ods(archive: Archive, limits: Limits) -> dict[str, SheetScan]:
    """Return a scan of every table by name; repeated rows and cells count as often as they repeat."""
    _refuse_password(archive)
    part = archive.find(CONTENT)
    if part is None:
        raise refusal("corrupt", detail="缺少 content.xml")
    tables = _Tables(limits)
    parser = new_parser(part)
    parser.StartElementHandler = tables.start
    parser.EndElementHandler = tables.end
    parser.CharacterDataHandler = tables.text
    try:
        feed(parser, archive.chunks(part), part)
    except ValueError as fault:
        raise refusal("corrupt", detail=f"{part} 里的行列数不对") from fault
    for scan in tables.scans.values():
        scan.check_area()
    return tables.scans


def _refuse_password(archive: Archive) -> None:
    """Look for the mark of encryption as bytes: older programs put a harmless document type into the manifest."""
    part = archive.find(_MANIFEST)
    if part is not None and b"encryption-data" in b"".join(archive.chunks(part)):
        raise refusal("password")


class _Tables:
    """Keep the state of the stream."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.scans: dict[str, SheetScan] = {}
        self.scan = SheetScan("", limits)
        self.row = 0
        self.row_repeats = 1
        self.row_filled = False
        self.column = 0
        self.cell: dict[str, str] | None = None
        self.has_text = False
        self.in_text = False

    def start(self, name: str, attributes: list[str]) -> None:
        if name in _CELLS:
            self.cell = dict(zip(attributes[::2], attributes[1::2], strict=True))
            self.has_text = False
        elif name == "text:p":
            self.in_text = self.cell is not None
        elif name == "table:table-row":
            self.row_repeats = _repeats(attributes, "table:number-rows-repeated")
            self.row_filled = False
            self.column = 0
        elif name == "table:table":
            self.open_table(dict(zip(attributes[::2], attributes[1::2], strict=True)).get("table:name", ""))

    def text(self, text: str) -> None:
        if self.in_text and text.strip():
            self.has_text = True

    def end(self, name: str) -> None:
        if name in _CELLS:
            self.close_cell()
        elif name == "text:p":
            self.in_text = False
        elif name == "table:table-row":
            if self.row_filled:
                self.scan.fill(self.row_repeats, self.row + self.row_repeats - 1)
            self.row += self.row_repeats

    def open_table(self, name: str) -> None:
        self.scan = self.scans[name] = SheetScan(name, self.limits)
        self.row = 0

    def close_cell(self) -> None:
        cell, self.cell = self.cell or {}, None
        repeats = _count(cell.get("table:number-columns-repeated", "1"))
        valued = self.has_text or any(name in cell for name in _VALUES)
        if valued or "table:formula" in cell:
            self.row_filled = True
            self.scan.last_column = max(self.scan.last_column, self.column + repeats - 1)
        if "table:formula" in cell and not valued and cell.get("office:value-type") != "string":
            self.scan.broken.add(self.row, self.column)
        self.merge(cell)
        self.column += repeats

    def merge(self, cell: dict[str, str]) -> None:
        down = _count(cell.get("table:number-rows-spanned", "1"))
        across = _count(cell.get("table:number-columns-spanned", "1"))
        if down > 1 or across > 1:
            start = (self.row, self.column)
            self.scan.merges.append((start, (self.row + down - 1, self.column + across - 1)))


def _repeats(attributes: list[str], name: str) -> int:
    for position in range(0, len(attributes), 2):
        if attributes[position] == name:
            return _count(attributes[position + 1])
    return 1


def _count(text: str) -> int:
    """Return a count of one or more; raises ValueError when it is none."""
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count
