"""Counting the ballots of an election (计票)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from runwu.rules.counts import require_count
from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, allow, combine, due, refuse
from runwu.rules.votes.quorum import election_quorum, require_attendance
from runwu.rules.votes.shares import more_than_share


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionCount:
    """The count of an election (选举计票): votes for each candidate by any stable name.

    Raises RuleInputError where the numbers cannot be true together.
    """

    seats: int
    should_attend: int
    present: int
    returned: int
    votes: Mapping[str, int]
    spoiled: int = 0

    def __post_init__(self) -> None:
        """Refuse numbers that contradict each other."""
        require_attendance(self.should_attend, self.present)
        if not isinstance(self.votes, Mapping):
            raise _error(f"计票写成了 {self.votes}", "计票是每个候选人的得票数")
        for count, label in (
            (self.seats, "应选名额"),
            (self.returned, "收回选票"),
            (self.spoiled, "废票"),
            *_labeled(self.votes),
        ):
            require_count(count, label)
        if self.seats < 1:
            raise _error(f"应选名额填成了 {self.seats}", "应选名额至少为一名")
        if self.spoiled > self.returned:
            raise _error(f"废票 {self.spoiled} 张，多于收回的 {self.returned} 张", "废票在收回的选票之内")
        self._require_possible_votes(self.returned - self.spoiled)

    def _require_possible_votes(self, valid: int) -> None:
        if any(count > valid for count in self.votes.values()) or sum(self.votes.values()) > valid * self.seats:
            raise _error(f"得票多于 {valid} 张有效票能投出的票数", "每张有效票对每人一票，所选不超过应选名额")


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionResult:
    """Who is elected, who is tied for the rest, and how many seats stay open (选举结果)."""

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    open_seats: int
    verdict: Verdict


def _labeled(votes: Mapping[str, int]) -> list[tuple[int, str]]:
    return [(count, f"{name}的得票") for name, count in votes.items()]


def _error(happened: str, rule: str) -> RuleInputError:
    return RuleInputError(happened=happened, rule=rule, now="核对计票单")


@reads("votes.ballot_names")
def ballot_counts(*, named: int, seats: int, book: Rulebook) -> Verdict:
    """Say whether one ballot is valid (有效票): it names no more than the seats.

    Source: 基层选举工作条例.

    >>> from datetime import date
    >>> ballot_counts(named=4, seats=3, book=Rulebook(on=date(2026, 11, 23))).title
    '废票'
    """
    require_count(named, "所选人数")
    require_count(seats, "应选名额")
    sign = "≤" if named <= seats else ">"
    reason = book.reason("votes.ballot_names", arithmetic=f"所选 {named} 名 {sign} 应选 {seats} 名")
    if named <= seats:
        return allow("有效票", reasons=[reason])
    return refuse("废票", happened="所选人数多于应选名额", reasons=[reason], now=["计入废票，不计入任何人的得票"])


@reads("votes.election_quorum_percent", "votes.ballots_returned", "votes.winning_percent", "votes.tie")
def election_result(count: ElectionCount, *, book: Rulebook) -> ElectionResult:
    """Say who is elected (当选): more than half of those present, the most votes first.

    A tie at the last seat goes to a second ballot among the tied; seats without a winner stay open.
    Without a quorum, or with more ballots returned than voters present, nobody is elected.
    Source: 基层选举工作条例.

    >>> from datetime import date
    >>> count = ElectionCount(seats=1, should_attend=10, present=9, returned=9, votes={"甲": 5, "乙": 4})
    >>> election_result(count, book=Rulebook(on=date(2026, 11, 23))).elected
    ('甲',)
    """
    quorum = election_quorum(should_attend=count.should_attend, present=count.present, book=book)
    returned = _returned(count, book)
    if quorum.refused or returned.refused:
        verdict = combine([quorum, returned])
        return ElectionResult(elected=(), tied=(), open_seats=count.seats, verdict=verdict)
    shares = {
        name: more_than_share(
            votes, count.present, "votes.winning_percent", labels=(f"{name}得票", "实到会"), book=book
        )
        for name, votes in count.votes.items()
    }
    elected, tied = _placed({name: count.votes[name] for name, share in shares.items() if share.met}, count.seats)
    reasons = [*quorum.reasons, *(share.reason for share in shares.values())]
    return _result(elected, tied, count.seats, reasons, book)


def _returned(count: ElectionCount, book: Rulebook) -> Verdict:
    sign = "≤" if count.returned <= count.present else ">"
    arithmetic = f"收回 {count.returned} 张 {sign} 实到会 {count.present} 名"
    reason = book.reason("votes.ballots_returned", arithmetic=arithmetic)
    if count.returned <= count.present:
        return allow("选举有效", reasons=[reason])
    return refuse("选举无效，应当重新选举", happened="收回的选票多于到会人数", reasons=[reason], now=["重新选举"])


def _placed(winners: Mapping[str, int], seats: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Divide those with enough votes into the elected and those tied at the last seat."""
    ordered = sorted(winners, key=lambda name: -winners[name])
    if len(ordered) <= seats or winners[ordered[seats - 1]] > winners[ordered[seats]]:
        return tuple(ordered[:seats]), ()
    cut = winners[ordered[seats]]
    return (
        tuple(name for name in ordered if winners[name] > cut),
        tuple(name for name in ordered if winners[name] == cut),
    )


def _result(
    elected: tuple[str, ...], tied: tuple[str, ...], seats: int, reasons: list[Reason], book: Rulebook
) -> ElectionResult:
    left = seats - len(elected)
    if tied:
        now = [f"就{'、'.join(tied)}再投一次票，选出 {left} 名"]
        verdict = due("得票相等，应当再次投票", reasons=[*reasons, book.reason("votes.tie")], now=now)
    elif left:
        now = ["就不足的名额另行选举", "多数选举人同意且接近应选名额的，可以不再选"]
        verdict = due(f"还有 {left} 个名额没有选出", reasons=[*reasons, book.reason("votes.tie")], now=now)
    else:
        verdict = allow("选举成功", reasons=reasons, now=["结果报上级党组织"])
    return ElectionResult(elected=elected, tied=tied, open_seats=left, verdict=verdict)
