"""Small numbers (小单元保护): a share that would tell of fewer than five persons is not shown to who need not know."""

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass

from runwu.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Part:
    """Persons of one kind among all of a place."""

    part: int
    whole: int


def withheld(cells: Mapping[Hashable, Part], *, least: int) -> Set[Hashable]:
    """Return the keys whose share has to be withheld: either side below `least`, and one more where it is the only one.

    Nought is withheld, too: it tells that nobody is. With a single gap the reader would find it as the rest of the total.

    >>> sorted(withheld({"a": Part(2, 30), "b": Part(9, 90), "c": Part(6, 40)}, least=5))
    ['a', 'c']
    >>> withheld({"a": Part(6, 30), "b": Part(9, 90)}, least=5)
    set()
    """
    small = {key for key, one in cells.items() if min(one.part, one.whole - one.part) < least}
    rest = sorted((one.part, str(key), key) for key, one in cells.items() if key not in small)
    return small | {rest[0][2]} if len(small) == 1 and rest else small


def small_cell(books: Mapping[int, Rulebook]) -> int:
    """Return below how many persons or enterprises a figure is withheld: the strictest of the parks shown."""
    return max((int(book.number("privacy.small_cell")) for book in books.values()), default=0)
