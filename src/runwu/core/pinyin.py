"""Initials of names in pinyin (拼音首字母), for the search box."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def initials_of(text: str, *, limit: int = 100) -> str:
    """Return the first letters of a Chinese text in lower case; letters and digits stay, other signs go.

    >>> initials_of("示例电子 2 厂")
    'sldz2c'
    """
    from pypinyin import Style, lazy_pinyin  # imported where it is used: its tables take time to load

    letters = lazy_pinyin(text, style=Style.FIRST_LETTER, errors=list)  # type: ignore[arg-type]  # its stubs miss lists
    return "".join(letter for letter in letters if letter.isalnum()).lower()[:limit]
