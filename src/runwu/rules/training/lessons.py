"""How long a short lesson lasts (微课堂和班前一刻钟)."""

from __future__ import annotations

from runwu.rules.codes import Code
from runwu.rules.errors import RuleInputError
from runwu.rules.limits import stays_within
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook
from runwu.rules.verdict import Verdict, advise, allow


class LessonKind(Code):
    """The short lessons of a park (短课)."""

    MICRO = "micro"
    BEFORE_SHIFT = "before_shift"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> LessonKind.BEFORE_SHIFT.label
        '班前一刻钟'
        """
        return {"micro": "微课堂", "before_shift": "班前一刻钟"}[self]


_MINUTES = {LessonKind.MICRO: "training.micro_minutes", LessonKind.BEFORE_SHIFT: "training.before_shift_minutes"}


@reads("training.micro_minutes", "training.before_shift_minutes")
def lesson_length(kind: LessonKind, minutes: int, *, book: Rulebook) -> Verdict:
    """Say whether a lesson is short enough for its name (短课时长); the length planned, not measured.

    Raises RuleInputError for a lesson of no length.

    >>> from datetime import date
    >>> lesson_length(LessonKind.MICRO, 11, book=Rulebook(on=date(2026, 11, 23))).arithmetic
    ('微课堂 11 分钟 > 10 分钟',)
    """
    kind = LessonKind(kind)
    if minutes < 1:
        raise RuleInputError(happened=f"时长填成了 {minutes} 分钟", rule="一课至少一分钟", now="核对时长")
    check = stays_within(minutes, _MINUTES[kind], label=kind.label, book=book)
    if check.met:
        return allow("时长合适", reasons=[check.reason])
    now = [f"精简到 {check.limit} 分钟以内", "分成几课"]
    return advise("可以办，但比约定的时长长", reasons=[check.reason], now=now)
