"""How openly Party work may appear, and which words go with it (敏感可见度与措辞)."""

from __future__ import annotations

from enum import IntEnum

from runwu.rules.errors import RuleInputError
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook


class VisibilityLevel(IntEnum):
    """How openly Party work may appear at an enterprise (敏感可见度)."""

    OPEN = 0
    PLAIN = 1
    NEUTRAL = 2
    DISCREET = 3

    @classmethod
    def _missing_(cls, value: object) -> None:
        raise RuleInputError(
            happened=f"不认识的可见程度 {value}", rule="可见程度从零级到三级", now="从可选的级别中选择"
        )

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> VisibilityLevel.NEUTRAL.label
        '二级，中性措辞'
        """
        return ("零级，公开开展", "一级，平常开展", "二级，中性措辞", "三级，仅联系本人")[self]


@reads("privacy.neutral_from_level")
def needs_neutral_wording(level: VisibilityLevel, *, book: Rulebook) -> bool:
    """Tell whether notices and prints at this level avoid any word that reveals membership (中性措辞).

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> needs_neutral_wording(VisibilityLevel.NEUTRAL, book=book)
    True
    """
    return VisibilityLevel(level) >= book.number("privacy.neutral_from_level")
