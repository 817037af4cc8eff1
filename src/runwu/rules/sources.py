"""Where a rule comes from, and how sure we are of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from runwu.rules.periods import in_words


class Sure(StrEnum):
    """How sure a value is (核对程度)."""

    TEXT = "text"
    SECONDARY = "secondary"
    TO_CONFIRM = "to_confirm"
    LOCAL = "local"

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> Sure.TO_CONFIRM.label
        '待核'
        """
        return _SURE_LABELS[self]


class Force(StrEnum):
    """How strongly a rule binds (约束力)."""

    MUST_NOT = "must_not"
    OUGHT = "ought"
    GENERALLY = "generally"
    DEFINES = "defines"  # says what a word means or what is possible; nobody can break it

    @property
    def label(self) -> str:
        """Say it in Chinese.

        >>> Force.GENERALLY.label
        '一般'
        """
        return _FORCE_LABELS[self]


_SURE_LABELS = {
    Sure.TEXT: "条文已核",
    Sure.SECONDARY: "转引，条文未核",
    Sure.TO_CONFIRM: "待核",
    Sure.LOCAL: "地方或园区设定",
}
_FORCE_LABELS = {
    Force.MUST_NOT: "不得",
    Force.OUGHT: "应当",
    Force.GENERALLY: "一般",
    Force.DEFINES: "界定",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A clause that a value or an answer rests on (依据).

    `text` is a paraphrase in our own words. `article_confirmed` is False where the rule was read
    but the number of its article was not, `date_confirmed` where the day it came into force was not.
    `is_national` is False for settings of the product, customs, and documents of other places followed by analogy.
    """

    document: str
    short: str
    article: str
    sure: Sure
    effective_from: date | None
    text: str = ""
    number: str = ""
    article_confirmed: bool = True
    date_confirmed: bool = True
    is_national: bool = True

    @property
    def chip(self) -> str:
        """Name the clause as briefly as a page does (条款标签).

        >>> Source(document="《中国共产党支部工作条例（试行）》", short="支部工作条例", article="第四条",
        ...        sure=Sure.TEXT, effective_from=date(2018, 10, 28)).chip
        '支部工作条例 第四条'
        """
        return f"{self.short} {self.article}".strip()

    @property
    def firm(self) -> bool:
        """Tell whether the clause was read with its number, so that the chip is filled (条文已核)."""
        return self.sure is Sure.TEXT and self.article_confirmed

    @property
    def remark(self) -> str:
        """Say since when the clause is in force and what of it is still open.

        >>> Source(document="《某办法》", short="某办法", article="第五条", sure=Sure.TEXT,
        ...        effective_from=date(2018, 10, 28), article_confirmed=False).remark
        '2018年10月28日起施行；条款号待核'
        """
        if self.effective_from is None:
            return self._open_point
        day = in_words(self.effective_from) + ("" if self.date_confirmed else "（日期待核）")
        return f"{day}起施行；{self._open_point}"

    @property
    def _open_point(self) -> str:
        read_without_number = self.sure is Sure.TEXT and not self.article_confirmed
        return "条款号待核" if read_without_number else self.sure.label
