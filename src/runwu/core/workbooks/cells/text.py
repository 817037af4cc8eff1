"""Normalize text and codes (文本、代码)."""

import datetime as dt
import math
import re
import unicodedata

from runwu.core.workbooks.cells.cell import EMPTY, Cell, compact, is_dash, is_unknown, trimmed
from runwu.core.workbooks.problems import CellProblem, error, hint, warning
from runwu.core.workbooks.values import RawValue, shown

_LONGEST_EXACT = 15
"""Significant digits that Excel keeps of a number."""
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)
_ALL_ZEROS = re.compile(r"\d{15,}000")
_PADDING = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z\-_/.()#+]*")


def text_cell(raw: RawValue) -> Cell:
    """Return trimmed text; figures and dates as they show; a dash is nothing.

    >>> text_cell(" 示例企业　").value, text_cell(46.0).value, text_cell("—").value
    ('示例企业', '46', None)
    """
    if isinstance(raw, str) and raw.isalnum():
        return Cell(raw)
    text = trimmed(shown(raw))
    return EMPTY if not text or is_dash(text) else Cell(text)


def person_cell(raw: RawValue) -> Cell:
    """Return a person's name without the blanks that pad Chinese names to one width; those of other names stay.

    >>> person_cell("示　小满").value, person_cell("Ann  Example").value
    ('示小满', 'Ann  Example')
    """
    cell = text_cell(raw)
    return cell._replace(value=_PADDING.sub("", cell.value)) if isinstance(cell.value, str) else cell


def code_cell(raw: RawValue) -> Cell:
    """Return a code or number kept as text, in half width and without blanks.

    >>> code_cell("９１４６ 0000 ma5t").value, code_cell(13800000000.0).value, code_cell(9.146e17).problems[0].code
    ('91460000MA5T', '13800000000', 'digits_lost')
    """
    if isinstance(raw, str):
        return _from_text(raw)
    if isinstance(raw, (bool, dt.date, dt.time, dt.timedelta)) or not isinstance(raw, (int, float)):
        return Cell(None, (error("not_a_code", raw=shown(raw)),))
    if abs(raw) >= 10**_LONGEST_EXACT:
        return Cell(None, (error("digits_lost", raw=f"{raw:.4G}"),))
    if math.isnan(raw) or raw != int(raw) or raw < 0:
        return Cell(None, (error("not_a_code", raw=shown(raw)),))
    return Cell(str(int(raw)))


def _from_text(raw: str) -> Cell:
    if raw.isascii() and raw.isalnum() and not _ALL_ZEROS.fullmatch(raw) and not _SCIENTIFIC.fullmatch(raw):
        return Cell(raw.upper())
    text = compact(raw).strip("'`‘’").upper()
    if not text or is_unknown(text):
        return EMPTY
    fault = _fault(text, raw)
    return Cell(None, (fault,)) if fault else Cell(text, _remarks(text, raw))


def _fault(text: str, raw: str) -> CellProblem | None:
    if _SCIENTIFIC.fullmatch(text):
        return error("digits_lost", raw=text)
    return None if _CODE.fullmatch(text) else error("not_a_code", raw=trimmed(raw))


def _remarks(text: str, raw: str) -> tuple[CellProblem, ...]:
    if _ALL_ZEROS.fullmatch(text):
        return (warning("digits_lost_suspected", raw=text),)
    if any(unicodedata.east_asian_width(character) == "F" for character in raw):
        return (hint("full_width", raw=trimmed(raw), value=text),)
    return ()
