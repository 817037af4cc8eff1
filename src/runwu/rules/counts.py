"""How many members there are, as the rules ask it."""

from __future__ import annotations

from dataclasses import dataclass

from runwu.rules.errors import RuleInputError


def require_count(count: int | None, label: str) -> None:
    """Insist that a count is unknown, or a whole number that is not negative.

    Raises RuleInputError naming the count.
    """
    if count is not None and (isinstance(count, bool) or not isinstance(count, int) or count < 0):
        raise RuleInputError(happened=f"{label}填成了 {count}", rule=f"{label}是零或正整数", now="更正后再试")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberCounts:
    """Members of one enterprise or organization (党员人数); `full` is None while it is unknown.

    Raises RuleInputError for a negative count.

    >>> MemberCounts(full=3, probationary=1).total
    4
    """

    full: int | None
    probationary: int = 0

    def __post_init__(self) -> None:
        """Refuse negative counts."""
        require_count(self.full, "正式党员人数")
        require_count(self.probationary, "预备党员人数")

    @property
    def total(self) -> int | None:
        """Add full and probationary members; None while the full members are unknown."""
        return None if self.full is None else self.full + self.probationary

    @property
    def probationary_remark(self) -> str:
        """Say that probationary members were left out, where there are any."""
        return f"，预备党员 {self.probationary} 名不计入" if self.probationary else ""


NOBODY_ASKED = MemberCounts(full=None)
