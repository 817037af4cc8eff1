"""Normalize integers and decimals (数)."""

import datetime as dt
import math
import re
from decimal import Decimal

from runwu.core.workbooks.cells.cell import EMPTY, Cell, compact, is_unknown, trimmed, words
from runwu.core.workbooks.columns import ColumnSpec, Kind
from runwu.core.workbooks.problems import CellProblem, error, hint, warning
from runwu.core.workbooks.values import RawValue, shown

_FIGURE = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(rf"[¥￥$]?({_FIGURE})([^\d.,]*)")
_BOUNDS = re.compile(
    rf"{_FIGURE}[^\d.,]*(?:-|~|—|–|至|到){_FIGURE}.*"
    rf"|(?:不足|不到|少于|低于|小于|超过?|大于|多于|高于|至少|最多|不超过|<=?|>=?|≤|≥){_FIGURE}.*"
    rf"|{_FIGURE}[^\d.,]*(?:以上|以下|以内|\+)"
)
_ABOUT = re.compile(r"^(?:大约|约|大概|近|将近|估计|预计)|(?:左右|上下|多|余|几|来)(?=[^\d]*$)")
_COUNTERS = words("人 名 个 位 家 户 岁 年 项 次 件 台 人次 元 亩 平方米 平米 m2 % 万元 亿元")
_ONE = Decimal(1)
_SCALE_ONLY = {"万": Decimal(10_000), "亿": Decimal(10**8)}
_SCALES = {"元": Decimal(1), "万元": _SCALE_ONLY["万"], "亿元": _SCALE_ONLY["亿"], **_SCALE_ONLY}


def heading_factor(unit: str, spec: ColumnSpec) -> Decimal:
    """Return by what bare figures are multiplied when the heading names another scale (元) than ours (万元)."""
    known = unit in _SCALES and spec.unit in _SCALES
    return _SCALES[unit] / _SCALES[spec.unit] if known else _ONE


def number_cell(raw: RawValue, spec: ColumnSpec, factor: Decimal = _ONE) -> Cell:
    """Return an int or a Decimal; words for “unknown” give None, never zero.

    `factor` brings a figure without a unit of its own into the unit of the column.

    >>> number_cell("1,204", ColumnSpec("n", "人数", kind=Kind.INTEGER)).value
    1204
    """
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _whole(_exact(raw) * factor, shown(raw), spec, ()) if math.isfinite(raw) else _wrong(raw, spec)
    if not isinstance(raw, str):
        return _wrong(raw, spec)
    if raw.isascii() and raw.isdecimal():
        return _whole(Decimal(raw) * factor, raw, spec, ())
    return _from_text(raw, spec, factor)


def _from_text(raw: str, spec: ColumnSpec, factor: Decimal) -> Cell:
    text = compact(raw)
    if not text or is_unknown(text):
        return EMPTY
    if _BOUNDS.fullmatch(text):
        return Cell(None, (error("bound_not_number", raw=trimmed(raw)),))
    about = _ABOUT.search(text)
    found = _NUMBER.fullmatch(_ABOUT.sub("", text))
    if not found:
        return _wrong(raw, spec)
    figure, unit = Decimal(found.group(1).replace(",", "")), found.group(2)
    value, problem = _in_unit(figure, unit, raw, spec) if unit else (figure * factor, None)
    remarks = tuple(filter(None, (problem, _about(value, raw) if about else None)))
    if value is None:
        return Cell(None, remarks)
    if not remarks and not raw.isascii() and _differs(raw, found.group(1)):
        remarks = (hint("unit_removed", raw=trimmed(raw), value=f"{value:f}"),)
    return _whole(value, trimmed(raw), spec, remarks)


def _in_unit(figure: Decimal, unit: str, raw: str, spec: ColumnSpec) -> tuple[Decimal | None, CellProblem | None]:
    """Return the figure in the unit of the column; None with an error when the units don't fit."""
    if unit == spec.unit:
        return figure, None
    scale = _SCALES.get(unit) if spec.unit in _SCALES else _SCALE_ONLY.get(unit.rstrip(spec.unit or "人"))
    if scale is not None:
        value = figure * scale / _SCALES.get(spec.unit, Decimal(1))
        return value, warning("unit_converted", raw=trimmed(raw), unit=unit, value=f"{value.normalize():f}")
    if unit in _COUNTERS and not spec.unit:
        return figure, None
    if unit in _COUNTERS:
        return None, error("wrong_unit", raw=trimmed(raw), unit=spec.unit)
    return None, error("not_a_number", raw=trimmed(raw), example=_example(spec))


def _about(value: Decimal | None, raw: str) -> CellProblem | None:
    return None if value is None else warning("approximate", raw=trimmed(raw), value=f"{value:f}")


def _differs(raw: str, figure: str) -> bool:
    return trimmed(raw) != figure


def _whole(value: Decimal, raw: str, spec: ColumnSpec, problems: tuple[CellProblem, ...]) -> Cell:
    if spec.kind is not Kind.INTEGER:
        return Cell(Decimal(int(value)) if _is_whole(value) else value, problems)
    if not _is_whole(value):
        return Cell(None, (error("not_an_integer", raw=raw, example=_example(spec)),))
    return Cell(int(value), problems)


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _exact(raw: float) -> Decimal:
    return Decimal(int(raw)) if isinstance(raw, int) or raw.is_integer() else Decimal(f"{raw:.15g}")


def _wrong(raw: RawValue, spec: ColumnSpec) -> Cell:
    said = raw.isoformat() if isinstance(raw, (dt.date, dt.time)) else shown(raw)
    return Cell(None, (error("not_a_number", raw=trimmed(said), example=_example(spec)),))


def _example(spec: ColumnSpec) -> str:
    return spec.example or "46"
