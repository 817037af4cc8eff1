"""Which rows and columns a file shows, and whether its owner still may see them (仍有权看)."""

import zlib
from array import array
from collections.abc import Iterable
from itertools import accumulate, pairwise

from runwu.core.listing.rows import sheet_columns
from runwu.core.listing.state import Listing
from runwu.core.models import ListExport


def packed(keys: Iterable[int]) -> bytes:
    """Return primary keys in little room: sorted, as differences, compressed.

    >>> sorted(unpacked(packed([7, 3, 2_000_000])))
    [3, 7, 2000000]
    """
    ordered = [0, *sorted(keys)]
    return zlib.compress(array("q", [after - before for before, after in pairwise(ordered)]).tobytes())


def unpacked(stored: bytes) -> set[int]:
    """Return the primary keys that were packed."""
    steps = array("q")
    steps.frombytes(zlib.decompress(stored))
    return set(accumulate(steps))


def still_seen(export: ListExport, listing: Listing | None) -> bool:
    """Tell whether every row and column of a file is within what the list holds for its owner now. One query.

    Filters do not count: who has filtered rows away may see them nevertheless.
    """
    if listing is None or not set(export.columns) <= set(sheet_columns(listing.page)):
        return False
    visible = listing.page.queryset.order_by().values_list("pk", flat=True)
    return unpacked(bytes(export.seen)) <= set(visible.iterator(chunk_size=10_000))
