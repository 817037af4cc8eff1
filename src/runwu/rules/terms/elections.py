"""The dates of an election at the end of a term (换届的日期)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from runwu.rules.branch_size import OrganizationLevel
from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, allow, due, unknown

_STEPS = (
    ("上级党组织提醒换届", "terms.reminder_months"),
    ("向上级报送换届请示", "terms.request_months"),
    ("研究决定召开换届大会", "terms.resolve_months"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFacts:
    """A term of an organization (任期).

    `started` is the day the term counts from, elected or approved as the installation has chosen;
    None is unknown. `village` tells a village or community (村、社区), whose terms are all alike.
    `extended_to` is the day to which the organization above has extended the term.
    """

    level: OrganizationLevel
    started: date | None
    village: bool = False
    extended_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermStep:
    """One step of preparing an election (换届准备) with the day by which it is done."""

    name: str
    by: date
    reason: Reason


def _years_key(facts: TermFacts) -> str:
    if facts.village:
        return "terms.village_years"
    committee = facts.level is OrganizationLevel.PRIMARY_COMMITTEE
    return "terms.committee_years" if committee else "terms.branch_years"


@reads("terms.branch_years", "terms.committee_years", "terms.village_years")
def term_ends(facts: TermFacts, *, book: Rulebook) -> date:
    """Give the day on which a term runs out (任期届满日), without any extension.

    The day counts as the first day of the next term, so the election is due on it. Raises
    RuleInputError while nobody has said when the term began.
    Source: 基层组织任期意见 第一条.

    >>> facts = TermFacts(level=OrganizationLevel.PRIMARY_COMMITTEE, started=date(2022, 6, 15))
    >>> term_ends(facts, book=Rulebook(on=date(2026, 11, 23)))
    datetime.date(2027, 6, 15)
    """
    if facts.started is None:
        raise RuleInputError(happened="任期开始日期没有人填过", rule="任期从当选或批准之日算起", now="补填任期开始日期")
    return add_months(facts.started, book.number(_years_key(facts)) * 12)


@reads(
    "terms.branch_years", "terms.committee_years", "terms.village_years",
    "terms.reminder_months", "terms.request_months", "terms.resolve_months",
)  # fmt: skip
def term_steps(facts: TermFacts, *, book: Rulebook) -> tuple[TermStep, ...]:
    """List what is done before a term runs out and by when (换届准备的日期), the earliest first.

    The steps follow an approved extension. Raises RuleInputError for contradictory dates.
    Sources: 支部工作条例 第六章; the other two are local custom.

    >>> facts = TermFacts(level=OrganizationLevel.BRANCH, started=date(2024, 8, 31))
    >>> [str(step.by) for step in term_steps(facts, book=Rulebook(on=date(2026, 11, 23)))]
    ['2027-02-28', '2027-04-30', '2027-07-31']
    """
    last = _last_day(facts, book)
    steps = [_step(name, key, last, book) for name, key in _STEPS]
    return tuple(sorted(steps, key=lambda step: step.by))


def _last_day(facts: TermFacts, book: Rulebook) -> date:
    if facts.started is None and facts.extended_to is not None:
        return facts.extended_to
    ends = term_ends(facts, book=book)
    _require_order(facts, ends, book.on)
    return facts.extended_to or ends


def _step(name: str, key: str, last: date, book: Rulebook) -> TermStep:
    by = add_months(last, -book.number(key))
    arithmetic = f"{in_words(last)}届满，提前 {book.parameter(key).shown}为 {in_words(by)}"
    return TermStep(name=name, by=by, reason=book.reason(key, arithmetic=arithmetic))


@reads(
    "terms.branch_years", "terms.committee_years", "terms.village_years",
    "terms.reminder_months", "terms.request_months", "terms.resolve_months",
)  # fmt: skip
def election_due(facts: TermFacts, *, book: Rulebook) -> Verdict:
    """Say whether an election is coming up, due or overdue (换届提醒).

    ALLOWED before the reminder; DUE from the reminder on, with the last day; after it still DUE, and
    the answer says since when the term has run out. Raises RuleInputError for contradictory dates.
    Sources: 基层组织任期意见 第一条; 支部工作条例 第六章.

    >>> facts = TermFacts(level=OrganizationLevel.BRANCH, started=date(2024, 3, 1))
    >>> verdict = election_due(facts, book=Rulebook(on=date(2026, 11, 23)))
    >>> verdict.outcome, verdict.due
    (<Outcome.DUE: 'due'>, datetime.date(2027, 3, 1))
    """
    key = _years_key(facts)
    if facts.started is None:
        return unknown(
            "还不能判断何时换届",
            happened="任期开始日期没有人填过",
            reasons=[book.reason(key)],
            now=["查阅上次选举的批复", "补填任期开始日期"],
        )
    last, ends = _last_day(facts, book), term_ends(facts, book=book)
    arithmetic = f"{in_words(facts.started)}起，任期 {book.parameter(key).shown}，{in_words(ends)}届满"
    return _on_day(last, facts, book.reason(key, arithmetic=arithmetic), book)


def _on_day(last: date, facts: TermFacts, reason: Reason, book: Rulebook) -> Verdict:
    steps = term_steps(facts, book=book)
    started = [step for step in steps if step.by <= book.on]
    reasons = [reason, *(step.reason for step in started)]
    if book.on > last:
        now = ["尽快报上级党组织，定下换届日期", "有特殊情况的报批延期并写明原因"]
        verdict = due("任期已经届满，应当换届", happened=f"{in_words(last)}届满", reasons=reasons, now=now, by=last)
        return replace(verdict, since=last)
    if not started:
        return allow("还没有到换届准备的时候", reasons=reasons, now=[f"{in_words(steps[0].by)}起准备换届"])
    following = [f"{in_words(step.by)}前{step.name}" for step in steps if step.by > book.on]
    now = [*following, f"{in_words(last)}前召开换届大会"]
    return due("应当准备换届", reasons=reasons, now=now, since=started[0].by, by=last)


def _require_order(facts: TermFacts, ends: date, on: date) -> None:
    if facts.started is not None and facts.started > on:
        raise RuleInputError(happened="任期开始日期晚于今天", rule="任期从当选或批准之日算起", now="核对任期开始日期")
    if facts.extended_to is not None and facts.extended_to <= ends:
        raise RuleInputError(
            happened=f"延期到的日子（{in_words(facts.extended_to)}）不晚于届满日（{in_words(ends)}）",
            rule="延期是把换届推迟到届满之后",
            now="核对批准延期的文件",
        )
