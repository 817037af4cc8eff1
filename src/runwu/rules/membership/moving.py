"""When the affiliation has to move, and whether it may be turned away (应当转移与接收)."""

from __future__ import annotations

from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.limits import reaches
from runwu.rules.periods import add_months, full_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, due, refuse, unknown

_GROUNDS, _MONTHS = "membership.transfer_grounds", "membership.transfer_after_months"


@reads("membership.transfer_grounds", "membership.transfer_after_months")
def should_transfer(
    ground: str, *, since: date | None = None, fixed_place: bool | None = None, book: Rulebook
) -> Verdict:
    """Say whether a member's affiliation ought to move (应当转移组织关系); `ground` is a code of the parameter.

    A change of unit or usual residence suffices; who is only `away` moves it after the months, to a
    fairly fixed place. None is unknown. Raises RuleInputError for an unknown ground or a day after the
    rulebook's. Source: 党员教育管理工作条例 第二十五条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> should_transfer("away", since=date(2026, 5, 24), fixed_place=True, book=book).arithmetic
    ('外出 5 个月 < 6 个月',)
    """
    reason = book.reason(_GROUNDS)
    if ground not in book.names(_GROUNDS):
        raise RuleInputError(happened=f"不认识的情形 {ground}", rule=reason.text, now="从列出的情形中选择")
    if since is not None and since > book.on:
        raise RuleInputError(happened="变动日期晚于今天", rule="变动以后才转移", now="核对日期")
    if ground == "away":
        return _away(since, fixed_place, book)
    label = dict(book.parameter(_GROUNDS).labels)[ground]
    return due("应当转移组织关系", happened=label, reasons=[reason], now=["发起组织关系转接"], since=since)


def _away(since: date | None, fixed_place: bool | None, book: Rulebook) -> Verdict:
    ground = book.reason(_GROUNDS)
    if since is None or fixed_place is None:
        missing = "从哪天起外出" if since is None else "地点是否比较固定"
        reasons = [ground, book.reason(_MONTHS)]
        return unknown("还不能判断", happened=f"不知道{missing}", reasons=reasons, now=[f"核实{missing}"])
    check = reaches(full_months(since, book.on), _MONTHS, label="外出", book=book)
    reasons = [ground, check.reason]
    if not check.met:
        now = [f"{in_words(add_months(since, check.limit))}起再核对"]
        return allow("还不要求转移组织关系", reasons=reasons, now=now)
    if not fixed_place:
        return allow("地点不固定，不要求转移", reasons=reasons, now=["按流动党员管理，由原组织保持联系"])
    reached = add_months(since, check.limit)
    return due("应当转移组织关系", reasons=reasons, now=["发起组织关系转接"], since=reached)


@reads("membership.refusal_needs_reason")
def may_refuse_transfer(*, reason: str, book: Rulebook) -> Verdict:
    """Say whether an organization may turn a transferred member away (能否拒绝接收): never without a reason.

    Source: 党员教育管理工作条例 第二十五条.

    >>> may_refuse_transfer(reason=" ", book=Rulebook(on=date(2026, 11, 23))).title
    '不得拒绝接收'
    """
    grounds = [book.reason("membership.refusal_needs_reason")]
    if not reason.strip():
        now = ["办理接收", "确有理由的，写明理由退回原组织"]
        return refuse("不得拒绝接收", happened="没有写明理由", reasons=grounds, now=now)
    now = ["由上级党组织判断理由是否正当", "没有接收以前，由原组织负责"]
    return allow("可以写明理由退回", reasons=grounds, now=now)
