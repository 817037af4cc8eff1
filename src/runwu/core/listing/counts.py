"""Count no further than it helps (计数): exact up to a cap, “1,000+” beyond."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a list has, or that it has more than were counted."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.number:,}+" if self.more else f"{self.number:,}"

    def __bool__(self) -> bool:
        return self.number > 0


def counted(queryset: QuerySet[Any, Any], *, cap: int | None) -> Count:
    """Count rows up to a cap, in one query."""
    bare = queryset.order_by().values("pk")
    if cap is None:
        return Count(bare.count())
    number = bare[: cap + 1].count()
    return Count(min(number, cap), more=number > cap)
