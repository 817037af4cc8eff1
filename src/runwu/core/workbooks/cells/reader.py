"""Choose how the cells of a column are normalized (选归一法)."""

import re
from collections.abc import Callable
from functools import partial

from runwu.core.workbooks.cells.cell import EMPTY, Cell
from runwu.core.workbooks.cells.choices import boolean_cell, choice_reader
from runwu.core.workbooks.cells.dates import date_cell
from runwu.core.workbooks.cells.numbers import heading_factor, number_cell
from runwu.core.workbooks.cells.text import code_cell, person_cell, text_cell
from runwu.core.workbooks.columns import ColumnSpec, Kind
from runwu.core.workbooks.problems import error
from runwu.core.workbooks.values import Broken, RawValue

Reader = Callable[[RawValue], Cell]

_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|#{3,})|(?:Err:|错误:?)\d{3}")
"""What spreadsheets show for a formula that fails; the last form is LibreOffice's."""


def cell_reader(spec: ColumnSpec, *, date_1904: bool = False, unit: str = "") -> Reader:
    """Return a function that normalizes the raw values of one column, required or not.

    `unit` is the unit that the heading names; bare figures are converted from it when it differs in scale.
    """
    read = _reader(spec, date_1904, unit)
    missing = Cell(None, (error("required", title=spec.title),)) if spec.required else EMPTY

    def cell(raw: RawValue) -> Cell:
        if raw == "":
            return missing
        if isinstance(raw, Broken):
            return Cell(None, (error(raw.code, raw=raw.shown),))
        if isinstance(raw, str) and raw[0] in "#E错" and _ERROR.fullmatch(raw):
            return Cell(None, (error("excel_error", raw=raw),))
        found = read(raw)
        return missing if found.value is None and not found.problems else found

    return cell


def _reader(spec: ColumnSpec, date_1904: bool, unit: str) -> Reader:
    if spec.kind in (Kind.INTEGER, Kind.DECIMAL):
        return partial(number_cell, spec=spec, factor=heading_factor(unit, spec))
    if spec.kind is Kind.DATE:
        return partial(date_cell, date_1904=date_1904)
    if spec.kind is Kind.CHOICE:
        return choice_reader(spec)
    plain = person_cell if spec.person else text_cell
    return {Kind.BOOLEAN: boolean_cell, Kind.CODE: code_cell}.get(spec.kind, plain)
