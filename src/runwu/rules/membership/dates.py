"""A member's age and the order of a member's dates (年龄与日期)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from runwu.rules.errors import RuleInputError
from runwu.rules.limits import reaches
from runwu.rules.periods import add_months, age_on, full_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, combine, refuse, unknown

_IN_ORDER = allow("日期先后正确")
_NO_PROBATION = allow("没有预备期可核对")
_PROBATION_OVER = allow("预备期已满")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDates:
    """The days that a register holds of a member (出生、入党、转正日期); None is unknown."""

    birth: date | None = None
    admission: date | None = None
    conversion: date | None = None


@reads("membership.min_age")
def may_be_admitted(*, birth: date | None, admission: date | None, book: Rulebook) -> Verdict:
    """Say whether a person was old enough when admitted (入党年龄); a missing day is no yes.

    Raises RuleInputError for an admission before the birth. Source: 发展党员工作细则 第五条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_be_admitted(birth=date(2008, 5, 2), admission=date(2026, 5, 1), book=book).arithmetic
    ('入党时 17 周岁 < 18 周岁',)
    """
    if birth is None or admission is None:
        missing = "出生日期" if birth is None else "入党日期"
        return unknown(
            "还不能判断入党年龄",
            happened=f"{missing}没有人填过",
            reasons=[book.reason("membership.min_age")],
            now=["向所在党支部核实一次"],
        )
    if admission < birth:
        raise RuleInputError(
            happened=f"入党日期（{in_words(admission)}）早于出生日期（{in_words(birth)}）",
            rule="出生在前，入党在后",
            now="对照党员档案更正日期",
        )
    check = reaches(age_on(birth, admission), "membership.min_age", label="入党时", book=book)
    if check.met:
        return allow("入党年龄符合规定", reasons=[check.reason])
    return refuse(
        "入党时不满规定年龄",
        happened=f"{in_words(birth)}出生，{in_words(admission)}入党",
        reasons=[check.reason],
        now=["核对出生日期和入党日期", "日期无误的，请所在党组织查阅入党志愿书"],
    )


@reads("membership.probation_months", "membership.min_age")
def dates_in_order(dates: MemberDates, *, book: Rulebook) -> Verdict:
    """Say whether a member's dates can be true together (日期先后).

    REFUSED when birth < admission ≤ conversion ≤ the rulebook's day does not hold or the person was
    too young, ADVISED when the probation was shorter than the rule of today (older admissions
    followed other rules). Source: 发展党员工作细则 第五条、第三十二条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> dates = MemberDates(birth=date(1990, 1, 1), admission=date(2015, 7, 1), conversion=date(2014, 7, 1))
    >>> dates_in_order(dates, book=book).happened
    '转正日期（2014年7月1日）早于入党日期（2015年7月1日）'
    """
    problems = _problems(dates, book.on)
    if problems:
        return refuse(
            "日期先后不对",
            happened="；".join(problems),
            reasons=[book.reason("membership.probation_months", "先入党，后转正；出生在前，都不晚于今天")],
            now=["对照党员档案更正日期"],
        )
    verdicts = [_IN_ORDER, _long_enough(dates, book)]
    if dates.birth and dates.admission:
        verdicts.append(may_be_admitted(birth=dates.birth, admission=dates.admission, book=book))
    return combine(verdicts)


def _problems(dates: MemberDates, on: date) -> list[str]:
    known = [
        (label, day)
        for label, day in (("出生日期", dates.birth), ("入党日期", dates.admission), ("转正日期", dates.conversion))
        if day is not None
    ]
    future = [f"{label}（{in_words(day)}）晚于 {in_words(on)}" for label, day in known if day > on]
    return future + _disorder(dates, known)


def _disorder(dates: MemberDates, known: list[tuple[str, date]]) -> list[str]:
    swapped = [
        f"{later}（{in_words(second)}）早于{earlier}（{in_words(first)}）"
        for (earlier, first), (later, second) in pairwise(known)
        if second < first
    ]
    if dates.birth is not None and dates.birth in (dates.admission, dates.conversion):
        swapped.append("出生当天不可能入党或转正")
    return swapped


def _long_enough(dates: MemberDates, book: Rulebook) -> Verdict:
    if dates.admission is None or dates.conversion is None:
        return _NO_PROBATION
    key = "membership.probation_months"
    months = full_months(dates.admission, dates.conversion)
    if dates.conversion >= add_months(dates.admission, book.number(key)):
        return _PROBATION_OVER
    return advise(
        "预备期比现行规定短",
        happened=f"从入党到转正满 {months} 个月",
        reasons=[book.reason(key, arithmetic=f"预备期 {months} 个月 < {book.parameter(key).shown}")],
        now=["对照党员档案核对两个日期", "早年入党、当时没有预备期的，保留并注明"],
    )
