"""Dividing a branch into groups, and who leads them (党小组)."""

from __future__ import annotations

from collections.abc import Collection

from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow

_GROUNDS, _WAYS = "orglife.group_grounds", "orglife.group_leader_ways"


@reads("orglife.group_grounds")
def may_divide_into_groups(grounds: Collection[str], *, book: Rulebook) -> Verdict:
    """Say whether a branch has a ground to divide into groups (划分党小组): many members, or scattered ones.

    No number is set; the branch decides. Raises RuleInputError for an unknown ground.
    Source: 支部工作条例 第十三条.

    >>> from datetime import date
    >>> may_divide_into_groups([], book=Rulebook(on=date(2026, 11, 23))).outcome
    <Outcome.ADVISED: 'advised'>
    """
    reasons = [book.reason(_GROUNDS)]
    strange = [ground for ground in grounds if ground not in book.names(_GROUNDS)]
    if strange:
        raise RuleInputError(happened=f"不认识的情形 {strange[0]}", rule=reasons[0].text, now="从列出的情形中选择")
    if grounds:
        return allow("可以划分党小组", reasons=reasons, now=["由党支部决定，明确组长"])
    return advise("可以办，但一般不需要划分党小组", reasons=reasons, now=["以党支部为单位开展活动"])


@reads("orglife.group_leader_ways")
def may_lead_group(way: str, *, book: Rulebook) -> Verdict:
    """Say whether a group's leader came about in a proper way (党小组组长的产生); `way` is a code of the parameter.

    Raises RuleInputError for an unknown way. Source: 支部工作条例 第十三条.

    >>> from datetime import date
    >>> may_lead_group("named", book=Rulebook(on=date(2026, 11, 23))).title
    '由党支部指定，可以任组长'
    """
    reasons, labels = [book.reason(_WAYS)], dict(book.parameter(_WAYS).labels)
    if way not in book.names(_WAYS):
        raise RuleInputError(happened=f"不认识的产生方式 {way}", rule=reasons[0].text, now="从列出的方式中选择")
    return allow(f"{labels.get(way, way)}，可以任组长", reasons=reasons)
