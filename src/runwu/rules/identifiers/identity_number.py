"""Citizens' identity numbers (公民身份号码), GB 11643-1999.

Eighteen characters: region of first registration (6), birth date (8), order (3, odd for men),
check character of ISO 7064 MOD 11-2.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from stdnum.iso7064.mod_11_2 import checksum

from runwu.rules.identifiers.cell_text import compact, is_damaged
from runwu.rules.identifiers.problem import Problem, ProblemKind
from runwu.rules.identifiers.regions import Region, find_region

_RULE = "GB 11643-1999《公民身份号码》"
_OLDEST = 1850


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number whose check character and birth date fit (公民身份号码).

    `warnings` hold what is unusual but refuses nothing. The number itself stays out of `repr`.
    """

    number: str = field(repr=False)
    birth: date = field(repr=False)
    warnings: tuple[Problem, ...] = ()

    @property
    def region(self) -> Region | None:
        """Find the region of first registration, whatever became of it since; None if unknown."""
        return find_region(self.number[:6])

    @property
    def is_male(self) -> bool:
        """Tell the sex that the order number stands for."""
        return int(self.number[16]) % 2 == 1


def read_identity_number(value: object, *, on: date) -> IdentityNumber | Problem:
    """Read an identity number as a cell holds it; `on` is the day after which nobody is born yet.

    An unknown region, one abolished before the birth and one that came into use after it are warnings: the region
    is that of the first registration and stays valid for life, and some were registered late.

    >>> read_identity_number("460100900101123", on=date(2026, 11, 23)).kind
    <ProblemKind.OUTDATED: 'outdated'>
    """
    if is_damaged(value):
        return _damaged()
    number = compact(value)
    problem = _shape_problem(number)
    if problem is not None:
        return problem
    birth = _birth(number)
    if birth is None:
        return _problem(ProblemKind.DATE, "公民身份号码第 7 至 14 位不是一个出生日期")
    return _later_problem(number, birth, on) or IdentityNumber(number, birth, _warnings(number, birth))


def _problem(kind: ProblemKind, happened: str, now: str = "对照身份证逐位核对") -> Problem:
    return Problem(kind=kind, happened=happened, rule=_RULE, now=now)


def _damaged() -> Problem:
    return _problem(
        ProblemKind.DAMAGED,
        "公民身份号码被电子表格改成了科学计数，后几位已经丢失，无法推算",
        "把该列设为文本格式后重新填写；也可以不填",
    )


def _shape_problem(number: str) -> Problem | None:
    if not number:
        return _problem(ProblemKind.EMPTY, "没有填写公民身份号码", "可以不填")
    if len(number) == 15 and number.isdecimal():
        return _problem(ProblemKind.OUTDATED, "填的是十五位的旧号码，已经停用", "照现在的身份证填写十八位号码")
    if len(number) != 18:
        return _problem(ProblemKind.LENGTH, f"公民身份号码应为 18 位，填了 {len(number)} 位")
    if not _only_digits(number[:17]) or not _only_digits(number[17].replace("X", "0")):
        return _problem(ProblemKind.CHARACTERS, "公民身份号码前 17 位应为数字，末位为数字或 X")
    return None


def _only_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _birth(number: str) -> date | None:
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return birth if birth.year >= _OLDEST else None


def _later_problem(number: str, birth: date, on: date) -> Problem | None:
    if birth > on:
        return _problem(ProblemKind.DATE, "公民身份号码中的出生日期在今天以后")
    if checksum(number) != 1:
        return _problem(ProblemKind.CHECK, "公民身份号码的校验不通过，至少有一位填错")
    return None


def _warnings(number: str, birth: date) -> tuple[Problem, ...]:
    region = find_region(number[:6])
    if region is None:
        happened = "公民身份号码前六位的地区不在区划表中，可能是已撤销的地区"
    elif region.until is not None and region.until < birth.year:
        happened = f"公民身份号码前六位的地区在 {region.until} 年已经撤销，早于出生的年份"
    elif region.since is not None and region.since > birth.year:
        happened = f"公民身份号码前六位的地区代码自 {region.since} 年启用，晚于出生的年份，首次登记较晚时才会这样"
    else:
        return ()
    return (_problem(ProblemKind.REGION, happened, "对照身份证核对；无误则保留"),)
