"""Who has a vote, and who need not be counted among those who should attend (应到会)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from runwu.rules.errors import RuleInputError
from runwu.rules.membership.standing import Standing
from runwu.rules.periods import add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, allow, refuse, unknown


class LeaveOutGround(StrEnum):
    """Why somebody may be left out of those who should attend (不计入应到会的情形)."""

    UNABLE = "unable"
    ABROAD = "abroad"
    SENTENCE = "sentence"
    BEDRIDDEN = "bedridden"
    MOVED = "moved"

    @property
    def needs_months(self) -> bool:
        """Tell whether the ground holds only after months away."""
        return self in (LeaveOutGround.ABROAD, LeaveOutGround.MOVED)


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
class LeaveOut:
    """A request to leave a member out of those who should attend (不计入应到会).

    None is unknown. `since` is the day from which the member is away, where the ground needs it. The
    ground is asked to answer once and is not to be kept with the person.
    """

    ground: LeaveOutGround
    since: date | None = None
    upper_consent: bool | None = None
    meeting_resolved: bool | None = None


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


@reads("votes.left_out_grounds", "votes.left_out_months", "votes.left_out_approvals")
def may_be_left_out(leave_out: LeaveOut, *, book: Rulebook) -> Verdict:
    """Say whether a member may be left out of those who should attend an election (不计入应到会).

    It needs one of the five grounds, the consent of the organization above and a resolution of the
    meeting. Source: 中组部答复.

    >>> asked = LeaveOut(ground=LeaveOutGround.BEDRIDDEN, upper_consent=True, meeting_resolved=False)
    >>> may_be_left_out(asked, book=Rulebook(on=date(2026, 11, 23))).title
    '还不能不计入应到会人数'
    """
    ground = book.reason("votes.left_out_grounds")
    if leave_out.ground not in book.names("votes.left_out_grounds"):
        return refuse("不属于可以不计入的情形", reasons=[ground], now=["计入应到会人数"])
    too_short = _away_problem(leave_out, book) if leave_out.ground.needs_months else None
    return too_short or _approvals(leave_out, ground, book)


def _away_problem(leave_out: LeaveOut, book: Rulebook) -> Verdict | None:
    key = "votes.left_out_months"
    if leave_out.since is None:
        return unknown("还不能判断", happened="不知道从哪天起离开", reasons=[book.reason(key)], now=["核实离开的日期"])
    limit = add_months(leave_out.since, book.number(key))
    if book.on > limit:
        return None
    arithmetic = f"{in_words(leave_out.since)}离开，到 {in_words(limit)}满 {book.parameter(key).shown}，须超过"
    reason = book.reason(key, arithmetic=arithmetic)
    return refuse("离开的时间不够长", reasons=[reason], now=["计入应到会人数", f"{in_words(limit)}以后再报批"])


def _approvals(leave_out: LeaveOut, ground: Reason, book: Rulebook) -> Verdict:
    reasons = [ground, book.reason("votes.left_out_approvals")]
    wanted = {"报上级党组织同意": leave_out.upper_consent, "由党员大会通过": leave_out.meeting_resolved}
    refused = [step for step, given in wanted.items() if given is False]
    missing = [step for step, given in wanted.items() if given is None]
    if refused:
        return refuse("还不能不计入应到会人数", happened="手续不全", reasons=reasons, now=[*refused, "计入应到会人数"])
    if missing:
        now = [f"核实是否已{step}" for step in missing]
        return unknown("还不能判断能否不计入", happened="不知道手续是否办过", reasons=reasons, now=now)
    return allow("可以不计入应到会人数", reasons=reasons)


@reads("votes.right", "votes.left_out_grounds", "votes.left_out_months", "votes.left_out_approvals")
def electorate(voters: Sequence[Voter], *, book: Rulebook) -> Electorate:
    """Count those who should attend an election (应到会人数).

    Who may not yet be left out stays counted, so that the quorum is never made easier by a missing paper.
    Sources: 基层选举工作条例 第五条; 中组部答复.

    >>> voters = [Voter(standing=Standing.FULL), Voter(standing=Standing.PROBATIONARY)]
    >>> electorate(voters, book=Rulebook(on=date(2026, 11, 23))).verdict.arithmetic
    ('党员 2 名，没有表决权 1 名，经批准不计入 0 名，应到会 1 名',)
    """
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
