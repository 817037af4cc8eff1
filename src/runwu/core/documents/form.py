"""Forms to fill in (采集表): what is known stands in its cell, what a person writes by hand stays empty."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from runwu.core.documents.page import A4_WIDTH, MARGINS, set_page
from runwu.core.documents.type import BLACK, FANGSONG, TABLE, TITLE, XIAOBIAOSONG, add_run

_WIDTH = A4_WIDTH - MARGINS["left"] - MARGINS["right"]
_LABEL = Mm(30)
_HEIGHT = Mm(11)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing asked for: its name, what is known, and whether it takes the whole line."""

    label: str
    value: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A form: title, the line above the table, entries, lines below it."""

    title: str
    head: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


def write_form(sheet: FormSheet, target: IO[bytes]) -> None:
    """Write a form as .docx into a binary file: two entries to a line, wide ones alone."""
    write_forms([sheet], target)


def write_forms(sheets: Sequence[FormSheet], target: IO[bytes]) -> None:
    """Write several forms as one .docx into a binary file, each on a page of its own."""
    document = Document()
    set_page(document)
    document.core_properties.title = sheets[0].title if sheets else ""
    document.core_properties.author = ""
    for place, sheet in enumerate(sheets):
        title = _line(document, sheet.title, XIAOBIAOSONG, TITLE, WD_ALIGN_PARAGRAPH.CENTER)
        title.paragraph_format.page_break_before = place > 0
        _line(document, sheet.head, FANGSONG, TABLE, WD_ALIGN_PARAGRAPH.LEFT)
        _table(document, list(_lines(sheet.entries)))
        for note in sheet.notes:
            _line(document, note, FANGSONG, TABLE, WD_ALIGN_PARAGRAPH.LEFT)
    document.save(target)


def _lines(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    waiting: Entry | None = None
    for entry in entries:
        if entry.wide:
            if waiting:
                yield (waiting, Entry(""))
            waiting = None
            yield (entry,)
        elif waiting:
            yield (waiting, entry)
            waiting = None
        else:
            waiting = entry
    if waiting:
        yield (waiting, Entry(""))


def _table(document: DocumentObject, lines: list[tuple[Entry, ...]]) -> None:
    grid = document.add_table(rows=0, cols=4)
    grid.style = "Table Grid"
    grid.autofit = False
    value = (_WIDTH - 2 * _LABEL) // 2
    for line in lines:
        row = grid.add_row()
        row.height, row.height_rule = _HEIGHT, WD_ROW_HEIGHT_RULE.AT_LEAST
        cells = row.cells
        for cell, width in zip(cells, (_LABEL, value, _LABEL, value), strict=True):
            cell.width = width
        _fill(cells[0], line[0].label, BLACK)
        if len(line) == 1:
            _fill(cells[1].merge(cells[3]), line[0].value, FANGSONG)
            continue
        _fill(cells[1], line[0].value, FANGSONG)
        _fill(cells[2], line[1].label, BLACK)
        _fill(cells[3], line[1].value, FANGSONG)


def _fill(cell: _Cell, words: str, font: str) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    add_run(cell.paragraphs[0], words, font, TABLE)


def _line(document: DocumentObject, words: str, font: str, size: Pt, align: WD_ALIGN_PARAGRAPH) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    add_run(paragraph, words, font, size)
    return paragraph
