"""Bands of an amount, each with its percentage (分档比例), read from the rows of a parameter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from runwu.rules.amounts import plain_number
from runwu.rules.errors import ParameterError

_ROW = re.compile(r"(?P<side>≤|>)(?P<edge>[0-9.]+) (?P<percent>[0-9.]+)%")


@dataclass(frozen=True, slots=True)
class Band:
    """One band (档): above `above`, up to and including `up_to`, each None where it is open."""

    above: Decimal | None
    up_to: Decimal | None
    percent: Decimal

    def arithmetic(self, unit: str) -> str:
        """Write where the band begins and ends.

        >>> Band(Decimal(3000), Decimal(5000), Decimal(1)).arithmetic("元")
        '> 3,000 元且 ≤ 5,000 元'
        """
        above = [] if self.above is None else [f"> {plain_number(self.above)} {unit}"]
        up_to = [] if self.up_to is None else [f"≤ {plain_number(self.up_to)} {unit}"]
        return "且 ".join(above + up_to)


def read_bands(rows: tuple[str, ...]) -> tuple[Band, ...]:
    """Read rows such as `≤3000 0.5%`, in rising order, the last one open: `>10000 2%`.

    Raises ParameterError for rows that leave a gap or do not rise.

    >>> [str(band.percent) for band in read_bands(("≤5000 0.5%", ">5000 1%"))]
    ['0.5', '1']
    """
    bands: list[Band] = []
    for row in rows:
        match = _ROW.fullmatch(row)
        below = bands[-1].up_to if bands else None
        if match is None or (bands and below is None):
            raise _broken(row)
        bands.append(_band(match, below, row))
    return tuple(bands)


def _band(match: re.Match[str], below: Decimal | None, row: str) -> Band:
    edge, percent = Decimal(match["edge"]), Decimal(match["percent"])
    if match["side"] == ">":
        if edge != below:
            raise _broken(row)
        return Band(below, None, percent)
    if below is not None and edge <= below:
        raise _broken(row)
    return Band(below, edge, percent)


def band_of(bands: tuple[Band, ...], amount: Decimal) -> Band:
    """Find the band that an amount lies in.

    >>> band_of(read_bands(("≤5000 0.5%", ">5000 1%")), Decimal("5000.01")).percent
    Decimal('1')
    """
    return next(band for band in bands if band.up_to is None or amount <= band.up_to)


def _broken(row: str) -> ParameterError:
    return ParameterError(
        happened=f"分档“{row}”读不出来", rule="分档从低到高、首尾相接，最后一档不封顶", now="修正该参数文件"
    )
