"""What a rule answers: an outcome with its reasons, and what can be done now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from runwu.rules.errors import RuleInputError
from runwu.rules.sources import Force, Source

__all__ = [
    "Outcome",
    "Reason",
    "RuleInputError",
    "Verdict",
    "advise",
    "allow",
    "combine",
    "due",
    "outcome_of",
    "plain",
    "refuse",
    "unknown",
]


class Outcome(StrEnum):
    """The five answers of a rule (结论)."""

    ALLOWED = "allowed"
    DUE = "due"  # 应当: a duty
    ADVISED = "advised"  # 一般: possible, but outside what is usual
    REFUSED = "refused"  # 不得
    UNKNOWN = "unknown"  # a fact is missing; unknown is never no

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> Outcome.UNKNOWN.label
        '还不能判断'
        """
        return _LABELS[self]


_LABELS = {
    Outcome.ALLOWED: "可以办",
    Outcome.DUE: "应当办",
    Outcome.ADVISED: "可以办，但超出一般规定",
    Outcome.REFUSED: "不符合规定",
    Outcome.UNKNOWN: "还不能判断",
}
_STRICTEST_FIRST = (Outcome.REFUSED, Outcome.UNKNOWN, Outcome.DUE, Outcome.ADVISED, Outcome.ALLOWED)
_OUTCOMES = {Force.MUST_NOT: Outcome.REFUSED, Force.OUGHT: Outcome.DUE, Force.GENERALLY: Outcome.ADVISED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One ground of an answer (依据): a sentence, its clause, its force and the sum behind it.

    `key` names the parameter, so that a page can open its values over time.
    """

    text: str
    source: Source | None = None
    force: Force | None = None
    arithmetic: str = ""
    key: str = ""

    @property
    def chip(self) -> str:
        """Name the clause, or nothing where the reason has none."""
        return self.source.chip if self.source else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer of a rule (结论), in the three parts that people read.

    `happened` is 发生了什么, `reasons` 依据哪一条, `now` 现在可以做什么, the first entry being the one
    that mends it. `since` is the day from which a duty exists, `due` its last day where the
    document sets one.
    """

    outcome: Outcome
    title: str
    happened: str = ""
    reasons: tuple[Reason, ...] = ()
    now: tuple[str, ...] = ()
    since: date | None = None
    due: date | None = None

    @property
    def allowed(self) -> bool:
        """Tell whether it may go ahead; a duty and a warning do not stop anybody."""
        return self.outcome in (Outcome.ALLOWED, Outcome.DUE, Outcome.ADVISED)

    @property
    def refused(self) -> bool:
        """Tell whether the rules say no (不得). A missing fact is not a no."""
        return self.outcome is Outcome.REFUSED

    @property
    def arithmetic(self) -> tuple[str, ...]:
        """List the sums behind the answer (怎么算的), in the order of the reasons."""
        return tuple(reason.arithmetic for reason in self.reasons if reason.arithmetic)

    @property
    def chips(self) -> tuple[str, ...]:
        """List the clauses, each once, in the order of the reasons."""
        return tuple(dict.fromkeys(reason.chip for reason in self.reasons if reason.chip))


def _verdict(outcome: Outcome, title: str, happened: str, reasons: Iterable[Reason], now: Iterable[str]) -> Verdict:
    return Verdict(outcome=outcome, title=title, happened=happened, reasons=tuple(reasons), now=tuple(now))


def allow(title: str, *, happened: str = "", reasons: Iterable[Reason] = (), now: Iterable[str] = ()) -> Verdict:
    """Answer that it may go ahead (可以).

    >>> allow("可以设立党总支").allowed
    True
    """
    return _verdict(Outcome.ALLOWED, title, happened, reasons, now)


def due(
    title: str,
    *,
    happened: str = "",
    reasons: Iterable[Reason] = (),
    now: Iterable[str] = (),
    since: date | None = None,
    by: date | None = None,
) -> Verdict:
    """Answer that it ought to be done (应当), since a day and by a day where they are known.

    >>> due("应当单独成立党支部", by=date(2026, 12, 1)).due
    datetime.date(2026, 12, 1)
    """
    return replace(_verdict(Outcome.DUE, title, happened, reasons, now), since=since, due=by)


def advise(title: str, *, happened: str = "", reasons: Iterable[Reason] = (), now: Iterable[str] = ()) -> Verdict:
    """Answer that it is possible but unusual (一般).

    >>> advise("超过一般规模").allowed
    True
    """
    return _verdict(Outcome.ADVISED, title, happened, reasons, now)


def refuse(title: str, *, happened: str = "", reasons: Iterable[Reason] = (), now: Iterable[str] = ()) -> Verdict:
    """Answer no (不得).

    >>> refuse("不足三名正式党员").refused
    True
    """
    return _verdict(Outcome.REFUSED, title, happened, reasons, now)


def unknown(title: str, *, happened: str = "", reasons: Iterable[Reason] = (), now: Iterable[str] = ()) -> Verdict:
    """Answer that a fact is missing (还不能判断).

    >>> verdict = unknown("缺一项事实")
    >>> (verdict.allowed, verdict.refused)
    (False, False)
    """
    return _verdict(Outcome.UNKNOWN, title, happened, reasons, now)


def outcome_of(force: Force) -> Outcome:
    """Say what follows when a rule of this force is not met.

    >>> outcome_of(Force.GENERALLY)
    <Outcome.ADVISED: 'advised'>
    """
    return _OUTCOMES.get(force, Outcome.ALLOWED)


def combine(verdicts: Iterable[Verdict]) -> Verdict:
    """Join several answers on one question: the strictest decides, all their reasons stay.

    >>> combine([allow("可以"), advise("超过一般规模"), allow("可以")]).title
    '超过一般规模'
    """
    ordered = sorted(verdicts, key=lambda verdict: _STRICTEST_FIRST.index(verdict.outcome))
    if not ordered:
        raise RuleInputError(happened="没有可以合并的结论", rule="至少要有一条结论", now="先逐项判断")
    if len(ordered) == 1:
        return ordered[0]
    open_points = [verdict for verdict in ordered if verdict.outcome is not Outcome.ALLOWED] or ordered
    strictest = ordered[0]
    return Verdict(
        outcome=strictest.outcome,
        title=strictest.title,
        since=strictest.since,
        due=strictest.due,
        happened="；".join(dict.fromkeys(verdict.happened for verdict in open_points if verdict.happened)),
        reasons=tuple(dict.fromkeys(reason for verdict in ordered for reason in verdict.reasons)),
        now=tuple(dict.fromkeys(step for verdict in open_points for step in verdict.now)),
    )


def plain(verdict: Verdict) -> str:
    """Write an answer as plain lines, for a terminal or a log.

    >>> print(plain(refuse("暂不能单独成立", happened="正式党员不足三名", now=["与邻近企业联合组建"])))
    【不符合规定】暂不能单独成立
    发生了什么：正式党员不足三名
    现在可以做：与邻近企业联合组建
    """
    lines = [f"【{verdict.outcome.label}】{verdict.title}"]
    lines += [f"发生了什么：{verdict.happened}"] if verdict.happened else []
    lines += [f"依据哪一条：{_one_line(reason)}" for reason in verdict.reasons]
    lines += [f"现在可以做：{step}" for step in verdict.now]
    return "\n".join(lines)


def _one_line(reason: Reason) -> str:
    force = f"（{reason.force.label}）" if reason.force else ""
    arithmetic = f"［{reason.arithmetic}］" if reason.arithmetic else ""
    return f"{reason.chip}{force} {reason.text}{arithmetic}".strip()
