"""What one event may count for (一次活动可以计入哪些组织生活)."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

from runwu.rules.errors import RuleInputError
from runwu.rules.orglife.kinds import MeetingKind
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse

_KEYS = ("orglife.combinations", "orglife.theme_day_combinations")


@reads("orglife.combinations", "orglife.theme_day_combinations")
def may_count_for(kinds: Collection[MeetingKind], *, book: Rulebook) -> Verdict:
    """Say whether one event may count for all of these kinds (合并计入): every two of them have to fit.

    Raises RuleInputError for an event that is nothing at all.
    Sources: 支部工作条例 第十六条至第十八条; with a theme day local custom.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_count_for([MeetingKind.GENERAL, MeetingKind.COMMITTEE], book=book).refused
    True
    """
    if not kinds:
        raise RuleInputError(happened="没有选组织生活的种类", rule="一次活动至少是一种", now="选择种类")
    reasons = [book.reason(key) for key in _KEYS]
    allowed = {pair for key in _KEYS for pair in book.names(key)}
    pairs = combinations(sorted(set(kinds)), 2)
    clashing = [f"{one.label}和{other.label}" for one, other in pairs if f"{one}+{other}" not in allowed]
    if not clashing:
        return allow("可以这样计入", reasons=reasons)
    happened = f"{'、'.join(clashing)}不能算同一次"
    return refuse("不能这样计入", happened=happened, reasons=reasons, now=["分开召开，分别记录", "只选其中一种"])
