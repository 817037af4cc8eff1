"""Scan the cells of one .xlsx sheet as a stream (xlsx 预扫).

Counts rows that hold a value, bounds the rectangle, and finds formulas without a cached result and error
values, none of which the fast reader tells apart from empty cells. ECMA-376 part 1, 18.3.1 (c, f, is, row, v).
"""

from collections.abc import Iterable, Iterator

from runwu.core.workbooks.letters import column_letter, split_reference
from runwu.core.workbooks.refusal import refusal
from runwu.core.workbooks.safe_xml import attribute, feed, new_parser
from runwu.core.workbooks.scan import SheetScan
from runwu.core.workbooks.values import excel_error
from runwu.core.workbooks.xlsx_plain import blocks, plain_rows


def scan_cells(chunks: Iterable[bytes], scan: SheetScan, *, part: str, never_calculated: bool) -> None:
    """Fill the scan from the XML of a sheet.

    `never_calculated` says that the program that wrote the file left every formula to be computed on opening:
    a cached 0 is then no result.
    """
    cells = _Cells(scan, never_calculated)
    parser = cells.parser = new_parser(part)
    parser.StartElementHandler = cells.start
    try:
        feed(parser, _to_look_at(chunks, cells), part)
        cells.finish()
    except ValueError as fault:
        raise refusal("corrupt", detail=f"{part} 里的单元格编号不对") from fault
    scan.last_column = max(scan.last_column, cells.widest())
    scan.check_area()


def _to_look_at(chunks: Iterable[bytes], cells: "_Cells") -> Iterator[bytes]:
    """Take blocks of plain rows out of the stream, and pass everything else on."""
    for block in blocks(chunks):
        plain = plain_rows(block)
        if plain is None:
            yield block
            continue
        cells.row = plain.number
        cells.scan.last_column = max(cells.scan.last_column, plain.last_column)
        cells.scan.fill(plain.filled_rows, plain.last_row)


class _Cells:
    """Keep the state of the stream; `start` runs for every element, millions of times, hence its shape."""

    def __init__(self, scan: SheetScan, never_calculated: bool) -> None:
        self.parser = new_parser("")
        self.scan = scan
        self.never_calculated = never_calculated
        self.row = -1
        self.row_text = "0"
        self.row_filled = False
        self.letters = ""
        self.reference = ""
        self.type: str | None = None
        self.watched = False
        self.formula = False
        self.texts: list[str] = []

    def start(self, name: str, attributes: list[str]) -> None:
        """Take one opening tag."""
        if name == "c":
            if self.watched:
                self.finish()
            self.open_cell(attributes)
        elif name in {"v", "is"}:
            self.fill()
        elif name == "row":
            if self.watched:
                self.finish()
            self.open_row(attribute(attributes, "r"))
        elif name == "f":
            self.formula = True
            self.fill()
            self.watch()
        elif ":" in name:
            self.start(name.rpartition(":")[2], attributes)

    def open_row(self, number: str | None) -> None:
        self.row = int(number) - 1 if number else self.row + 1
        self.row_text = str(self.row + 1)
        self.row_filled = False
        self.reference = ""

    def open_cell(self, attributes: list[str]) -> None:
        previous, self.reference = self.reference, ""
        self.type = None
        for position in range(0, len(attributes), 2):
            if attributes[position] == "r":
                self.reference = attributes[position + 1]
            elif attributes[position] == "t":
                self.type = attributes[position + 1]
        if not self.reference:
            column = split_reference(previous)[1] + 1 if previous else 0
            self.reference = column_letter(column) + self.row_text
        if self.type == "e":
            self.watch()

    def fill(self) -> None:
        """Count the cell as filled, and widen the rectangle by its letters."""
        reference, digits = self.reference, len(self.row_text)
        letters = reference[:-digits]
        if reference[-digits:] != self.row_text or not letters.isalpha():
            self.stray(reference)
            return
        if len(letters) > len(self.letters) or (len(letters) == len(self.letters) and letters > self.letters):
            self.letters = letters
        if not self.row_filled:
            self.row_filled = True
            self.scan.fill(1, self.row)

    def stray(self, reference: str) -> None:
        """Take a cell whose number contradicts its row."""
        row, column = split_reference(reference)
        self.scan.last_column = max(self.scan.last_column, column)
        self.scan.fill(1, row)

    def watch(self) -> None:
        self.watched = True
        self.texts = []
        self.parser.CharacterDataHandler = self.texts.append
        self.parser.EndElementHandler = self.end

    def end(self, name: str) -> None:
        """Drop the text of the formula itself; what follows is the result."""
        if name.rpartition(":")[2] == "f":
            self.texts.clear()

    def finish(self) -> None:
        """Judge a watched cell: an error, a formula without a result, or sound."""
        if not self.watched:
            return
        self.parser.CharacterDataHandler = None
        self.parser.EndElementHandler = None
        result = "".join(self.texts).strip()
        if self.type == "e" and result:
            self.scan.broken.add(*split_reference(self.reference), excel_error(result))
        elif self.formula and not self.has_result(result):
            self.scan.broken.add(*split_reference(self.reference))
        self.watched = self.formula = False

    def has_result(self, result: str) -> bool:
        if self.type == "str":
            return True
        return bool(result) and not (self.never_calculated and result == "0")

    def widest(self) -> int:
        return split_reference(f"{self.letters}1")[1] if self.letters else -1
