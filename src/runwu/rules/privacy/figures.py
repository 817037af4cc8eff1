"""Figures that tell nothing about single persons (小数保护)."""

from __future__ import annotations

from collections.abc import Sequence

from runwu.rules.counts import require_count
from runwu.rules.registry import reads
from runwu.rules.rulebook import Rulebook

UNKNOWN_COUNT = "—"


@reads("privacy.small_cell")
def shown_count(count: int | None, *, entitled: bool, book: Rulebook) -> str:
    """Write a count of members for a viewer (小数保护): below the limit only for the entitled.

    Zero is hidden, too: it tells that nobody is a member.

    >>> from datetime import date
    >>> book = Rulebook(on=date(2026, 11, 23))
    >>> shown_count(4, entitled=True, book=book), shown_count(4, entitled=False, book=book)
    ('4', '少于5')
    """
    require_count(count, "人数")
    if count is None:
        return UNKNOWN_COUNT
    limit = book.number("privacy.small_cell")
    return str(count) if entitled or count >= limit else f"少于{limit}"


@reads("privacy.small_cell")
def shown_parts(counts: Sequence[int], *, entitled: bool, book: Rulebook) -> tuple[str, ...]:
    """Write the parts of a total that is shown beside them (分项), so that no hidden part can be worked out.

    Where exactly one part is hidden, the smallest of the others is hidden with it.

    >>> from datetime import date
    >>> shown_parts([3, 9, 20], entitled=False, book=Rulebook(on=date(2026, 11, 23)))
    ('少于5', '不显示', '20')
    """
    shown = [shown_count(count, entitled=entitled, book=book) for count in counts]
    open_places = [place for place, text in enumerate(shown) if text.isdigit()]
    if len(counts) - len(open_places) == 1 and open_places:
        shown[min(open_places, key=lambda place: counts[place])] = "不显示"
    return tuple(shown)
