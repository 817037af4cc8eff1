"""Where in a list a page stands, as the URL carries it (页码标记): signed, without any value of the row."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core import signing
from django.db.models import QuerySet

from runwu.core.listing.keyset import (
    Boundary,
    Order,
    Window,
    first_page,
    last_page,
    page_after,
    page_before,
)

_SALT = "runwu.core.listing"


class Step(StrEnum):
    """From where a page is read."""

    FIRST = "f"
    AFTER = "a"
    BEFORE = "b"
    LAST = "l"


@dataclass(frozen=True, slots=True)
class Cursor:
    """A step, the order it belongs to, and the primary key of the row it starts from."""

    step: Step = Step.FIRST
    order: str = ""
    pk: Any = None


def written(cursor: Cursor) -> str:
    """Return a cursor as text for the URL."""
    pk = None if cursor.pk is None else str(cursor.pk)
    signer = signing.Signer(salt=_SALT)
    return signer.sign_object([str(cursor.step), cursor.order, pk])


def read(text: str, *, order: Order) -> Cursor:
    """Read a cursor; what is forged, damaged or of another order means the first page."""
    if not text:
        return Cursor()
    try:
        step, key, pk = signing.Signer(salt=_SALT).unsign_object(text)
    except (signing.BadSignature, ValueError):
        return Cursor()
    return Cursor(Step(step), key, pk) if key == order.key else Cursor()


def window(
    queryset: QuerySet[Any, Any], order: Order, cursor: Cursor, *, everything: QuerySet[Any, Any], size: int
) -> Window:
    """Return the page a cursor points to. `everything` is the list in scope, before filters.

    A row that has left the scope since means the first page.
    """
    if cursor.step is Step.LAST:
        return last_page(queryset, order, size=size)
    boundary = None if cursor.step is Step.FIRST else _boundary(everything, order, cursor.pk)
    if boundary is None:
        return first_page(queryset, order, size=size)
    turn = page_after if cursor.step is Step.AFTER else page_before
    return turn(queryset, order, boundary, size=size)


def _boundary(everything: QuerySet[Any, Any], order: Order, pk: Any) -> Boundary | None:
    """Look up the row that a page starts from."""
    found = everything.filter(pk=pk).order_by().values_list("pk", *order.paths).first()
    return None if found is None else Boundary(found[0], found[1:])
