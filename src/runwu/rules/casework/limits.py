"""Which limit a clock has in a profile (时限方案)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from runwu.rules.codes import Code
from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import ParameterInForce, Rulebook

LIMIT_KEYS = (
    "casework.park_sign", "casework.park_answer", "casework.park_handle_consultation",
    "casework.park_handle_ordinary", "casework.park_handle_complex", "casework.park_call_back",
    "casework.beijing_dispatch_urgent", "casework.beijing_dispatch_utility", "casework.beijing_dispatch",
    "casework.beijing_handle_urgent", "casework.beijing_handle_utility", "casework.beijing_handle_ordinary",
    "casework.beijing_handle_complex", "casework.shandong_handle",
)  # fmt: skip


class Grade(Code):
    """How heavy or urgent a demand is (事项类别)."""

    CONSULTATION = "consultation"
    ORDINARY = "ordinary"
    COMPLEX = "complex"
    UTILITY = "utility"
    URGENT = "urgent"


class TimeUnit(StrEnum):
    """In what a limit is counted; the values are the units of the parameters (时限单位)."""

    WORKING_HOURS = "工作小时"
    WORKING_DAYS = "工作日"
    HOURS = "小时"
    DAYS = "日"


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit (时限) with the parameter that sets it."""

    amount: int
    unit: TimeUnit
    parameter: ParameterInForce


@reads("casework.profiles")
def profile_names(*, book: Rulebook) -> tuple[str, ...]:
    """List the profiles that a park may choose from (时限方案).

    >>> from datetime import date
    >>> profile_names(book=Rulebook(on=date(2026, 11, 23)))
    ('园区默认', '参照北京', '参照山东')
    """
    found = book.parameter("casework.profiles")
    labels = dict(found.labels)
    return tuple(labels[profile] for profile in book.names("casework.profiles"))


@reads("casework.profiles")
def grades_of(profile: str, *, book: Rulebook) -> tuple[Grade, ...]:
    """List the grades that a profile tells apart (事项类别); the others are handled as ordinary ones.

    Raises RuleInputError for a profile that nobody has set up.

    >>> from datetime import date
    >>> [grade.value for grade in grades_of("park", book=Rulebook(on=date(2026, 11, 23)))]
    ['consultation', 'ordinary', 'complex']
    """
    _require_profile(profile, book)
    clocks = ("dispatch", "handle")
    return tuple(
        grade
        for grade in Grade
        if grade is Grade.ORDINARY
        or any(book.parameters.find(f"casework.{profile}_{clock}_{grade}") for clock in clocks)
    )


def limit_of(profile: str, clock: str, grade: Grade, book: Rulebook) -> Limit | None:
    """Find the limit of a clock: the grade's own, else the clock's, else that of ordinary demands, else None.

    Raises RuleInputError for a profile that nobody has set up.
    """
    _require_profile(profile, book)
    plain = f"casework.{profile}_{clock}"
    keys = (f"{plain}_{grade}", plain, f"{plain}_{Grade.ORDINARY}")
    key = next((key for key in keys if book.parameters.find(key)), None)
    if key is None:
        return None
    parameter = book.parameter(key)
    return Limit(book.number(key), TimeUnit(parameter.unit), parameter)


def _require_profile(profile: str, book: Rulebook) -> None:
    if profile not in book.names("casework.profiles"):
        raise RuleInputError(
            happened=f"没有名为 {profile} 的时限方案", rule="时限方案在参数中列出", now="改选列出的方案"
        )
