"""Name what a spreadsheet cell may hold (单元格的原值)."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Broken:
    """Stand for a cell that shows no usable value: a formula without a result, or an error such as #REF!."""

    code: str
    shown: str

    def __str__(self) -> str:
        return self.shown


RawValue = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | Broken

WITHOUT_VALUE = Broken("formula_without_value", "")


def excel_error(shown: str) -> Broken:
    """Return the stand-in for a cell that shows an error."""
    return Broken("excel_error", shown)


def shown(value: RawValue) -> str:
    """Return a value as the person would type it.

    >>> shown(46.0), shown(46.5), shown(9.146e17), shown(True), shown("甲")
    ('46', '46.5', '9.146E+17', 'TRUE', '甲')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15G}"
