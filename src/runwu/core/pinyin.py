"""Initials of names in pinyin (拼音首字母), for the search box."""

import re
import unicodedata
from functools import cache, lru_cache

_PARTS = re.compile(r"[0-9A-Za-z（）()]+|[^0-9A-Za-z（）()]+")
"""Words never reach across figures, letters and brackets."""


@lru_cache(maxsize=4096)
def initials_of(text: str, *, limit: int = 100) -> str:
    """Return the first letters of a Chinese text in lower case; letters and digits stay, other signs go.

    >>> initials_of("示例电子 2 厂"), initials_of("重庆银行")
    ('sldz2c', 'cqyh')
    """
    if _words_matter().isdisjoint(text):
        return text.translate(_letters())[:limit]
    return "".join(map(_of_part, _PARTS.findall(text)))[:limit]


def initials_unkept(text: str) -> str:
    """Return the same for a name that is kept encrypted: nothing of it stays in a cache.

    >>> initials_unkept("示例电子 2 厂")
    'sldz2c'
    """
    from pypinyin import Style, lazy_pinyin

    letters = lazy_pinyin(text, style=Style.FIRST_LETTER)
    return "".join(letter for letter in "".join(letters) if letter.isalnum()).lower()


@lru_cache(maxsize=8192)
def _of_part(text: str) -> str:
    return text.translate(_letters()) if _words_matter().isdisjoint(text) else _by_words(text)


def _by_words(text: str) -> str:
    """Return the initials as the words of a text are read."""
    from pypinyin.seg.simpleseg import seg  # imported where it is used: its tables take time to load

    return "".join(map(_of_word, seg(text)))


@lru_cache(maxsize=8192)
def _of_word(word: str) -> str:
    from pypinyin import Style, lazy_pinyin

    letters = lazy_pinyin(word, style=Style.FIRST_LETTER, errors=list)  # type: ignore[arg-type]  # its stubs miss lists
    return "".join(letter for letter in letters if letter.isalnum()).lower()


class _Letters(dict[int, str]):
    """The initial of each character that was met, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _by_words(chr(code))
        return found


@cache
def _letters() -> _Letters:
    return _Letters()


@cache
def _words_matter() -> frozenset[str]:
    """Return the characters whose initial depends on the word they stand in, such as 重 and 行."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    alone = {chr(code): _plain(readings) for code, readings in PINYIN_DICT.items()}
    return frozenset(
        character
        for word, readings in PHRASES_DICT.items()
        for character, reading in zip(word, readings, strict=False)
        if _plain(reading[0]) != alone.get(character)
    )


def _plain(reading: str) -> str:
    """Return the first letter of a reading without its tone."""
    return unicodedata.normalize("NFD", reading)[:1]
