"""Bands of ages and of years of Party standing, education and five years to come (党员结构): what each counts, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from runwu.members.choices import Standing
from runwu.people.models import Education, Gender

Row = Mapping[str, Any]
NOT_TOLD = "unknown"
TURNS = 60  # the age of the outlook; who retires when is not recorded
YEARS_AHEAD = 5
_AGES = ((0, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, 200))
_STANDING = ((0, 4), (5, 9), (10, 19), (20, 29), (30, 49), (50, 200))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the bars read of one member, each read once: whole years of age and of Party standing as of the day."""

    pk: int
    born: date | None
    age: int | None
    standing: int | None
    gender: str
    education: str


@dataclass(frozen=True, slots=True)
class Band:
    """One bar: its key in addresses, and its words."""

    key: str
    label: Any


@dataclass(frozen=True, slots=True)
class Part:
    """One question about the members, its bars, how they are counted, and in which bar somebody stands, if in any."""

    key: str
    title: Any
    formula: Any
    bands: Sequence[Band]
    place: Callable[[Facts], str | None]
    reads_births: bool = False


def whole_years(since: date, on: date) -> int:
    """Return how many years are complete on a day (周岁).

    >>> whole_years(date(2000, 6, 30), date(2026, 6, 29)), whole_years(date(2000, 6, 30), date(2026, 6, 30))
    (25, 26)
    """
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def facts_of(row: Row, on: date) -> Facts:
    """Read a row once: birth dates are text, and dear to read again for every bar."""
    told, converted = row.get("person__birth_date"), row["converted_on"]
    born = date.fromisoformat(told) if told else None
    full = row["standing_then"] == Standing.FULL
    return Facts(
        row["pk"], born, None if born is None else whole_years(born, on),
        whole_years(converted, on) if full and converted else None, row["person__gender"], row["person__education"],
    )  # fmt: skip


def _in(spans: Sequence[tuple[int, int]], years: int | None) -> str | None:
    if years is None or years < 0:  # a day after the one asked about tells nothing of it
        return NOT_TOLD
    return next((f"{first}-{last}" for first, last in spans if first <= years <= last), None)


def _span(first: int, last: int, most: int) -> str:
    if first == 0:
        return f"{last} 岁及以下" if most == 61 else f"不满 {last + 1} 年"
    unit = "岁" if most == 61 else "年"
    return f"{first} {unit}及以上" if last == 200 else f"{first}–{last} {unit}"


def _turning(facts: Facts, on: date) -> str | None:
    if facts.born is None:
        return None
    year = facts.born.year + TURNS
    return str(year) if on.year <= year <= on.year + YEARS_AHEAD else None


_UNTOLD = _("没有登记")


def parts(on: date) -> tuple[Part, ...]:
    """Return every question with its bars as of a day."""
    return (
        Part(
            "age", _("年龄"), _("当日周岁；出生日期没有登记的单列"),
            (*(Band(f"{a}-{b}", _span(a, b, 61)) for a, b in _AGES), Band(NOT_TOLD, _UNTOLD)),
            lambda facts: _in(_AGES, facts.age), reads_births=True,
        ),
        Part(
            "turning", _("当年和其后五年满 60 周岁"), _("按出生年份推算每年满 60 周岁的人数，当年已满的也计；何时退休没有登记，这里不推断"),
            tuple(Band(str(on.year + n), f"{on.year + n} 年") for n in range(YEARS_AHEAD + 1)),
            lambda facts: _turning(facts, on), reads_births=True,
        ),
        Part(
            "education", _("学历"), _("登记的最高学历；没有登记的单列"),
            (*(Band(str(code), label) for code, label in Education.choices), Band(NOT_TOLD, _UNTOLD)),
            lambda facts: facts.education or NOT_TOLD,
        ),
        Part(
            "years", _("党龄"), _("从转为正式党员之日算到当日的整年数；当日为预备党员的和没有登记转正日期的单列"),
            (*(Band(f"{a}-{b}", _span(a, b, 50)) for a, b in _STANDING), Band(NOT_TOLD, _("预备或没有登记"))),
            lambda facts: _in(_STANDING, facts.standing),
        ),
    )  # fmt: skip


GENDERS = ((Gender.FEMALE, _("女")), (Gender.MALE, _("男")), ("", _("没有登记")))
