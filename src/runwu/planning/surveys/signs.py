"""Signs that a registered enterprise does not operate, with their weights (空壳迹象).

A sign is a known fact; what nobody knows is no sign. The score orders visits and decides nothing: whether an enterprise
operates is a fact that somebody records.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

LIKELY_SHELL_FROM, LIKELY_OPERATING_TO = 4, -2
SHARED_ADDRESS_FROM = 20


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its code, what it says, and its weight; what speaks for operation weighs below zero."""

    key: str
    words: str
    weight: int


SIGNS = (
    Sign("no_tax", "近一年没有纳税申报", 3),
    Sign("no_insurance", "近一年没有缴纳社保", 3),
    Sign("no_staff", "职工为 0 人", 2),
    Sign("suspended", "登记为停产", 2),
    Sign("shared_address", f"与 {SHARED_ADDRESS_FROM} 家以上企业同一地址", 2),
    Sign("tax", "近一年有纳税申报", -3),
    Sign("insurance", "近一年缴纳社保", -3),
    Sign("staff", "有职工", -2),
)
_WEIGHTS = {sign.key: sign.weight for sign in SIGNS}


class ShellClass(StrEnum):
    """What the signs suggest (初步分类)."""

    SHELL = "shell"
    OPEN = "open"
    OPERATING = "operating"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> [one.label for one in ShellClass]
        ['疑似空壳', '迹象不足', '可能在经营']
        """
        return {"shell": "疑似空壳", "open": "迹象不足", "operating": "可能在经营"}[self.value]


def score_of(signs: Set[str]) -> int:
    """Add the weights of the signs that are known.

    >>> score_of({"no_tax", "no_insurance"}), score_of(set())
    (6, 0)
    """
    return sum(_WEIGHTS[key] for key in signs)


def class_of(score: int) -> ShellClass:
    """Return the class of a score.

    >>> class_of(6), class_of(0), class_of(-3)
    (<ShellClass.SHELL: 'shell'>, <ShellClass.OPEN: 'open'>, <ShellClass.OPERATING: 'operating'>)
    """
    if score >= LIKELY_SHELL_FROM:
        return ShellClass.SHELL
    return ShellClass.OPERATING if score <= LIKELY_OPERATING_TO else ShellClass.OPEN
