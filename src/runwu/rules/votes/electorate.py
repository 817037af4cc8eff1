"""Who has a vote, and how many should attend (应到会)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.membership.standing import Standing
from runwu.rules.periods import in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse
from runwu.rules.votes.leave_out import LeaveOut, may_be_left_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Voting right suspended from a day to a day, both included (表决权停止期间); the reason is not held.

    Without `until` it lasts. Raises RuleInputError when it ends before it begins.
    """

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.until is not None and self.until < self.since:
            raise RuleInputError(
                happened=f"表决权停止期间在开始（{in_words(self.since)}）之前就结束了",
                rule="先开始，后结束",
                now="核对起止日期",
            )

    def covers(self, day: date) -> bool:
        """Tell whether the right is suspended on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """All that is known of a person who might vote (表决人)."""

    standing: Standing
    suspensions: tuple[Suspension, ...] = ()
    leave_out: LeaveOut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Electorate:
    """How many should attend (应到会人数), with the sum."""

    should_attend: int
    verdict: Verdict


@reads("votes.right")
def has_voting_right(voter: Voter, *, book: Rulebook) -> Verdict:
    """Say whether a person may vote and be elected on the rulebook's day (表决权、选举权).

    Full members may, unless the right is suspended that day; nothing here says why it is.
    Sources: 党章; 基层选举工作条例 第五条.

    >>> voter = Voter(standing=Standing.FULL, suspensions=(Suspension(since=date(2026, 1, 1), until=date(2026, 6, 30)),))
    >>> has_voting_right(voter, book=Rulebook(on=date(2026, 7, 1))).allowed
    True
    """
    reason = book.reason("votes.right")
    if voter.standing is not Standing.FULL:
        return refuse(
            "没有表决权", happened=f"现为{voter.standing.label}", reasons=[reason], now=["可以列席，不参加表决"]
        )
    if any(suspension.covers(book.on) for suspension in voter.suspensions):
        now = ["不计入应到会人数", "期满后恢复"]
        return refuse("当日没有表决权", happened="表决权在停止期间", reasons=[reason], now=now)
    return allow("有表决权", reasons=[reason])


@reads("votes.right", "votes.left_out_grounds", "votes.left_out_months", "votes.left_out_approvals")
def electorate(voters: Sequence[Voter], *, book: Rulebook) -> Electorate:
    """Count those who should attend an election (应到会人数).

    Who may not yet be left out stays counted, so that the quorum is never made easier by a missing paper.
    Raises RuleInputError without anybody. Sources: 基层选举工作条例 第五条; 中组部答复.

    >>> voters = [Voter(standing=Standing.FULL), Voter(standing=Standing.PROBATIONARY)]
    >>> electorate(voters, book=Rulebook(on=date(2026, 11, 23))).verdict.arithmetic
    ('党员 2 名，没有表决权 1 名，经批准不计入 0 名，应到会 1 名',)
    """
    if not voters:
        raise RuleInputError(happened="一个人也没有填", rule="应到会人数从党员名单得出", now="先选定参加选举的组织")
    entitled = [voter for voter in voters if has_voting_right(voter, book=book).allowed]
    asked = [voter.leave_out for voter in entitled if voter.leave_out is not None]
    answers = [may_be_left_out(leave_out, book=book) for leave_out in asked]
    left_out = sum(answer.allowed for answer in answers)
    should = len(entitled) - left_out
    arithmetic = (
        f"党员 {len(voters)} 名，没有表决权 {len(voters) - len(entitled)} 名，"
        f"经批准不计入 {left_out} 名，应到会 {should} 名"
    )
    reasons = [book.reason("votes.right", arithmetic=arithmetic)]
    reasons += [reason for answer in answers for reason in answer.reasons]
    verdict = allow(f"应到会 {should} 名", reasons=dict.fromkeys(reasons))
    return Electorate(should_attend=should, verdict=verdict)
