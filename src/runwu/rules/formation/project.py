"""A branch for a project or works (项目党支部)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from runwu.rules.counts import MemberCounts
from runwu.rules.errors import RuleInputError
from runwu.rules.formation.own_branch import may_form_branch
from runwu.rules.periods import add_days, add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, allow, unknown

_KEY = "formation.project_months"


@reads("formation.project_months", "formation.min_full_members", "formation.max_members")
def may_form_project_branch(members: MemberCounts, *, starts: date, ends: date | None, book: Rulebook) -> Verdict:
    """Say whether a project has a branch of its own (项目党支部); `ends` is its last day, None is unknown.

    A project of six months or more answers as an enterprise does, by its full members; a shorter one
    need not have a branch. Raises RuleInputError for a project that ends before it starts.
    Source: 支部工作条例 第五条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> half_a_year = {"starts": date(2026, 9, 1), "ends": date(2027, 2, 28)}
    >>> may_form_project_branch(MemberCounts(full=3), **half_a_year, book=book).outcome
    <Outcome.DUE: 'due'>
    """
    if ends is None:
        now = ["核实项目的结束日期"]
        return unknown("还不能判断", happened="不知道项目到哪天结束", reasons=[book.reason(_KEY)], now=now)
    if ends < starts:
        raise RuleInputError(happened="项目在开始之前就结束了", rule="先开始，后结束", now="核对项目日期")
    reached = add_days(add_months(starts, book.number(_KEY)), -1)
    sign = "不早于" if ends >= reached else "早于"
    reason = book.reason(_KEY, arithmetic=f"{in_words(starts)}开始，{in_words(ends)}结束，{sign} {in_words(reached)}")
    return _short(reason) if ends < reached else _as_a_unit(members, reason, book)


def _short(reason: Reason) -> Verdict:
    now = ["由党员所在党支部管理", "组织关系不转接的，可以报批成立临时党支部"]
    return allow("不要求为项目成立党支部", reasons=[reason], now=now)


def _as_a_unit(members: MemberCounts, reason: Reason, book: Rulebook) -> Verdict:
    own = may_form_branch(members, book=book)
    return replace(own, reasons=(reason, *own.reasons))
