"""What a list page is made of (列表页的规格)."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from runwu.core.listing.columns import ListColumn
from runwu.core.listing.keyset import Order, is_nullable
from runwu.core.listing.sheet import INTERNAL

Words = str | Promise


_NOTHING_YET = _("这里还没有内容。")
_ROWS = _("条")


@dataclass(frozen=True, slots=True)
class Empty:
    """Why a list is empty, and one next step."""

    why: Words = _NOTHING_YET
    next_label: Words = ""
    next_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One list: rows in scope, columns, filters, order, words, and whether this person may export it.

    `queryset` comes from a selector that has taken the scope. With `as_values` rows are dicts of just the fields
    that the columns read; without it they are instances (then the selector selects what the columns touch).
    `filterset` is a FilterSet class, or a function that takes the same arguments. `count_cap` is the number up to
    which rows are counted; None counts them all. `exclude` drops columns this person may not see. `on_export` is told of
    every workbook in its transaction: the primary keys of its rows, the names of its columns, and whose it is.
    `other_export` is a page (label and address) that exports the filtered rows in another way.
    """

    name: str
    title: Words
    queryset: QuerySet[Any, Any]
    table: type[Any]
    default_sort: str
    filterset: Callable[..., Any] | None = None
    unit: Words = _ROWS
    empty: Empty = field(default_factory=Empty)
    exclude: Collection[str] = ()
    as_values: bool = True
    per_page: int = 50
    count_cap: int | None = 1000
    may_export: bool = False
    mark: Words = INTERNAL
    on_export: Callable[[Sequence[int], Sequence[str], Any], object] | None = None
    other_export: tuple[Words, str] | None = None
    note: Words = ""

    def columns(self) -> dict[str, ListColumn]:
        """Return the columns this person sees, by name."""
        return {name: column for name, column in self.table.base_columns.items() if name not in self.exclude}

    def order(self, key: str) -> Order:
        """Return the order for a key of the URL; the default where no column may be sorted so."""
        return self._order(key) or self._order(self.default_sort) or Order("", "pk")

    def _order(self, key: str) -> Order | None:
        descending, name = key.startswith("-"), key.removeprefix("-")
        column = self.columns().get(name)
        if column is None or column.sort_path is None:
            return None
        blanks = is_nullable(self.queryset.model, column.sort_path)
        return Order(name, column.sort_path, descending, blanks, column.sort_then)

    def fields(self) -> list[str]:
        """Return the fields that the columns read, each once, and the primary key."""
        read = [path for name, column in self.columns().items() for path in _paths(name, column)]
        return list(dict.fromkeys(["pk", *read]))


def _paths(name: str, column: ListColumn) -> tuple[str, ...]:
    own = () if column.get else (str(column.accessor or name),)
    return (*own, *column.needs)
