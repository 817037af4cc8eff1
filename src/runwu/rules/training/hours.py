"""How many hours of study an organization offers in a year (学时)."""

from __future__ import annotations

from runwu.rules.codes import Code
from runwu.rules.counts import require_count
from runwu.rules.limits import Check, reaches
from runwu.rules.periods import Year
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow


class TrainingRole(Code):
    """For whom the hours are meant (培训对象)."""

    MEMBER = "member"
    LEADER = "leader"  # secretaries and committee members

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> TrainingRole.LEADER.label
        '书记和委员'
        """
        return {"member": "党员", "leader": "书记和委员"}[self]


_HOURS = {TrainingRole.MEMBER: "training.member_hours", TrainingRole.LEADER: "training.leader_hours"}


@reads(
    "training.member_hours", "training.leader_hours", "orglife.exempt_grounds", "training.not_for_assessment"
)  # fmt: skip
def hours_offered(role: TrainingRole, hours: int, year: Year, *, exempt: bool = False, book: Rulebook) -> Verdict:
    """Say whether the organization has offered enough hours in a year (学时).

    The hours are those that minutes record, never measured on a screen. ADVISED when the year is
    over and hours were missing: the organization makes up for them. Nothing strict is asked of the
    exempt. The figures in force at the year's end apply. Raises RuleInputError for negative hours.
    Source: 党员教育管理工作条例 第二十条、第二十三条; for leaders the national plans.

    >>> from datetime import date
    >>> verdict = hours_offered(TrainingRole.MEMBER, 31, Year(2025, 1), book=Rulebook(on=date(2026, 11, 23)))
    >>> verdict.outcome, verdict.arithmetic
    (<Outcome.ADVISED: 'advised'>, ('党员 31 学时 < 32 学时',))
    """
    role = TrainingRole(role)
    require_count(hours, "学时")
    guard = book.reason("training.not_for_assessment")
    if exempt:
        reasons = [book.reason("orglife.exempt_grounds"), guard]
        return allow("学习不作硬性要求", reasons=reasons, now=["可以送学上门"])
    check = reaches(hours, _HOURS[role], label=role.label, book=_of_year(book, year))
    missing = f"还差 {check.limit - hours} 学时"
    return _answer(check, year, missing, "组织一次集中学习", book)


@reads("training.leader_sessions", "training.not_for_assessment")
def sessions_offered(sessions: int, year: Year, *, book: Rulebook) -> Verdict:
    """Say whether secretaries and committee members were offered concentrated training (集中培训).

    Raises RuleInputError for a negative count. Source: the national plans for 2019–2023 and 2024–2028.

    >>> from datetime import date
    >>> sessions_offered(1, Year(2026, 1), book=Rulebook(on=date(2026, 11, 23))).allowed
    True
    """
    require_count(sessions, "集中培训次数")
    check = reaches(sessions, "training.leader_sessions", label="集中培训", book=_of_year(book, year))
    missing = f"还差 {check.limit - sessions} 次"
    return _answer(check, year, missing, "安排书记和委员参加集中培训", book)


def _of_year(book: Rulebook, year: Year) -> Rulebook:
    """Read the figures as they stood at the end of a past year; those of today for the running one."""
    day = min(year.last, book.on)
    return Rulebook(on=day, place=book.place, overrides=book.overrides, parameters=book.parameters)


def _answer(check: Check, year: Year, missing: str, step: str, book: Rulebook) -> Verdict:
    reasons = [check.reason, book.reason("training.not_for_assessment")]
    if check.met:
        return allow(f"{year}已经安排够", reasons=reasons)
    if book.on <= year.last:
        return allow(f"{year}还没有过完", happened=missing, reasons=reasons, now=[step])
    now = [step, "由党组织补足，不追究个人"]
    return advise(f"{year}安排得不够", happened=missing, reasons=reasons, now=now)
