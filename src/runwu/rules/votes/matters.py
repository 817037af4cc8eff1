"""Matters of a branch, admission and conversion (党员大会表决): both halves of those who should attend."""

from __future__ import annotations

from dataclasses import dataclass

from runwu.rules.codes import Code
from runwu.rules.counts import require_count
from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse
from runwu.rules.votes.shares import Share, more_than_share


class Matter(Code):
    """What a general meeting decides (表决事项)."""

    ADMISSION = "admission"
    CONVERSION = "conversion"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> Matter.ADMISSION.label
        '接收预备党员'
        """
        return {"admission": "接收预备党员", "conversion": "预备党员转正", "other": "支部事项"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCount:
    """A vote of full members with voting right (计票): who should attend, who came, who was in favor.

    `written` are the absent who formally sent their opinion before the meeting; those of them who
    agree are among `in_favor`. Raises RuleInputError where the numbers cannot be true together.
    """

    should_attend: int
    present: int
    in_favor: int
    written: int = 0

    def __post_init__(self) -> None:
        """Refuse numbers that contradict each other."""
        for count, label in (
            (self.should_attend, "应到会人数"),
            (self.present, "实到会人数"),
            (self.in_favor, "赞成票"),
            (self.written, "书面意见"),
        ):
            require_count(count, label)
        if self.should_attend == 0:
            raise _error("没有应到会的人", "表决由有表决权的正式党员进行")
        if self.present + self.written > self.should_attend:
            raise _error(
                f"实到会 {self.present} 名、书面意见 {self.written} 份，多于应到会 {self.should_attend} 名",
                "实到会和事前书面意见的人都在应到会之内",
            )
        if self.in_favor > self.present + self.written:
            raise _error(f"赞成 {self.in_favor} 票，多于能投票的 {self.present + self.written} 名", "一人一票")


def _error(happened: str, rule: str) -> RuleInputError:
    return RuleInputError(happened=happened, rule=rule, now="核对会议记录和计票单")


@reads("votes.attendance_percent", "votes.passing_percent", "votes.written_opinions")
def matter_passes(matter: Matter, count: VoteCount, *, book: Rulebook) -> Verdict:
    """Say whether a matter is passed (通过): more than half came, more than half of all agreed.

    Both bases are those who should attend. Written opinions count among the votes of admission and
    conversion, never towards attendance; for other matters they raise RuleInputError.
    Sources: 支部工作条例 第十一条; 发展党员工作细则.

    >>> from datetime import date
    >>> count = VoteCount(should_attend=23, present=12, in_favor=12)
    >>> matter_passes(Matter.OTHER, count, book=Rulebook(on=date(2026, 11, 23))).arithmetic
    ('实到会 12，应到会 23，须超过 11.5', '赞成 12，应到会 23，须超过 11.5')
    """
    matter = Matter(matter)
    if count.written and matter not in book.names("votes.written_opinions"):
        raise _error(f"{matter.label}填了 {count.written} 份书面意见", "会前书面意见只在接收、转正时计入票数")
    came = more_than_share(
        count.present, count.should_attend, "votes.attendance_percent", labels=("实到会", "应到会"), book=book
    )
    agreed = more_than_share(
        count.in_favor, count.should_attend, "votes.passing_percent", labels=("赞成", "应到会"), book=book
    )
    return _answer(matter, count, came, agreed, book)


def _answer(matter: Matter, count: VoteCount, came: Share, agreed: Share, book: Rulebook) -> Verdict:
    reasons = [came.reason, agreed.reason]
    reasons += [book.reason("votes.written_opinions", arithmetic=f"计入书面意见 {count.written} 份")] * bool(
        count.written
    )
    if not came.met:
        now = ["另定日期，通知全体有表决权的党员"]
        return refuse(f"到会人数不够，不能表决{matter.label}", reasons=[came.reason], now=now)
    if not agreed.met:
        now = ["如实记录，不作为通过", "做好思想工作，以后再提交讨论"]
        return refuse(f"{matter.label}没有通过", reasons=reasons, now=now)
    return allow(f"{matter.label}通过", reasons=reasons, now=["写入决议，由书记签名"])
