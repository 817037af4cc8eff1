"""Moving to another organization, and being away (组织关系与流动)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.limits import reaches
from runwu.rules.membership.standing import Standing
from runwu.rules.periods import add_months, full_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, due, refuse, unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """A member who would move with the approval of a plan (随批复调整的党员).

    The committees are those that hold the formal affiliation today and tomorrow, by any stable
    name; None is unknown. `in_transfer` tells that a transfer is already under way.
    """

    standing: Standing
    from_committee: str | None
    to_committee: str | None
    in_transfer: bool = False


@reads("membership.move_within_committee", "membership.transfer_after_months")
def may_move_within(facts: MoveFacts, *, book: Rulebook) -> Verdict:
    """Say whether a member may move by the approval itself (同一基层党委内调整), without a transfer.

    REFUSED across committees: the affiliation is then transferred by its own papers.
    Source: 党员教育管理工作条例 第二十五条.

    >>> facts = MoveFacts(standing=Standing.FULL, from_committee="甲", to_committee="乙")
    >>> may_move_within(facts, book=Rulebook(on=date(2026, 11, 23))).now[0]
    '发起组织关系转接'
    """
    reason = book.reason("membership.move_within_committee")
    if facts.standing not in (Standing.FULL, Standing.PROBATIONARY):
        return refuse(
            "不能随批复调整",
            happened=f"现为{facts.standing.label}",
            reasons=[reason],
            now=["移出调整名单", "按原来的决定办理"],
        )
    if facts.in_transfer:
        return refuse(
            "不能随批复调整", happened="组织关系正在转接", reasons=[reason], now=["等转接办完", "移出调整名单"]
        )
    if facts.from_committee is None or facts.to_committee is None:
        return unknown(
            "还不能判断", happened="不知道组织关系在哪个基层党委", reasons=[reason], now=["核实组织关系所在党委"]
        )
    return _between(facts.from_committee == facts.to_committee, book)


def _between(same: bool, book: Rulebook) -> Verdict:
    reason = book.reason("membership.move_within_committee")
    if same and book.value("membership.move_within_committee") is True:
        return allow("可以随批复调整", reasons=[reason], now=["核对名单后随批复调整"])
    return refuse(
        "须办理组织关系转接",
        happened="两个党支部不属于同一基层党委" if not same else "本园区规定，同一基层党委内也办理转接",
        reasons=[book.reason("membership.transfer_after_months"), reason],
        now=["发起组织关系转接", "移出调整名单"],
    )


@reads("membership.floating_months", "membership.transfer_after_months")
def counts_as_floating(*, away_since: date | None, book: Rulebook) -> Verdict:
    """Say whether a member who stays away without moving the affiliation counts as floating (流动党员).

    DUE once the months have passed (register both sides, move the affiliation where it can be),
    ALLOWED before. Raises RuleInputError for a day after the rulebook's.
    Source: 党员教育管理工作条例 第三十二条; 流动党员管理工作意见 since 2024-11-11.

    >>> counts_as_floating(away_since=date(2026, 5, 23), book=Rulebook(on=date(2026, 11, 23))).title
    '属于流动党员'
    """
    key = "membership.floating_months"
    if away_since is None:
        return unknown(
            "还不能判断是否流动", happened="不知道从哪天起外出", reasons=[book.reason(key)], now=["核实外出日期"]
        )
    if away_since > book.on:
        raise RuleInputError(happened="外出日期晚于今天", rule="外出从某一天开始，至今未回", now="核对外出日期")
    check = reaches(full_months(away_since, book.on), key, label="外出", book=book)
    reached = add_months(away_since, check.limit)
    if not check.met:
        return allow("还不属于流动党员", reasons=[check.reason], now=[f"{in_words(reached)}起再核对"])
    return due(
        "属于流动党员",
        happened=f"{in_words(away_since)}起外出，组织关系没有转移",
        reasons=[check.reason, book.reason("membership.transfer_after_months")],
        now=["能转移组织关系的办理转接", "登记流出和流入，由双方共同管理"],
        since=reached,
    )
