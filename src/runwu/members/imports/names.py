"""Names as sheets write them (名称归一): width, blanks and brackets do not count."""

import re
import unicodedata
from functools import lru_cache

_BLANKS = re.compile(r"\s+")
_REMEMBERED = 5000
_OUTER = re.compile(r"^中共|委员会$")


@lru_cache(maxsize=_REMEMBERED)
def folded(name: str) -> str:
    """Return a name under which two ways of writing it are equal: width, blanks and brackets.

    >>> folded("示例（青禾） 电子") == folded("示例(青禾)电子")
    True
    """
    return _BLANKS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def spellings(name: str) -> set[str]:
    """Return the usual ways of writing a name: as it stands, with full-width and with half-width brackets."""
    narrow = unicodedata.normalize("NFKC", name)
    return {name, narrow, narrow.replace("(", "（").replace(")", "）")}


@lru_cache(maxsize=_REMEMBERED)
def branch_key(name: str) -> str:
    """Return an organisation's name without what papers add to it.

    >>> branch_key("中共示例青禾电子支部委员会") == branch_key("示例青禾电子党支部")
    True
    """
    return folded(_OUTER.sub("", folded(name))).replace("党支部", "支部").replace("党总支", "总支部")
