"""Paths: an organisation's place in the tree as fixed-width labels, one per level."""

from collections.abc import Iterable
from itertools import takewhile

from django.db.models import CharField, Q, Value
from django.db.models.functions import Concat, Substr

LABEL_WIDTH = 6
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def label(organization_id: int) -> str:
    """Return the label of one organisation, base 36, six characters (up to 2.1 billion organisations).

    >>> label(36)
    '000010'
    """
    digits = ""
    while organization_id:
        organization_id, rest = divmod(organization_id, 36)
        digits = _DIGITS[rest] + digits
    return digits.rjust(LABEL_WIDTH, "0")


def below(parent_path: str, organization_id: int) -> str:
    """Return the path of an organisation under a parent path ("" for a root).

    >>> below("000001", 2)
    '000001000002'
    """
    return parent_path + label(organization_id)


def ancestors(path: str) -> tuple[str, ...]:
    """Return the paths of all organisations above, the root first.

    >>> ancestors("000001000002000003")
    ('000001', '000001000002')
    """
    return tuple(path[:end] for end in range(LABEL_WIDTH, len(path), LABEL_WIDTH))


def ids_above(path: str) -> tuple[int, ...]:
    """Return the ids of all organisations above, the root first.

    >>> ids_above("000001000010000003")
    (1, 36)
    """
    return tuple(int(one[-LABEL_WIDTH:], len(_DIGITS)) for one in ancestors(path))


def depth(path: str) -> int:
    """Return how many levels lie above an organisation.

    >>> depth("000001000002")
    1
    """
    return max(len(path) // LABEL_WIDTH - 1, 0)


def in_subtree(path: str, field: str = "path") -> Q:
    """Return the condition “this organisation, or below it”, as a range that an index serves."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": path + "~"})


def moved_path(old: str, new: str, field: str = "path") -> Concat:
    """Return the expression of a path below `new` for rows that stand below `old`."""
    return Concat(Value(new), Substr(field, len(old) + 1), output_field=CharField())


def common(paths: Iterable[str]) -> str:
    """Return the path of the lowest organisation that has all of these below it, or is it; "" where there is none.

    >>> common(["000001000002000003", "000001000002000004", ""]), common(["000001", "000002"]), common([])
    ('000001000002', '', '')
    """
    known = [path for path in paths if path]
    if not known:
        return ""
    alike = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(min(known), max(known), strict=False)))
    return min(known)[: alike - alike % LABEL_WIDTH]
