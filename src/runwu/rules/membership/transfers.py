"""Transferring the affiliation to another committee (转接组织关系)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.membership.standing import Standing
from runwu.rules.periods import add_days, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, due, refuse, unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFacts:
    """A transfer under way or done (转接): the days of the letter and of the acceptance.

    Raises RuleInputError when the acceptance is older than the letter.
    """

    issued: date
    accepted: date | None = None

    def __post_init__(self) -> None:
        """Refuse an acceptance before the letter."""
        if self.accepted is not None and self.accepted < self.issued:
            raise RuleInputError(happened="接收日期早于开出介绍信的日期", rule="先转出，后接收", now="核对两个日期")


@reads("membership.direct_transfer", "membership.standing_needs_decision")
def may_transfer(*, standing: Standing, in_transfer: bool, both_approve: bool | None, book: Rulebook) -> Verdict:
    """Say whether a transfer may be opened and how it goes (能否转接).

    `both_approve` tells whether both committees have the power to approve probationary members: then
    they transfer to each other directly, all over the country; None is unknown.
    Source: 党员教育管理工作条例 第二十五条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_transfer(standing=Standing.FULL, in_transfer=False, both_approve=True, book=book).title
    '可以直接转接'
    """
    direct = book.reason("membership.direct_transfer")
    if standing not in (Standing.FULL, Standing.PROBATIONARY):
        reasons = [book.reason("membership.standing_needs_decision")]
        now = ["按原来的决定办理，恢复党籍后再转接"]
        return refuse("不能转接组织关系", happened=f"现为{standing.label}", reasons=reasons, now=now)
    if in_transfer:
        now = ["等上一次转接办完", "原介绍信作废的，先收回"]
        return refuse("不能再开一次转接", happened="组织关系正在转接", reasons=[direct], now=now)
    if both_approve is None:
        now = ["核实双方党委是否有审批预备党员权限"]
        return unknown("还不能判断怎样转接", happened="不知道双方党委的权限", reasons=[direct], now=now)
    if both_approve:
        return allow("可以直接转接", reasons=[direct], now=["开介绍信，直接转给对方党委"])
    return allow("可以转接，由有权限的上级党委办理", reasons=[direct], now=["报有审批预备党员权限的上级党委开介绍信"])


@reads("membership.letter_days")
def letter_valid_until(issued: date, *, book: Rulebook) -> date:
    """Give the last day of a transfer letter (介绍信有效期); the number is local.

    >>> letter_valid_until(date(2026, 11, 23), book=Rulebook(on=date(2026, 11, 23)))
    datetime.date(2027, 2, 21)
    """
    return add_days(issued, book.number("membership.letter_days"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferDeadlines:
    """The days of a transfer that was sent (转接期限): reminded on, accepted by; passing them changes nothing."""

    remind_on: date
    accept_by: date


@reads("membership.letter_days", "membership.transfer_accept_days", "membership.transfer_reminder_days")
def transfer_deadlines(sent: date, *, by_letter: bool, book: Rulebook) -> TransferDeadlines:
    """Give the days on which a transfer asks for something; they make duties and never change a membership (转接期限).

    A letter is accepted while it is valid, a transfer by a member system within the local number of days.

    >>> transfer_deadlines(date(2026, 11, 1), by_letter=False, book=Rulebook(on=date(2026, 11, 23))).accept_by
    datetime.date(2026, 12, 1)
    """
    key = "membership.letter_days" if by_letter else "membership.transfer_accept_days"
    accept_by = add_days(sent, book.number(key))
    remind_on = add_days(sent, book.number("membership.transfer_reminder_days"))
    return TransferDeadlines(remind_on=min(remind_on, accept_by), accept_by=accept_by)


@reads("membership.transfer_receipt_days")
def receipt_by(accepted: date, *, book: Rulebook) -> date:
    """Give the day by which the receipt goes back to the old organization (回执期限); the number is local.

    >>> receipt_by(date(2026, 11, 1), book=Rulebook(on=date(2026, 11, 23)))
    datetime.date(2026, 12, 1)
    """
    return add_days(accepted, book.number("membership.transfer_receipt_days"))


@reads("membership.letter_days", "membership.old_responsible")
def transfer_state(facts: TransferFacts, *, book: Rulebook) -> Verdict:
    """Say who is responsible for a member in transfer, and what is due (在途).

    The old organization until the acceptance, whatever becomes of the letter: an expired letter
    changes neither membership nor responsibility. Raises RuleInputError for a letter of tomorrow.
    Source: 党员教育管理工作条例 第二十五条.

    >>> facts = TransferFacts(issued=date(2026, 8, 1))
    >>> transfer_state(facts, book=Rulebook(on=date(2026, 11, 23))).title
    '介绍信已过期，党籍不受影响'
    """
    if facts.issued > book.on:
        raise RuleInputError(happened="开出介绍信的日期晚于今天", rule="开出以后才登记", now="核对日期")
    last = letter_valid_until(facts.issued, book=book)
    arithmetic = (
        f"{in_words(facts.issued)}开出，有效期 {book.parameter('membership.letter_days').shown}，到 {in_words(last)}"
    )
    reasons = [book.reason("membership.old_responsible"), book.reason("membership.letter_days", arithmetic=arithmetic)]
    if facts.accepted is not None and facts.accepted <= book.on:
        happened = f"{in_words(facts.accepted)}接收，由新组织负责"
        return allow("已经接收", happened=happened, reasons=reasons, now=["把回执寄回原组织"])
    if book.on > last:
        now = ["由原组织联系党员和接收方", "需要的，重新开具介绍信"]
        verdict = advise("介绍信已过期，党籍不受影响", happened="还没有接收，由原组织负责", reasons=reasons, now=now)
        return replace(verdict, due=last)
    now = ["由原组织继续管理", f"{in_words(last)}前提醒党员报到"]
    return due("等待接收", happened="还没有接收，由原组织负责", reasons=reasons, now=now, since=facts.issued, by=last)
