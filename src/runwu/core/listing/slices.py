"""Pages of lists that are at hand whole (分页): duties, the groups of a plan, who is left, what changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

T = TypeVar("T")
_LONGEST = 6  # digits of a page's number that somebody may ask for


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """One page of a list: its rows, how many there are in all, and the addresses of the pages beside it ("" for none)."""

    rows: Sequence[T]
    total: int
    number: int
    pages: int
    first: str
    previous: str
    next: str
    last: str

    @property
    def paged(self) -> bool:
        """Whether there is more than one page."""
        return self.pages > 1

    @property
    def words(self) -> str:
        """Say which page it is; nothing where there is one."""
        return _("第 %(number)s/%(pages)s 页") % {"number": self.number, "pages": self.pages} if self.paged else ""


def slice_of(rows: Sequence[T], asked: QueryDict, key: str, *, size: int, at: int | None = None) -> Slice[T]:
    """Return the page that the query asks for under a key, the first or last where it asks for none there is.

    `at`: the place of a row to show where the query asks for no page. The addresses lead to `#key`.
    """
    pages = max(1, -(-len(rows) // size))
    number = min(max(_number(asked.get(key, ""), 1 if at is None else at // size + 1), 1), pages)
    return Slice(
        rows=rows[(number - 1) * size : number * size],
        total=len(rows),
        number=number,
        pages=pages,
        first=_address(asked, key, 1) if number > 1 else "",
        previous=_address(asked, key, number - 1) if number > 1 else "",
        next=_address(asked, key, number + 1) if number < pages else "",
        last=_address(asked, key, pages) if number < pages else "",
    )


def _number(asked: str, otherwise: int) -> int:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= _LONGEST else otherwise


def _address(asked: QueryDict, key: str, number: int) -> str:
    query = asked.copy()
    query.pop("at", None)
    query[key] = str(number)
    return f"?{query.urlencode()}#{key}"
