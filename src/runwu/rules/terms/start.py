"""From which day a term counts (任期起算)."""

from __future__ import annotations

from datetime import date

from runwu.rules.errors import RuleInputError
from runwu.rules.periods import in_words
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook


@reads("terms.counts_from_approval")
def term_start(*, elected: date | None, approved: date | None, book: Rulebook) -> date:
    """Give the day from which a term counts (任期起算日): the election, or the approval where a park has chosen it.

    Raises RuleInputError while the day that counts is unknown, or for an approval before the election.
    The documents as read do not say which; choose once and keep to it.

    >>> term_start(elected=date(2024, 3, 1), approved=date(2024, 3, 20), book=Rulebook(on=date(2026, 11, 23)))
    datetime.date(2024, 3, 1)
    """
    if elected is not None and approved is not None and approved < elected:
        raise RuleInputError(
            happened=f"批准日期（{in_words(approved)}）早于当选日期（{in_words(elected)}）",
            rule="先选举，后批准",
            now="核对两个日期",
        )
    by_approval = book.value("terms.counts_from_approval") is True
    found = approved if by_approval else elected
    if found is None:
        name = "批准日期" if by_approval else "当选日期"
        raise RuleInputError(happened=f"{name}没有人填过", rule=f"任期从{name}算起", now=f"补填{name}")
    return found
