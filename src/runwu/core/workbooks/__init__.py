"""Read the workbooks that offices keep (表格读取): open, choose a sheet, find the table, recognize columns, read rows.

with open_workbook(path) as workbook:
    choice = choose_table(workbook, specs)
    mapping = recognize(choice.table.columns, specs, remembered)
    for row in read_rows(choice.table, mapping, on_skip=skipped.append):
        ...
"""

from runwu.core.workbooks.book import Sheet, SheetInfo, Workbook
from runwu.core.workbooks.cells.cell import Cell, Value
from runwu.core.workbooks.cells.reader import cell_reader
from runwu.core.workbooks.choosing import Choice, choose_table
from runwu.core.workbooks.columns import ChoiceSpec, ColumnSpec, Kind
from runwu.core.workbooks.corrections import EXPLANATION, Correction, write_corrections
from runwu.core.workbooks.headings import Heading, normalize_heading
from runwu.core.workbooks.limits import DEFAULT_LIMITS, Limits
from runwu.core.workbooks.opening import open_workbook
from runwu.core.workbooks.problems import CellProblem, Notice, Problem, Severity
from runwu.core.workbooks.reading import ParsedRow, ReadBlock, ReadCell, ReadColumn, read_blocks, read_rows
from runwu.core.workbooks.recognition import IGNORED, SETTLED, By, ColumnMapping, ColumnMatch, recognize
from runwu.core.workbooks.refusal import WorkbookRefused
from runwu.core.workbooks.sniffing import Format
from runwu.core.workbooks.tables import RawRow, SkippedRow, Table, find_table
from runwu.core.workbooks.values import Broken, RawValue, shown

__all__ = [
    "DEFAULT_LIMITS",
    "EXPLANATION",
    "IGNORED",
    "SETTLED",
    "Broken",
    "By",
    "Cell",
    "CellProblem",
    "Choice",
    "ChoiceSpec",
    "ColumnMapping",
    "ColumnMatch",
    "ColumnSpec",
    "Correction",
    "Format",
    "Heading",
    "Kind",
    "Limits",
    "Notice",
    "ParsedRow",
    "Problem",
    "RawRow",
    "RawValue",
    "ReadBlock",
    "ReadCell",
    "ReadColumn",
    "Severity",
    "Sheet",
    "SheetInfo",
    "SkippedRow",
    "Table",
    "Value",
    "Workbook",
    "WorkbookRefused",
    "cell_reader",
    "choose_table",
    "find_table",
    "normalize_heading",
    "open_workbook",
    "read_blocks",
    "read_rows",
    "recognize",
    "shown",
    "write_corrections",
]
