"""Normalize dates (日期)."""

import datetime as dt
import re

from runwu.core.workbooks.cells.cell import DAY, EMPTY, MONTH, YEAR, Cell, compact, is_unknown, trimmed
from runwu.core.workbooks.problems import error, hint, warning
from runwu.core.workbooks.values import RawValue, shown

_EPOCH_1900 = dt.date(1899, 12, 30)
"""Day 0 of Excel's calendar for every day after 1900-02-28, whose leap day never was. ECMA-376 part 1, 18.17.4.1."""
_EPOCH_1904 = dt.date(1904, 1, 1)
_FIRST_SERIAL, _LAST_SERIAL = 3_654, 73_415
_FIRST_YEAR, _LAST_YEAR = 1900, 2100

_TIME = r"(?:[T]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
_WRITTEN = re.compile(
    rf"(?P<year>\d{{4}})[-/.年,\\_](?P<month>\d{{1,2}})(?:[-/.月,\\_](?P<day>\d{{1,2}})[日号.]?|[月.])?{_TIME}"
)
_YEAR = re.compile(r"(?P<year>\d{4})年?度?")
_UNCLEAR = {
    "day_month_ambiguous": re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"),
    "two_digit_year": re.compile(r"'?\d{2}[-/.年]\d{1,2}(?:[-/.月]?\d{0,2}日?)?"),
}
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_ENDING = re.compile(r"(?:左右|前后|起|成立|投产|入党|转正)$")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE = re.compile(r"[〇○零一二三四五六七八九]{4}年")
_TENS = re.compile(r"([一二三])?十([一二三四五六七八九])?")


def date_cell(raw: RawValue, *, date_1904: bool = False) -> Cell:
    """Return a date; one that names only month or year becomes its first day, with a warning and its precision.

    >>> date_cell("2024.6").value, date_cell("2024.6").precision, date_cell("2024年6月1日").value
    (datetime.date(2024, 6, 1), 'month', datetime.date(2024, 6, 1))
    """
    if isinstance(raw, dt.datetime):
        return Cell(raw.date())
    if isinstance(raw, dt.date):
        return Cell(raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _from_number(raw, date_1904)
    if not isinstance(raw, str):
        return _wrong("not_a_date", shown(raw))
    return _from_text(raw, date_1904)


def _from_text(raw: str, date_1904: bool) -> Cell:
    text = _ENDING.sub("", compact(raw))
    if not text or is_unknown(text):
        return EMPTY
    if _CHINESE.match(text):
        text = _TENS.sub(_tens, text).translate(_NUMERALS)
    if found := _WRITTEN.fullmatch(text) or _YEAR.fullmatch(text):
        return _built(trimmed(raw), **found.groupdict())
    wrong = next((code for code, pattern in _UNCLEAR.items() if pattern.fullmatch(text)), None)
    if wrong is None and _FIGURES.fullmatch(text):
        return _from_number(float(text), date_1904)
    return _wrong(wrong or "not_a_date", raw)


def _from_number(raw: float, date_1904: bool) -> Cell:
    """Read 20240601, 202406, 2024, 2024.6 and serial numbers; what could be two things is an error."""
    text = shown(float(raw))
    if len(text) == 8 and text.isdigit():
        return _built(text, text[:4], text[4:6], text[6:])
    if len(text) == 6 and text.isdigit():
        return _built(text, text[:4], text[4:])
    if _FIRST_YEAR <= raw <= _LAST_YEAR:
        year, _, month = text.partition(".")
        return _wrong("month_ambiguous", text) if month == "1" else _built(text, year, month or None)
    if not _FIRST_SERIAL <= raw + (1_462 if date_1904 else 0) <= _LAST_SERIAL:
        return _wrong("not_a_date", text)
    day = (_EPOCH_1904 if date_1904 else _EPOCH_1900) + dt.timedelta(days=int(raw))
    return Cell(day, (warning("serial_date", raw=text, value=day.isoformat()),))


def _built(raw: str, year: str, month: str | None = None, day: str | None = None) -> Cell:
    try:
        value = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return _wrong("impossible_date", raw)
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        return _wrong("impossible_date", raw)
    if day:
        return Cell(value, (), DAY)
    precision = MONTH if month else YEAR
    return Cell(value, (hint(f"{precision}_only", raw=raw, value=value.isoformat()),), precision)


def _wrong(code: str, raw: str) -> Cell:
    return Cell(None, (error(code, raw=trimmed(raw)),))


def _tens(found: re.Match[str]) -> str:
    """Write 十, 十一, 二十 and 二十一 in figures, as far as dates need them."""
    tens, ones = (found.group(position) or default for position, default in ((1, "一"), (2, "〇")))
    return tens + ones
