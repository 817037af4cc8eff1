"""Who chairs a meeting (会议主持)."""

from __future__ import annotations

from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse

SECRETARY = "secretary"


@reads("orglife.chairs")
def may_chair(post: str, *, delegated: bool, book: Rulebook) -> Verdict:
    """Say whether the holder of a post may chair a meeting of the branch (主持会议).

    The secretary; in the secretary's absence the deputy or a committee member by delegation. Raises
    RuleInputError for an unknown post. Source: 支部工作条例 第十四条.

    >>> from datetime import date
    >>> may_chair("deputy_secretary", delegated=False, book=Rulebook(on=date(2026, 11, 23))).now
    ('由书记主持', '由书记委托后主持')
    """
    reasons = [book.reason("orglife.chairs")]
    if post not in book.names("orglife.chairs"):
        raise RuleInputError(happened=f"不认识的职务 {post}", rule=reasons[0].text, now="从列出的职务中选择")
    if post == SECRETARY or delegated:
        return allow("可以主持会议", reasons=reasons)
    return refuse("没有受委托，不能主持会议", reasons=reasons, now=["由书记主持", "由书记委托后主持"])
