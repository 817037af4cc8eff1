"""Signs that a registered enterprise does not operate, with their weights (空壳迹象).

A sign is a known fact; what nobody knows is no sign. The score orders visits and decides nothing: whether an enterprise
operates is a fact that somebody records. No document fixes weights or limits: they are settings of the product.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook

FOR_SHELL = ("no_tax", "no_insurance", "no_staff", "suspended", "shared_address")
FOR_OPERATION = ("tax", "insurance", "staff")
SIGNS = (*FOR_SHELL, *FOR_OPERATION)
_WORDS = {
    "no_tax": "近一年没有纳税申报",
    "no_insurance": "近一年没有缴纳社保",
    "no_staff": "职工为 0 人",
    "suspended": "登记为停产",
    "shared_address": "与 {firms} 家以上企业同一地址",
    "tax": "近一年有纳税申报",
    "insurance": "近一年缴纳社保",
    "staff": "有职工",
}


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


@dataclass(frozen=True, slots=True)
class ShellScale:
    """What each sign weighs and where the classes begin (分值和界线).

    `points` holds what a sign adds, or takes away where it speaks for operation, as numbers from 0; from `shell_from`
    on an enterprise looks like a shell, from `operating_from` below zero like one that operates. An address is shared
    from `firms` enterprises on.

    >>> scale = ShellScale(dict.fromkeys(SIGNS, 3), shell_from=4, operating_from=2, firms=20)
    >>> scale.score({"no_tax", "no_insurance"}), scale.score({"tax"}), scale.score(set())
    (6, -3, 0)
    >>> [scale.of(score).label for score in (6, 4, 0, -3)]
    ['疑似空壳', '疑似空壳', '迹象不足', '可能在经营']
    >>> scale.words("shared_address")
    '与 20 家以上企业同一地址'
    """

    points: Mapping[str, int]
    shell_from: int
    operating_from: int
    firms: int

    def weight(self, sign: str) -> int:
        """Return what a sign adds to the score; what speaks for operation weighs below zero."""
        return -self.points[sign] if sign in FOR_OPERATION else self.points[sign]

    def words(self, sign: str) -> str:
        """Say a sign in Chinese."""
        return _WORDS[sign].format(firms=self.firms)

    def score(self, signs: Set[str]) -> int:
        """Add the weights of the signs that are known."""
        return sum(self.weight(sign) for sign in signs)

    def of(self, score: int) -> ShellClass:
        """Return the class of a score."""
        if score >= self.shell_from:
            return ShellClass.SHELL
        return ShellClass.OPERATING if score <= -self.operating_from else ShellClass.OPEN


@reads(*(f"surveys.{name}" for name in (*SIGNS, "shell_from", "operating_from", "shared_address_firms")))
def shell_scale(*, book: Rulebook) -> ShellScale:
    """Say what the signs of an empty shell weigh and where the classes begin (空壳迹象的分值和界线).

    Source: 产品设定.

    >>> from datetime import date
    >>> scale = shell_scale(book=Rulebook(on=date(2026, 11, 23)))
    >>> scale.weight("no_tax"), scale.weight("staff"), scale.of(4).label
    (3, -2, '疑似空壳')
    """
    return ShellScale(
        {sign: book.number(f"surveys.{sign}") for sign in SIGNS},
        shell_from=book.number("surveys.shell_from"),
        operating_from=book.number("surveys.operating_from"),
        firms=book.number("surveys.shared_address_firms"),
    )
