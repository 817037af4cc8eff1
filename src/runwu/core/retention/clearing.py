"""Clear what has outlived its time (到期清除): kind by kind, one row in the audit log for each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.utils import timezone

from runwu.core import audit
from runwu.core.retention.registry import Category, Moment, categories

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Cleared:
    """How much of a kind went, or would go; None where looking at it failed."""

    category: Category
    count: int | None


def clear_due(found: Iterable[Category] | None = None, *, now: datetime | None = None) -> list[Cleared]:
    """Clear what is due of some kinds, of all by default. A kind that fails stops no other.

    Interrupted, it can simply run again.
    """
    moment = _moment(now)
    return [_clear(category, moment) for category in (categories() if found is None else found)]


def what_is_due(*, now: datetime | None = None) -> Iterator[Cleared]:
    """Say how much of each kind would go, and change nothing."""
    moment = _moment(now)
    for category in categories():
        yield Cleared(category, category.due(moment))


def clear_hourly() -> None:
    """Clear what must not wait: what the worker does every hour. Raises RuntimeError when a kind failed."""
    _all_or_say(clear_due(one for one in categories() if not one.daily))


def clear_daily() -> None:
    """Clear everything else: what the worker does once a day. Raises RuntimeError when a kind failed."""
    _all_or_say(clear_due(one for one in categories() if one.daily))


def _clear(category: Category, moment: Moment) -> Cleared:
    try:
        count = category.clear(moment)
    except Exception:
        logger.exception("clearing failed", category=category.code)
        return Cleared(category, None)
    if count:
        audit.log(None, "core.retention.cleared", category=category.code, count=count)
    return Cleared(category, count)


def _all_or_say(cleared: list[Cleared]) -> None:
    failed = [one.category.code for one in cleared if one.count is None]
    if failed:
        raise RuntimeError(f"not cleared: {', '.join(failed)}")


def _moment(now: datetime | None) -> Moment:
    moment = now or timezone.now()
    return Moment(moment, timezone.localdate(moment))
