"""Posts inside the Party as sheets write them (党内职务)."""

import re
from collections.abc import Iterator

from runwu.organizations.choices import PostKind

_PARTS = re.compile(r"[、,，;；/兼和\s]+")
_WORDS = (
    ("第一书记", PostKind.FIRST_SECRETARY),
    ("副书记", PostKind.DEPUTY),
    ("书记", PostKind.SECRETARY),
    ("组织委员", PostKind.ORGANIZATION_OFFICER),
    ("宣传委员", PostKind.PUBLICITY_OFFICER),
    ("纪检委员", PostKind.DISCIPLINE_OFFICER),
    ("委员", PostKind.COMMITTEE_MEMBER),
    ("党务工作者", PostKind.PARTY_AFFAIRS),
)
_NONE = frozenset(("党员", "普通党员", "无", "群众", "一般党员"))


def read_posts(text: str) -> tuple[tuple[PostKind, ...], tuple[str, ...]]:
    """Return the posts that a cell names, and the words that name none.

    >>> read_posts("支部书记、宣传委员")[0] == (PostKind.SECRETARY, PostKind.PUBLICITY_OFFICER)
    True
    """
    parts = [part for part in _PARTS.split(text) if part and part not in _NONE]
    found = [(part, _post(part)) for part in parts]
    kinds = tuple(dict.fromkeys(kind for _part, kind in found if kind is not None))
    return kinds, tuple(part for part, kind in found if kind is None)


def _post(part: str) -> PostKind | None:
    return next(_matching(part), None)


def _matching(part: str) -> Iterator[PostKind]:
    """Yield the posts whose word ends a part: “支部书记” is a secretary, “书记员” is none."""
    return (kind for word, kind in _WORDS if part.endswith(word))
