"""How an admission is voted on (表决方式): secretly, and one person after the other."""

from __future__ import annotations

from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse, unknown
from runwu.rules.votes.matters import Matter

_SECRET, _ONE_BY_ONE = "votes.secret_ballot", "votes.one_by_one"


@reads("votes.secret_ballot", "votes.one_by_one")
def voting_manner(
    matter: Matter, *, people: int = 1, secret: bool | None, separate: bool | None = None, book: Rulebook
) -> Verdict:
    """Say whether a matter is voted on in the proper manner (表决方式); None is unknown.

    `people` are those voted on at one meeting, `separate` tells whether each was discussed and voted
    on alone. Raises RuleInputError for fewer than one. Source: 发展党员工作细则.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> voting_manner(Matter.ADMISSION, people=2, secret=True, separate=False, book=book).now
    ('逐个讨论、逐个表决',)
    """
    matter = Matter(matter)
    if people < 1:
        raise RuleInputError(happened=f"表决人数填成了 {people}", rule="至少表决一个人", now="更正后再试")
    keys = {_SECRET: ("改用无记名投票", secret)} if matter in book.names(_SECRET) else {}
    if people > 1 and matter in book.names(_ONE_BY_ONE):
        keys[_ONE_BY_ONE] = ("逐个讨论、逐个表决", separate)
    return _answer(matter, keys, book)


def _answer(matter: Matter, keys: dict[str, tuple[str, bool | None]], book: Rulebook) -> Verdict:
    reasons = [book.reason(key) for key in keys]
    refused = [step for step, kept in keys.values() if kept is False]
    missing = [f"核实是否{step}" for step, kept in keys.values() if kept is None]
    if refused:
        return refuse(f"{matter.label}的表决方式不符合规定", reasons=reasons, now=refused)
    if missing:
        return unknown("还不能判断", happened="不知道是怎样表决的", reasons=reasons, now=missing)
    title = "表决方式符合规定" if keys else f"没有规定{matter.label}的表决方式"
    return allow(title, reasons=reasons)
