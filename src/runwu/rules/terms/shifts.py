"""Holding an election earlier or later than the term says (提前和延期换届)."""

from __future__ import annotations

from datetime import date

from runwu.rules.periods import add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, advise, allow, refuse, unknown


@reads("terms.shift_needs_approval", "terms.shift_months")
def may_shift_election(*, ends: date, planned: date, approved: bool | None, book: Rulebook) -> Verdict:
    """Say whether an election may be held on another day than the term's last (提前、延期换届).

    `approved` tells whether the organization above has approved; None is unknown. REFUSED without
    its approval, ADVISED beyond the usual limit. Source: 基层选举工作条例 第三条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_shift_election(ends=date(2027, 3, 1), planned=date(2028, 3, 2), approved=True, book=book).outcome
    <Outcome.ADVISED: 'advised'>
    """
    if planned == ends:
        return allow("按期换届", reasons=[book.reason("terms.shift_months", arithmetic=f"{in_words(ends)}届满当天")])
    word = "提前" if planned < ends else "延期"
    reasons = [book.reason("terms.shift_needs_approval"), _within(ends, planned, book)]
    happened = f"{in_words(ends)}届满，拟于{in_words(planned)}换届"
    if approved is None:
        now = ["向上级党组织核实批复"]
        return unknown(f"还不能判断能否{word}换届", happened=f"{happened}，不知是否批准", reasons=reasons, now=now)
    if not approved:
        now = [f"报上级党组织批准{word}", "按期换届"]
        return refuse(f"没有批准，不能{word}换届", happened=happened, reasons=reasons, now=now)
    return _approved(word, happened, reasons, exceeds=_exceeds(ends, planned, book))


def _approved(word: str, happened: str, reasons: list[Reason], *, exceeds: bool) -> Verdict:
    if not exceeds:
        return allow(f"可以{word}换届", happened=happened, reasons=reasons)
    now = ["请上级党组织在批复中写明理由", "缩短到一般期限以内"]
    return advise(f"可以办，但{word}的时间超出一般规定", happened=happened, reasons=reasons, now=now)


def _limit(ends: date, planned: date, book: Rulebook) -> date:
    months = book.number("terms.shift_months")
    return add_months(ends, -months if planned < ends else months)


def _exceeds(ends: date, planned: date, book: Rulebook) -> bool:
    limit = _limit(ends, planned, book)
    return planned < limit if planned < ends else planned > limit


def _within(ends: date, planned: date, book: Rulebook) -> Reason:
    limit, early = _limit(ends, planned, book), planned < ends
    bound = "最早" if early else "最晚"
    held = f"{in_words(ends)}届满，一般{bound}到 {in_words(limit)}，拟于 {in_words(planned)}"
    return book.reason("terms.shift_months", arithmetic=held)
