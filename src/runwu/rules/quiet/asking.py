"""May this be asked, and is it known already (一数一源)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from runwu.rules.counts import require_count
from runwu.rules.errors import RuleInputError
from runwu.rules.limits import reaches
from runwu.rules.periods import full_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Where a fact is recorded already (已掌握的信息): its one owner, and the day it was confirmed."""

    owner: str
    confirmed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A field that somebody wants to ask (填报要求).

    `asked_before` counts the times it was asked since it was last confirmed; `why_again` is the reason
    to ask once more. Raises RuleInputError for a negative count or a field without a name.
    """

    field: str
    held: Held | None = None
    asked_before: int = 0
    why_again: str = ""

    def __post_init__(self) -> None:
        """Refuse a negative count and a nameless field."""
        if not self.field.strip():
            raise RuleInputError(happened="没有写要问哪一项", rule="每一项有名称和来源", now="写明要问的项目")
        require_count(self.asked_before, "已经索要的次数")


@reads("quiet.never_asked", "quiet.fresh_months", "quiet.requests_per_matter", "quiet.repeated_requests")
def may_ask(request: Request, *, book: Rulebook) -> Verdict:
    """Say whether a field may be asked of an enterprise or branch (能否索要).

    REFUSED for what is never collected, what is held already, and a second time without a reason;
    ADVISED with a reason, or where an old fact only has to be confirmed.
    Raises RuleInputError for a fact of a later day. Source: 国办函〔2026〕12号; 基层减负若干规定.

    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> held = Held(owner="企业信息库", confirmed_on=date(2026, 11, 1))
    >>> may_ask(Request(field="staff", held=held), book=book).now[0]
    '直接使用已有的信息'
    """
    if request.field in book.names("quiet.never_asked"):
        label = dict(book.parameter("quiet.never_asked").labels)[request.field]
        return refuse(f"不采集{label}", reasons=[book.reason("quiet.never_asked")], now=["去掉这一项"])
    if request.held is not None:
        return _held(request, request.held, book)
    return _counted(request, book)


def _held(request: Request, held: Held, book: Rulebook) -> Verdict:
    if held.confirmed_on > book.on:
        raise RuleInputError(happened="信息的记录日期晚于今天", rule="先有记录，后有使用", now="核对记录日期")
    check = reaches(full_months(held.confirmed_on, book.on), "quiet.fresh_months", label="距上次核对", book=book)
    happened = f"{held.owner}在 {in_words(held.confirmed_on)} 已经记录"
    reasons = [book.reason("quiet.repeated_requests"), check.reason]
    asked_enough = request.asked_before >= book.number("quiet.requests_per_matter")
    if request.why_again.strip() and (asked_enough or not check.met):
        return _again(request, book)
    if check.met and asked_enough:
        return _counted(request, book)
    if check.met:
        return advise(
            "可以请对方核对", happened=happened, reasons=reasons, now=["带出已有的信息，请对方核对，不请重填"]
        )
    return refuse("已经掌握，不再索要", happened=happened, reasons=reasons, now=["直接使用已有的信息"])


def _counted(request: Request, book: Rulebook) -> Verdict:
    limit = book.parameter("quiet.requests_per_matter")
    if request.asked_before < book.number("quiet.requests_per_matter"):
        return allow("可以询问", reasons=[book.reason("quiet.requests_per_matter")])
    if request.why_again.strip():
        return _again(request, book)
    arithmetic = f"第 {request.asked_before + 1} 次索要 > {limit.shown}"
    return refuse(
        "已经要过，不得重复索要",
        reasons=[book.reason("quiet.requests_per_matter", arithmetic=arithmetic)],
        now=["查上次收到的材料", "确需再要的写明理由"],
    )


def _again(request: Request, book: Rulebook) -> Verdict:
    return advise(
        "可以再问，计入基层负担",
        happened=f"第 {request.asked_before + 1} 次索要，理由：{request.why_again.strip()}",
        reasons=[book.reason("quiet.requests_per_matter")],
        now=["理由随要求一并显示给对方"],
    )
