"""Addresses of the same list with another order, page or format (列表链接)."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from runwu.core.listing.columns import ListColumn
from runwu.core.listing.cursor import Cursor, Step, written
from runwu.core.listing.keyset import Order, Window
from runwu.core.listing.page import ListPage

_OURS = ("sort", "cursor", "export")


@dataclass(frozen=True, slots=True)
class Header:
    """A column heading: its words, and how it is sorted or may be."""

    label: str
    css: str
    url: str = ""
    aria_sort: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """Addresses of the neighbouring pages; empty where there is none."""

    first: str = ""
    previous: str = ""
    next: str = ""
    last: str = ""

    def __bool__(self) -> bool:
        return bool(self.previous or self.next)


class Links:
    """Build addresses of a list that keep its filters."""

    def __init__(self, request: HttpRequest, page: ListPage, order: Order) -> None:
        self.path, self.page, self.order = request.path, page, order
        self.kept = _kept(request.GET)

    def to(self, **changes: str) -> str:
        """Return the address of the list as filtered, with these changes; an empty value leaves a part out."""
        query = self.kept.copy()
        sort = "" if self.order.key == self.page.default_sort else self.order.key
        for name, value in {"sort": sort, **changes}.items():
            if value:
                query[name] = value
        return f"{self.path}?{query.urlencode()}" if query else self.path

    def headers(self) -> list[Header]:
        """Return the column headings of the page."""
        shown = ((name, column) for name, column in self.page.columns().items() if column.visible)
        return [self._header(name, column) for name, column in shown]

    def _header(self, name: str, column: ListColumn) -> Header:
        label = str(column.verbose_name)
        if column.sort_path is None:
            return Header(label, column.css)
        if name != self.order.column:
            return Header(label, column.css, self._sorted(f"-{name}" if column.initial_sort_descending else name))
        direction = "descending" if self.order.descending else "ascending"
        return Header(label, column.css, self._sorted(self.order.turned().key), direction)

    def _sorted(self, key: str) -> str:
        """Return the address of another order; the default one has no word in the URL."""
        query = self.kept.copy()
        if key != self.page.default_sort:
            query["sort"] = key
        return f"{self.path}?{query.urlencode()}" if query else self.path

    def pager(self, window: Window) -> Pager:
        """Return the addresses of the pages around this one."""
        if not window.rows:
            return Pager()
        before = {"first": self.to(), "previous": self._cursor(Step.BEFORE, window.rows[0])}
        after = {"next": self._cursor(Step.AFTER, window.rows[-1]), "last": self._cursor(Step.LAST, None)}
        return Pager(**(before if window.has_previous else {}), **(after if window.has_next else {}))

    def _cursor(self, step: Step, row: object) -> str:
        pk = None if row is None else (row["pk"] if isinstance(row, dict) else getattr(row, "pk"))  # noqa: B009
        return self.to(cursor=written(Cursor(step, self.order.key, pk)))


def _kept(query: QueryDict) -> QueryDict:
    """Return the filters of a query, without empty values and our own words."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        filled = [value for value in values if value != ""]
        if filled and name not in _OURS:
            kept.setlist(name, filled)
    return kept
