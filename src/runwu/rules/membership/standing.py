"""Changes of a member's standing (党员身份变动): only by a recorded decision of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwu.rules.codes import Code
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, allow, refuse


class Standing(Code):
    """A person's standing in the Party (党员身份)."""

    PROBATIONARY = "probationary"
    FULL = "full"
    SUSPENDED = "suspended"
    ANNULLED = "annulled"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> Standing.PROBATIONARY.label
        '预备党员'
        """
        return _LABELS[self]


_LABELS = {
    Standing.PROBATIONARY: "预备党员",
    Standing.FULL: "正式党员",
    Standing.SUSPENDED: "停止党籍",
    Standing.ANNULLED: "取消预备党员资格",
    Standing.REMOVED: "除名",
    Standing.WITHDRAWN: "退党",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The decision of an organization (党组织的决定): its number and day."""

    number: str
    decided_on: date


@reads("membership.standing_changes", "membership.standing_needs_decision")
def may_change_standing(
    before: Standing | None, after: Standing, *, decision: Decision | None, book: Rulebook
) -> Verdict:
    """Say whether a standing may be recorded, typed in or imported (身份变动).

    `before` is None for a person whom the register does not hold yet: the first entry as probationary or full
    member needs no new decision. Without a decision, or with one of a later day, the change is REFUSED.
    Source: 党员教育管理工作条例 第二十四条、第三十条、第三十一条.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> may_change_standing(Standing.PROBATIONARY, Standing.FULL, decision=None, book=book).now[0]
    '填写决定的文号和日期'
    """
    if before is after:
        return allow("身份没有变化")
    if before is None:
        return _first_entry(after, book)
    if f"{before}>{after}" not in book.names("membership.standing_changes"):
        return refuse(
            "没有这样的身份变动",
            happened=f"从{before.label}变为{after.label}",
            reasons=[book.reason("membership.standing_changes")],
            now=["核对现有身份和新身份", "登记有误的，按更正办理并写明原因"],
        )
    return _decided(before, after, decision, book)


def _first_entry(after: Standing, book: Rulebook) -> Verdict:
    if after in (Standing.PROBATIONARY, Standing.FULL):
        return allow(f"登记为{after.label}")
    return refuse(
        "不能这样登记",
        happened=f"名册里没有这个人，首次登记就填了{after.label}",
        reasons=[book.reason("membership.standing_changes")],
        now=["先登记原来的身份，再登记变动和决定"],
    )


def _decided(before: Standing, after: Standing, decision: Decision | None, book: Rulebook) -> Verdict:
    reason = book.reason("membership.standing_needs_decision")
    change = f"从{before.label}变为{after.label}"
    if decision is None or not decision.number.strip():
        return refuse(
            "缺少党组织的决定",
            happened=change,
            reasons=[reason],
            now=["填写决定的文号和日期", "还没有决定的，保留原来的身份"],
        )
    if decision.decided_on > book.on:
        return refuse("决定的日期还没有到", happened=change, reasons=[reason], now=["核对决定的日期"])
    return allow(f"可以登记为{after.label}", happened=f"{change}，{decision.number}", reasons=[reason])
