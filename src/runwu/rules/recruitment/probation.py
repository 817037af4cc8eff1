"""How long a probation lasts, and when the Party standing begins (预备期与党龄)."""

from __future__ import annotations

from datetime import date

from runwu.rules.counts import require_count
from runwu.rules.errors import RuleInputError
from runwu.rules.limits import reaches, stays_within
from runwu.rules.periods import add_months
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse

_SHORTEST, _LONGEST = "recruitment.extension_min_months", "recruitment.extension_max_months"


@reads("recruitment.extension_min_months", "recruitment.extension_max_months", "recruitment.extension_once")
def may_extend_probation(*, months: int, extended_before: bool, book: Rulebook) -> Verdict:
    """Say whether a probation may be extended by so many months (延长预备期): once, six to twelve.

    Source: 发展党员工作细则 第三十二条.

    >>> may_extend_probation(months=5, extended_before=False, book=Rulebook(on=date(2026, 11, 23))).arithmetic[0]
    '延长 5 个月 < 6 个月'
    """
    require_count(months, "延长的月数")
    once = book.reason("recruitment.extension_once")
    if extended_before:
        now = ["按期讨论，转为正式党员或者取消预备党员资格"]
        return refuse("不能再次延长预备期", happened="预备期已经延长过一次", reasons=[once], now=now)
    shortest = reaches(months, _SHORTEST, label="延长", book=book)
    longest = stays_within(months, _LONGEST, label="延长", book=book)
    reasons = [shortest.reason, longest.reason, once]
    if shortest.met and longest.met:
        return allow("可以延长预备期", reasons=reasons, now=["由支部大会讨论，报上级党委批准"])
    now = [f"改为 {shortest.limit} 至 {longest.limit} 个月"]
    return refuse("延长的时间不符合规定", reasons=reasons, now=now)


@reads("membership.probation_months", "recruitment.extension_min_months", "recruitment.extension_max_months")
def probation_ends(admitted: date, *, extension_months: int = 0, book: Rulebook) -> date:
    """Give the day on which a probation is complete (预备期满), counted from the admitting meeting.

    Raises RuleInputError for an extension that the rules do not know.
    Source: 党章 第七条; 发展党员工作细则 第三十二条.

    >>> probation_ends(date(2024, 2, 29), book=Rulebook(on=date(2026, 11, 23)))
    datetime.date(2025, 2, 28)
    """
    shortest, longest = book.number(_SHORTEST), book.number(_LONGEST)
    if extension_months and not shortest <= extension_months <= longest:
        raise RuleInputError(
            happened=f"预备期延长填成了 {extension_months} 个月",
            rule=f"延长一次，{shortest} 至 {longest} 个月",
            now="核对支部大会决议",
        )
    return add_months(admitted, book.number("membership.probation_months") + extension_months)


@reads("membership.probation_months", "recruitment.extension_min_months", "recruitment.extension_max_months")
def standing_since(admitted: date, *, extension_months: int = 0, book: Rulebook) -> date:
    """Give the day from which Party standing counts (党龄起算日): the day the probation is complete.

    It is neither the day of admission nor that of the meeting or approval of the conversion. Asked
    of a person whose conversion has been approved. Source: 党章 第七条.

    >>> standing_since(date(2025, 7, 1), extension_months=6, book=Rulebook(on=date(2027, 11, 23)))
    datetime.date(2027, 1, 1)
    """
    return probation_ends(admitted, extension_months=extension_months, book=book)
