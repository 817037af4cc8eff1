"""Make one plain text of whatever a cell of a workbook holds."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TypeGuard

# a spreadsheet keeps 15 digits of a number; what is longer has been rounded
_KEPT_DIGITS = 15
_SEPARATORS = re.compile(r"[\s\-_.·,，、'’‘`\"“”–—−\u200b-\u200f\u2060\ufeff]+")
_LONGEST = 10**40  # no code is that long, and Python refuses to write very long numbers out
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)


def cell_text(value: object) -> str:
    """Write a cell as text: full-width forms narrowed, whole floats without their point.

    >>> cell_text(" １３８ 0000"), cell_text(13800000000.0), cell_text(None)
    ('138 0000', '13800000000', '')
    """
    if value is None:
        return ""
    if isinstance(value, int) and abs(value) >= _LONGEST:
        return hex(value)
    if _is_whole(value):
        return str(int(value))
    return unicodedata.normalize("NFKC", str(value)).strip()


def _is_whole(value: object) -> TypeGuard[float | Decimal]:
    """Tell a number that a spreadsheet keeps as 13800000000.0; NaN and infinity are none."""
    if not isinstance(value, float | Decimal):
        return False
    number = Decimal(value)
    return number.is_finite() and abs(number) < _LONGEST and number == number.to_integral_value()


def compact(value: object) -> str:
    """Write a code in capitals without separators.

    >>> compact("9146 0100-ma5t")
    '91460100MA5T'
    """
    return _SEPARATORS.sub("", cell_text(value)).upper()


def is_damaged(value: object) -> bool:
    """Tell whether a spreadsheet has rounded a long code, as a number or in scientific notation.

    >>> is_damaged(9.146e17), is_damaged("9.146E+17"), is_damaged("914601000000000000")
    (True, True, False)
    """
    if isinstance(value, float | Decimal):
        return Decimal(value).is_finite() and abs(value) >= 10**_KEPT_DIGITS
    return isinstance(value, str) and bool(_SCIENTIFIC.fullmatch(cell_text(value).replace(" ", "")))
