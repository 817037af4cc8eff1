"""Administrative divisions (行政区划代码), GB/T 2260: all provinces, Hainan and Bazhong in full."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Region:
    """A division (行政区划) with the years in which its code was in use; None is open.

    `exact` is False where only the province is known because its counties are not listed here.
    """

    code: str
    name: str
    province: str
    since: int | None = None
    until: int | None = None
    exact: bool = True

    def in_use(self, on: date) -> bool:
        """Tell whether the code was in use in the year of a day.

        >>> find_region("469003").in_use(date(2026, 1, 1))
        False
        """
        return (self.since is None or self.since <= on.year) and (self.until is None or on.year <= self.until)


@cache
def _table() -> dict[str, Any]:
    text = files("runwu.rules.identifiers").joinpath("tables", "regions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _listed() -> dict[str, Region]:
    regions = (_region(code, entry) for code, entry in _table()["division"].items())
    return {region.code: region for region in regions}


def _region(code: str, entry: dict[str, Any]) -> Region:
    return Region(code, entry["name"], province_of(code), entry.get("since"), entry.get("until"))


def province_of(code: str) -> str:
    """Name the province that a code lies in, or nothing.

    >>> province_of("460100"), province_of("990000")
    ('海南省', '')
    """
    name: str = _table()["province"].get(code[:2], "")
    return name


def find_region(code: str) -> Region | None:
    """Find a division by its six digits; abolished ones are found as well.

    None when the province is unknown, or when the province or city is listed in full and the code is not
    among its divisions.

    >>> find_region("511903").name, find_region("110101").exact, find_region("461234")
    ('恩阳区', False, None)
    """
    listed = _listed().get(code)
    if listed is not None:
        return listed
    province = province_of(code)
    if not province or len(code) != 6 or not code.isdecimal() or _is_listed_in_full(code):
        return None
    return Region(code, province, province, exact=code.endswith("0000"))


def _is_listed_in_full(code: str) -> bool:
    return code.startswith(tuple(_table()["listed_in_full"]))


def regions_of(prefix: str, *, on: date) -> tuple[Region, ...]:
    """List the divisions under a prefix that are in use on a day, for a drop-down.

    >>> [region.name for region in regions_of("4602", on=date(2026, 1, 1))]
    ['三亚市', '市辖区', '海棠区', '吉阳区', '天涯区', '崖州区']
    """
    return tuple(region for code, region in _listed().items() if code.startswith(prefix) and region.in_use(on))
