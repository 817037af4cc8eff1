"""Reviewing activists and candidates (考察、分析与政治审查)."""

from __future__ import annotations

from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, due


@reads("recruitment.review_months")
def activist_review_due(*, last_reviewed: date, book: Rulebook) -> Verdict:
    """Say by when the branch reviews an activist again (考察入党积极分子), every half-year.

    Raises RuleInputError for a review after the rulebook's day. Source: 发展党员工作细则 第十一条.

    >>> activist_review_due(last_reviewed=date(2026, 8, 31), book=Rulebook(on=date(2026, 11, 23))).due
    datetime.date(2027, 2, 28)
    """
    now = "由支部委员会考察并写入登记表"
    return _again("recruitment.review_months", last_reviewed, "考察入党积极分子", now, book)


@reads("recruitment.analysis_months")
def pool_analysis_due(*, last_analyzed: date | None, book: Rulebook) -> Verdict:
    """Say by when the primary committee looks at its activists as a whole again (分析队伍状况), every year.

    Without an earlier analysis it is due now. Raises RuleInputError for an analysis after the
    rulebook's day. Source: 发展党员工作细则 第十一条.

    >>> pool_analysis_due(last_analyzed=date(2024, 2, 29), book=Rulebook(on=date(2025, 2, 28))).due
    datetime.date(2025, 2, 28)
    """
    key = "recruitment.analysis_months"
    now = "由基层党委分析一次，写明措施"
    if last_analyzed is None:
        happened = "没有登记过分析"
        return due("应当分析入党积极分子队伍状况", happened=happened, reasons=[book.reason(key)], now=[now])
    return _again(key, last_analyzed, "分析入党积极分子队伍状况", now, book)


def _again(key: str, last: date, what: str, now: str, book: Rulebook) -> Verdict:
    if last > book.on:
        raise RuleInputError(happened=f"上次{what}的日期晚于今天", rule="办过了才登记", now="核对日期")
    by = add_months(last, book.number(key))
    arithmetic = f"上次 {in_words(last)}，加 {book.parameter(key).shown}为 {in_words(by)}"
    title = f"应当{what}" if book.on <= by else f"{what}已经到期"
    return due(title, reasons=[book.reason(key, arithmetic=arithmetic)], now=[now], since=last, by=by)


@reads("recruitment.review_people", "recruitment.review_places")
def review_inquiries(*, floating: bool, book: Rulebook) -> Verdict:
    """List whom a political review asks about, and for floating people which organizations (政治审查的范围).

    Source: 发展党员工作细则 第十六条.

    >>> review_inquiries(floating=True, book=Rulebook(on=date(2026, 11, 23))).now[-1]
    '征求居住地党组织的意见'
    """
    keys = ["recruitment.review_people", *(["recruitment.review_places"] if floating else [])]
    verbs = {"recruitment.review_people": "了解{}的情况", "recruitment.review_places": "征求{}的意见"}
    now = [verbs[key].format(dict(book.parameter(key).labels)[code]) for key in keys for code in book.names(key)]
    return allow("政治审查的范围", reasons=[book.reason(key) for key in keys], now=now)
