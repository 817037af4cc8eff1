"""Classes of economic activity (国民经济行业分类), GB/T 4754-2017: sections and divisions."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from runwu.rules.identifiers.cell_text import compact
from runwu.rules.identifiers.problem import Problem, ProblemKind

_RULE = "GB/T 4754-2017《国民经济行业分类》：门类 A 至 T，大类 01 至 97"
_CODE = re.compile(r"(?P<letter>[A-T])?(?P<digits>[0-9]{2,4})?")


@dataclass(frozen=True, slots=True)
class Section:
    """A section (门类) with its first and last division (大类)."""

    letter: str
    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Industry:
    """A class as far as its code goes (行业): section, and digits of two to four where they are given."""

    section: Section
    digits: str

    @property
    def code(self) -> str:
        """Write letter and digits, such as C39."""
        return f"{self.section.letter}{self.digits}"

    @property
    def division(self) -> str:
        """Give the two digits of the division (大类), or nothing."""
        return self.digits[:2]


@cache
def sections() -> tuple[Section, ...]:
    """List the twenty sections.

    >>> len(sections()), sections()[2].name
    (20, '制造业')
    """
    text = files("runwu.rules.identifiers").joinpath("tables", "industries.toml").read_text(encoding="utf-8")
    return tuple(Section(letter, **entry) for letter, entry in tomllib.loads(text)["section"].items())


def read_industry(value: object) -> Industry | Problem:
    """Read a class as a cell holds it: `C`, `39`, `C39`, `3912`; the letter is added where it lacks.

    >>> read_industry("3912").code
    'C3912'
    >>> read_industry("A39").happened
    '大类 39 不属于门类 A'
    """
    code = compact(value)
    match = _CODE.fullmatch(code)
    if not code:
        return _problem(ProblemKind.EMPTY, "没有填写行业代码")
    if match is None:
        return _problem(ProblemKind.CHARACTERS, "行业代码应为一个字母加二至四位数字")
    return _resolve(match["letter"] or "", match["digits"] or "")


def _resolve(letter: str, digits: str) -> Industry | Problem:
    found = _section(letter, digits)
    if found is None:
        return _problem(ProblemKind.UNKNOWN_CODE, f"没有大类 {digits[:2]}")
    if letter and letter != found.letter:
        return _problem(ProblemKind.UNKNOWN_CODE, f"大类 {digits[:2]} 不属于门类 {letter}")
    return Industry(found, digits)


def _section(letter: str, digits: str) -> Section | None:
    if not digits:
        return next(section for section in sections() if section.letter == letter)
    division = int(digits[:2])
    return next((section for section in sections() if section.first <= division <= section.last), None)


def _problem(kind: ProblemKind, happened: str) -> Problem:
    return Problem(kind=kind, happened=happened, rule=_RULE, now="对照营业执照的经营范围或统计代码核对")
