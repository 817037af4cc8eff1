"""Pages by keyset (翻页): the rows after or before a known row, never by OFFSET; blanks always stand last."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value

Rows = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Order:
    """By which column a list is sorted: its name on the page, its field path, direction, whether blanks occur.

    `then` are further field paths, never blank, that order rows of equal value, as a name does after its initials.
    """

    column: str
    path: str
    descending: bool = False
    nullable: bool = False
    then: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Return all field paths by which rows are sorted, before the primary key."""
        return (self.path, *self.then)

    @property
    def key(self) -> str:
        """Return the order as it stands in the URL."""
        return f"-{self.column}" if self.descending else self.column

    def turned(self) -> "Order":
        """Return the opposite direction."""
        return replace(self, descending=not self.descending)


@dataclass(frozen=True, slots=True)
class Boundary:
    """A row of the list that a page starts after, or ends before."""

    pk: Any
    values: tuple[Any, ...]

    @property
    def blank(self) -> bool:
        """Tell whether the row has no value to sort by."""
        return self.values[0] is None


@dataclass(frozen=True, slots=True)
class Window:
    """One page of rows, and whether there are others before and after it."""

    rows: list[Any]
    has_previous: bool
    has_next: bool


def is_nullable(model: type[Model], path: str) -> bool:
    """Tell whether the values of a field path may be missing; annotations count as such."""
    current: Any = model
    for name in path.split("__"):
        if name == "pk":
            return False
        try:
            field = current._meta.get_field(name)
        except FieldDoesNotExist:
            return True
        if getattr(field, "null", True):
            return True
        current = field.related_model
    return False


def first_page(queryset: Rows, order: Order, *, size: int) -> Window:
    """Return the first rows (首页)."""
    rows = _take(_all(queryset, order), size + 1)
    return Window(rows[:size], has_previous=False, has_next=len(rows) > size)


def page_after(queryset: Rows, order: Order, boundary: Boundary, *, size: int) -> Window:
    """Return the rows that follow a row (下一页)."""
    rows = _take(_beyond(queryset, order, boundary), size + 1)
    return Window(rows[:size], has_previous=True, has_next=len(rows) > size)


def page_before(queryset: Rows, order: Order, boundary: Boundary, *, size: int) -> Window:
    """Return the rows that precede a row (上一页); the first page where fewer than a page precede it."""
    rows = _take(_backwards(queryset, order, boundary), size + 1)
    if len(rows) <= size:
        return first_page(queryset, order, size=size)
    return Window(rows[:size][::-1], has_previous=True, has_next=True)


def last_page(queryset: Rows, order: Order, *, size: int) -> Window:
    """Return the last rows (末页), found from the end of the index."""
    rows = _take(_backwards(queryset, order, None), size + 1)
    return Window(rows[:size][::-1], has_previous=len(rows) > size, has_next=False)


def in_order(queryset: Rows, order: Order, *, chunk_size: int) -> Iterator[Any]:
    """Iterate over all rows in the order of the pages (for exports)."""
    return chain.from_iterable(part.iterator(chunk_size=chunk_size) for part in _all(queryset, order))


def _take(parts: list[Rows], count: int) -> list[Any]:
    """Take rows from ordered parts; a further part costs a query only when the ones before it ran out."""
    rows: list[Any] = []
    for part in parts:
        rows.extend(part[: count - len(rows)])
        if len(rows) >= count:
            break
    return rows


def _filled(queryset: Rows, order: Order) -> Rows:
    """Return the rows with a value, sorted."""
    kept = queryset.filter(**{f"{order.path}__isnull": False}) if order.nullable else queryset
    sign = "-" if order.descending else ""
    if order.path == "pk":
        return kept.order_by(f"{sign}pk")
    return kept.order_by(*(f"{sign}{path}" for path in (*order.paths, "pk")))


def _blank(queryset: Rows, order: Order, *, backwards: bool = False) -> list[Rows]:
    """Return the rows without a value, which stand last whatever the direction, as zero or one part."""
    if not order.nullable:
        return []
    return [queryset.filter(**{f"{order.path}__isnull": True}).order_by("-pk" if backwards else "pk")]


def _all(queryset: Rows, order: Order) -> list[Rows]:
    return [_filled(queryset, order), *_blank(queryset, order)]


def _beyond(queryset: Rows, order: Order, boundary: Boundary) -> list[Rows]:
    if boundary.blank:
        return [part.filter(pk__gt=boundary.pk) for part in _blank(queryset, order)]
    return [_filled(queryset, order).filter(_past(queryset, order, boundary)), *_blank(queryset, order)]


def _backwards(queryset: Rows, order: Order, boundary: Boundary | None) -> list[Rows]:
    """Return, from the end towards the start, what stands before a row, or everything."""
    turned = order.turned()
    if boundary is None:
        return [*_blank(queryset, order, backwards=True), _filled(queryset, turned)]
    if boundary.blank:
        earlier = [part.filter(pk__lt=boundary.pk) for part in _blank(queryset, order, backwards=True)]
        return [*earlier, _filled(queryset, turned)]
    return [_filled(queryset, turned).filter(_past(queryset, turned, boundary))]


def _past(queryset: Rows, order: Order, boundary: Boundary) -> Any:
    """Return the condition “behind this row”, compared as a row value, which an index on (columns, id) serves."""
    if order.path == "pk":
        return Q(**{f"pk__{'lt' if order.descending else 'gt'}": boundary.pk})
    ours = Func(*map(F, order.paths), F("pk"), template="(%(expressions)s)")
    theirs = Func(*map(Value, boundary.values), Value(boundary.pk), template="(%(expressions)s)")
    sign = " < " if order.descending else " > "
    return Func(ours, theirs, template="%(expressions)s", arg_joiner=sign, output_field=BooleanField())
