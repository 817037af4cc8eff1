"""Training of new secretaries and new members (新任书记和新党员培训)."""

from __future__ import annotations

from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.periods import add_months, in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Reason, Verdict, allow, due


@reads("training.new_secretary_months", "training.not_for_assessment")
def new_secretary_training(*, took_office: date, trained: date | None = None, book: Rulebook) -> Verdict:
    """Say by when a new secretary is trained (新任书记培训): within half a year of taking office.

    Raises RuleInputError for an office that begins after the rulebook's day.
    Source: the national plans for 2019–2023 and 2024–2028.

    >>> new_secretary_training(took_office=date(2026, 8, 31), book=Rulebook(on=date(2026, 11, 23))).due
    datetime.date(2027, 2, 28)
    """
    by = add_months(took_office, book.number("training.new_secretary_months"))
    reason = book.reason("training.new_secretary_months", arithmetic=_span(took_office, by))
    return _training("新任书记", (took_office, by), trained, reason, book)


@reads(
    "membership.probation_months", "training.new_member_months_after", "training.not_for_assessment"
)  # fmt: skip
def new_member_training(*, admitted: date, trained: date | None = None, book: Rulebook) -> Verdict:
    """Say by when a new member is trained once (新党员培训): during probation and the year after.

    Raises RuleInputError for an admission after the rulebook's day.
    Source: the national plans for 2019–2023 and 2024–2028.

    >>> new_member_training(admitted=date(2026, 7, 1), book=Rulebook(on=date(2026, 11, 23))).due
    datetime.date(2028, 7, 1)
    """
    months = book.number("membership.probation_months") + book.number("training.new_member_months_after")
    by = add_months(admitted, months)
    reason = book.reason("training.new_member_months_after", arithmetic=_span(admitted, by))
    return _training("新党员", (admitted, by), trained, reason, book)


def _span(start: date, by: date) -> str:
    return f"{in_words(start)}起，到 {in_words(by)}"


def _training(label: str, span: tuple[date, date], trained: date | None, reason: Reason, book: Rulebook) -> Verdict:
    start, by = span
    if max(start, trained or start) > book.on:
        raise RuleInputError(happened="日期晚于今天", rule="发生了才登记", now="核对日期")
    reasons = [reason, book.reason("training.not_for_assessment")]
    if trained is not None and trained >= start:
        return allow(f"{label}已经培训", happened=f"{in_words(trained)}参加", reasons=reasons)
    title = f"{label}还没有培训" if book.on <= by else f"{label}培训已经到期"
    now = [f"由党组织安排{label}参加一次集中培训"]
    return due(title, reasons=reasons, now=now, since=start, by=by)
