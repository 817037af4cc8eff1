"""May a limit be extended (延期)."""

from __future__ import annotations

from decimal import Decimal

from runwu.rules.counts import require_count
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, combine, refuse


@reads("casework.extension_times", "casework.extension_percent", "casework.extension_told")
def may_extend(*, limit: int, more: int, times_before: int, reason: str, told: bool, book: Rulebook) -> Verdict:
    """Say whether a limit may be extended by `more` of its own units (延期).

    With a reason that the requester was told; once, and by no more than the limit itself.
    Source: 北京市接诉即办工作条例 第十五条, by analogy; 产品设定.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_extend(limit=5, more=6, times_before=0, reason="需现场勘查", told=True, book=book).title
    '可以办，但延得比原时限长'
    """
    for count, label in ((limit, "原时限"), (more, "延长的时间"), (times_before, "已延期的次数")):
        require_count(count, label)
    if not reason.strip() or not told:
        step = "先告知诉求人" if reason.strip() else "写明理由"
        return refuse("还不能延期", reasons=[book.reason("casework.extension_told")], now=[step])
    return combine([_times(times_before, book), _length(limit, more, book)])


def _times(before: int, book: Rulebook) -> Verdict:
    most = book.parameter("casework.extension_times")
    met = before < book.number("casework.extension_times")
    arithmetic = f"已延期 {before} 次 {'<' if met else '≥'} {most.shown}"
    reasons = [book.reason("casework.extension_times", arithmetic=arithmetic)]
    if met:
        return allow("可以延期", reasons=reasons)
    return advise("可以办，但延期次数超出设定", reasons=reasons, now=["由负责人具名同意", "先给出阶段结果"])


def _length(limit: int, more: int, book: Rulebook) -> Verdict:
    percent = book.decimal("casework.extension_percent")
    met = Decimal(more) <= limit * percent / 100
    arithmetic = f"延长 {more} {'≤' if met else '>'} 原时限 {limit} × {percent}%"
    reasons = [book.reason("casework.extension_percent", arithmetic=arithmetic)]
    if met:
        return allow("可以延期", reasons=reasons)
    return advise("可以办，但延得比原时限长", reasons=reasons, now=["缩短延期", "由负责人具名同意"])
