"""Which group a code of GB/T 4754 falls into, by the rows of a parameter."""

from __future__ import annotations

from collections.abc import Iterator

from runwu.rules.identifiers.industries import Industry


def group_in(rows: tuple[str, ...], industry: Industry) -> str | None:
    """Find the group of the longest code that fits (行业归类), or None where no row names it.

    A row is a group and its codes: `transport 54-58 591`. A class known by its letter alone falls
    into a group only where the row names the letter.

    >>> from runwu.rules.identifiers.industries import Section
    >>> rows = ("transport 54-58 591", "storage 59")
    >>> group_in(rows, Industry(Section("G", "交通运输、仓储和邮政业", 53, 60), "5910"))
    'transport'
    """
    fitting = [(len(code), group) for group, code in _codes(rows) if _fits(code, industry)]
    return max(fitting)[1] if fitting else None


def _codes(rows: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for row in rows:
        group, *codes = row.split()
        yield from ((group, code) for listed in codes for code in _spread(listed))


def _spread(listed: str) -> list[str]:
    first, dash, last = listed.partition("-")
    return [f"{number:02}" for number in range(int(first), int(last) + 1)] if dash else [listed]


def _fits(code: str, industry: Industry) -> bool:
    return (not industry.digits and code == industry.section.letter) or (
        code.isdigit() and industry.digits.startswith(code)
    )
