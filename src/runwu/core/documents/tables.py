"""Tables of official papers: thin lines, a head that repeats on every page, rows that do not break."""

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Emu, Pt
from docx.table import _Cell, _Row

from runwu.core.documents.paper import Table
from runwu.core.documents.type import BLACK, FANGSONG, TABLE, add_run


def add_table(document: Document, table: Table, width: int) -> None:
    """Add a table over the whole line; figures are centred."""
    grid = document.add_table(rows=1, cols=len(table.head))
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    shares = table.widths or (1,) * len(table.head)
    widths = [Emu(width * share // sum(shares)) for share in shares]
    # Both the grid and every cell: Word reads the cells, LibreOffice and WPS read the grid.
    for column, size in zip(grid.columns, widths, strict=True):
        column.width = size
    for cell, words, size in zip(grid.rows[0].cells, table.head, widths, strict=True):
        _fill(cell, words, size, BLACK, centred=True)
    _mark(grid.rows[0], "w:tblHeader")
    for row in table.rows:
        _add_row(grid.add_row(), row, widths, table.numbers)


def _add_row(line: _Row, row: tuple[str, ...], widths: list[Emu], numbers: tuple[int, ...]) -> None:
    _mark(line, "w:cantSplit")
    for index, (cell, words) in enumerate(zip(line.cells, row, strict=True)):
        _fill(cell, words, widths[index], FANGSONG, centred=index in numbers)


def _fill(cell: _Cell, words: str, width: Emu, font: str, *, centred: bool) -> None:
    cell.width = width
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    add_run(paragraph, words, font, TABLE)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
