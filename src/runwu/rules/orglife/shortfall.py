"""Whether what was expected in a period has been held (缺开提醒)."""

from __future__ import annotations

from collections.abc import Mapping

from runwu.rules.counts import require_count
from runwu.rules.orglife.asked import ASKED_KEYS
from runwu.rules.orglife.expected import BranchFacts, Expected, expected_counts
from runwu.rules.orglife.kinds import MeetingKind
from runwu.rules.periods import AnyPeriod, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.sources import Force
from runwu.rules.verdict import Verdict, advise, allow, combine, due


@reads(*ASKED_KEYS)
def shortfall(facts: BranchFacts, period: AnyPeriod, held: Mapping[MeetingKind, int], *, book: Rulebook) -> Verdict:
    """Say what a branch has not held in a period (缺开提醒).

    While the period runs, nothing is missing yet and the answer names what is left. After its end
    ADVISED where the rule says “generally”, DUE where it says “ought”. It is a reminder to the
    branch, not a measure of anybody. Raises RuleInputError for a negative count.
    Source: 支部工作条例 第十一条至第十九条.

    >>> from datetime import date
    >>> from runwu.rules.counts import MemberCounts
    >>> from runwu.rules.periods import Quarter
    >>> facts = BranchFacts(members=MemberCounts(full=3), has_committee=False, formed_on=date(2025, 1, 1))
    >>> held = {MeetingKind.LECTURE: 1, MeetingKind.THEME_DAY: 3}
    >>> shortfall(facts, Quarter(2026, 3), held, book=Rulebook(on=date(2026, 11, 23))).title
    '支部党员大会还差 1 次'
    """
    for kind, count in held.items():
        require_count(count, f"{kind.label}次数")
    expected = expected_counts(facts, period, book=book)
    if not expected:
        return allow(f"{period}没有应开的组织生活")
    return combine([_one(entry, held.get(entry.kind, 0), period, book) for entry in expected])


def _one(entry: Expected, held: int, period: AnyPeriod, book: Rulebook) -> Verdict:
    if held >= entry.count:
        return allow("应开的都已开过", reasons=[entry.reason])
    title = f"{entry.label}还差 {entry.count - held} 次"
    happened = f"{period}{entry.label}应开 {entry.count} 次，已开 {held} 次"
    if book.on <= period.last:
        return allow("期限还没有到", happened=happened, reasons=[entry.reason], now=[_remind(entry, period)])
    now = [f"安排补开{entry.label}", "已经开过的，由党支部补登会议记录"]
    if entry.reason.force is Force.GENERALLY:
        return advise(title, happened=happened, reasons=[entry.reason], now=[*now, "有特殊情况的写明原因"])
    return due(title, happened=happened, reasons=[entry.reason], now=now, by=period.last)


def _remind(entry: Expected, period: AnyPeriod) -> str:
    return f"{in_words(period.last)}前安排{entry.label}"
