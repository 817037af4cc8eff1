"""Grades of a figure (档次、等次), read from the rows of a parameter; never ranks."""

from __future__ import annotations

from decimal import Decimal

from runwu.rules.errors import ParameterError


def grade_of(rows: tuple[str, ...], figure: Decimal) -> str:
    """Find the grade whose limit a figure reaches; rows such as `≥80 一档`, the highest first.

    Raises ParameterError for rows that do not fall, or do not end at zero.

    >>> grade_of(("≥80 一档", "≥50 二档", "≥0 三档"), Decimal("79.9"))
    '二档'
    """
    limits = [_read(row) for row in rows]
    edges = [edge for edge, _ in limits]
    if not edges or edges[-1] != 0 or edges != sorted(set(edges), reverse=True):
        raise _broken(rows)
    return next(name for edge, name in limits if figure >= edge)


def _read(row: str) -> tuple[Decimal, str]:
    edge, _, name = row.partition(" ")
    if not edge.startswith("≥") or not edge[1:].isdigit() or not name:
        raise _broken((row,))
    return Decimal(edge[1:]), name


def _broken(rows: tuple[str, ...]) -> ParameterError:
    return ParameterError(
        happened=f"档次“{'、'.join(rows)}”读不出来", rule="档次从高到低，最后一档从零起", now="修正该参数"
    )
