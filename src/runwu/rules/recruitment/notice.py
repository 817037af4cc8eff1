"""Public notice before a decision, and how long papers stay good (公示与材料有效期): local rules."""

from __future__ import annotations

from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.limits import reaches
from runwu.rules.periods import add_days, add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow
from runwu.rules.workdays import WorkCalendar, add_workdays, workdays_between


@reads("recruitment.notice_workdays")
def public_notice(*, first: date, last: date, book: Rulebook, calendar: WorkCalendar | None = None) -> Verdict:
    """Say whether a public notice hangs long enough (公示), both days included, in working days.

    The national text as read sets no number, so a short notice is ADVISED against, not refused. The
    sum says when a year's days off are not announced yet. Raises RuleInputError for a notice that
    ends before it begins.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> public_notice(first=date(2026, 10, 8), last=date(2026, 10, 13), book=book).arithmetic
    ('公示 5 个工作日 ≥ 5 个工作日',)
    """
    if last < first:
        raise RuleInputError(happened="公示在开始之前就结束了", rule="先开始，后结束", now="核对公示日期")
    day_before = add_days(first, -1)
    counted = workdays_between(day_before, last, calendar=calendar)
    remark = f"（{counted.remark}）" if counted.remark else ""
    check = reaches(counted.workdays, "recruitment.notice_workdays", label="公示", book=book, remark=remark)
    if check.met:
        return allow("公示时间够", reasons=[check.reason])
    until = add_workdays(day_before, check.limit, calendar=calendar).last
    return advise("公示时间比当地做法短", reasons=[check.reason], now=[f"公示到 {in_words(until)}"])


@reads("recruitment.paper_months")
def papers_valid(*, dated: date, book: Rulebook) -> Verdict:
    """Say whether a political review or a training is recent enough (材料有效期).

    Raises RuleInputError for a paper of tomorrow. The number is local.

    >>> papers_valid(dated=date(2025, 11, 22), book=Rulebook(on=date(2026, 11, 23))).outcome
    <Outcome.ADVISED: 'advised'>
    """
    if dated > book.on:
        raise RuleInputError(happened="材料日期晚于今天", rule="形成以后才登记", now="核对日期")
    last = add_months(dated, book.number("recruitment.paper_months"))
    arithmetic = f"{in_words(dated)}形成，有效到 {in_words(last)}"
    reasons = [book.reason("recruitment.paper_months", arithmetic=arithmetic)]
    if book.on <= last:
        return allow("材料还有效", reasons=reasons)
    return advise("材料超过了当地规定的有效期", reasons=reasons, now=["补充政治审查或者培训", "请示上级党委"])


@reads("recruitment.notice_points")
def needs_notice(step: str, *, book: Rulebook) -> Verdict:
    """Say whether a step is announced publicly here (是否公示); which steps are is local.

    `step` is one of activist, candidate, admission, conversion. Raises RuleInputError for another.

    >>> needs_notice("activist", book=Rulebook(on=date(2026, 11, 23))).title
    '当地不要求公示'
    """
    key = "recruitment.notice_points"
    labels = dict(book.parameter(key).labels)
    if step not in labels:
        raise RuleInputError(
            happened=f"不认识的环节 {step}", rule=f"可选的有：{'、'.join(labels)}", now="从列出的环节中选择"
        )
    reasons = [book.reason(key)]
    if step not in book.names(key):
        return allow("当地不要求公示", reasons=reasons)
    return advise(f"{labels[step]}一般要公示", reasons=reasons, now=["按当地规定的时间公示，写明起止日期"])
