"""From when dues are paid, on which base, and when less is paid (起交、换基数、少交免交)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from runwu.rules.codes import Code
from runwu.rules.errors import RuleInputError
from runwu.rules.periods import Month, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, due, refuse


class HardshipStep(Code):
    """The steps towards paying less (少交、免交的步骤)."""

    APPLIED = "applied"
    STUDIED = "studied"
    APPROVED = "approved"


@reads("dues.from_admission")
def dues_from(admitted: date, *, book: Rulebook) -> Verdict:
    """Say from which day a probationary member pays (起交日): the general meeting that admitted.

    Raises RuleInputError for a day after the rulebook's. Source: 党费规定 第八条.

    >>> dues_from(date(2026, 7, 1), book=Rulebook(on=date(2026, 11, 23))).since
    datetime.date(2026, 7, 1)
    """
    if admitted > book.on:
        raise RuleInputError(happened="通过日期晚于今天", rule="先由支部大会通过，再交纳党费", now="核对通过日期")
    reasons = [book.reason("dues.from_admission", arithmetic=f"{in_words(admitted)}支部大会通过")]
    return due("应当交纳党费", reasons=reasons, now=["由党支部核定每月交纳额"], since=admitted)


@reads("dues.new_base_from_drawn_month")
def new_base_month(drawn: date, *, book: Rulebook) -> Month:
    """Find the month from which a changed wage is the base (新基数起用月份); `drawn` is the first pay day.

    Source: 党费规定 第十条.

    >>> str(new_base_month(date(2026, 12, 15), book=Rulebook(on=date(2026, 11, 23))))
    '2026年12月'
    """
    month = Month.containing(drawn)
    return month if book.value("dues.new_base_from_drawn_month") is True else month.next()


@reads("dues.hardship_steps")
def may_reduce_dues(done: Iterable[HardshipStep], *, book: Rulebook) -> Verdict:
    """Say whether a member in hardship may pay less or nothing (少交或免交): after all steps.

    Source: 党费规定 第七条.

    >>> may_reduce_dues([HardshipStep.APPLIED], book=Rulebook(on=date(2026, 11, 23))).now[0]
    '党支部研究'
    """
    labels = dict(book.parameter("dues.hardship_steps").labels)
    known = {HardshipStep(step) for step in done}
    missing = [labels[step] for step in book.names("dues.hardship_steps") if step not in known]
    reasons = [book.reason("dues.hardship_steps")]
    if not missing:
        return allow("可以少交或免交党费", reasons=reasons, now=["按批准的数额和期限登记"])
    return refuse("还不能少交或免交", happened=f"还没有：{'、'.join(missing)}", reasons=reasons, now=missing)
