"""What a statement of a document is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that a document says (条文要点), in our own words.

    `keys` name the parameters that hold it and `rules` the functions that answer by it; `reason`
    says why it is not represented, or what of it is left to people.
    """

    document: str
    article: str
    says: str
    keys: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    reason: str = ""

    @property
    def is_represented(self) -> bool:
        """Tell whether a parameter or a rule carries it."""
        return bool(self.keys or self.rules)

    @property
    def clause(self) -> str:
        """Name document and article.

        >>> Statement(document="支部工作条例", article="第四条", says="…", reason="…").clause
        '支部工作条例 第四条'
        """
        return f"{self.document} {self.article}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTopic:
    """The statements of one topic (专题), one file each."""

    title: str
    order: int
    statements: tuple[Statement, ...]
