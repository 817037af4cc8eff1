"""Who need not be counted among those who should attend (不计入应到会)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwu.rules.codes import Code
from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, allow, refuse, unknown


class LeaveOutGround(Code):
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
class LeaveOut:
    """A request to leave a member out of those who should attend (不计入应到会).

    None is unknown. `since` is the day from which the member is away, where the ground needs it. The
    ground is asked to answer once and is not to be kept with the person.
    """

    ground: LeaveOutGround
    since: date | None = None
    upper_consent: bool | None = None
    meeting_resolved: bool | None = None


@reads("votes.left_out_grounds", "votes.left_out_months", "votes.left_out_approvals")
def may_be_left_out(leave_out: LeaveOut, *, book: Rulebook) -> Verdict:
    """Say whether a member may be left out of those who should attend an election (不计入应到会).

    It needs one of the five grounds, the consent of the organization above and a resolution of the
    meeting. Raises RuleInputError for a day after the rulebook's. Source: 中组部答复.

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
    if leave_out.since > book.on:
        raise RuleInputError(happened="离开的日期晚于今天", rule="离开以后才可以报批", now="核对离开的日期")
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
