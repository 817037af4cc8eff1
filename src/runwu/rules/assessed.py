"""Whom a point or an indicator is about (对象), and what its name may not hide."""

from __future__ import annotations

from unicodedata import category, normalize

from runwu.rules.codes import Code
from runwu.rules.rulebook import Rulebook


class Subject(Code):
    """Whom a point or an indicator is about; persons are here only to be refused."""

    ENTERPRISE = "enterprise"
    ORGANIZATION = "organization"
    PERSON = "person"


def plain_code(code: str) -> str:
    """Write a code as the parameters do, whatever its case, blanks and hyphens.

    >>> plain_code(" Study-Time ")
    'study_time'
    """
    return "_".join(normalize("NFKC", code).casefold().replace("-", " ").split())


def hidden_words(title: str, key: str, *, book: Rulebook) -> tuple[str, ...]:
    """List the words of a parameter that stand in a title, blanks and punctuation left out.

    >>> from datetime import date
    >>> hidden_words("点 赞·数", "assessment.prohibited_words", book=Rulebook(on=date(2026, 11, 23)))
    ('点赞',)
    """
    letters = "".join(letter for letter in normalize("NFKC", title) if category(letter)[0] in "LN").casefold()
    return tuple(word for word in book.names(key) if word.casefold() in letters)
