"""Work that comes round by itself (例行工作): each app registers its own, the worker and `runwu due` run them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.utils.module_loading import autodiscover_modules

SECONDS_UNTIL_RETRY = 60.0
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """A function that may run at any time, twice or in two processes at once, and does only what is due."""

    name: str
    every: timedelta
    function: Callable[[], object]


_chores: dict[str, Chore] = {}


def register_chore(name: str, every: timedelta, function: Callable[[], object]) -> None:
    """Register a chore under a dotted name; a later one of the same name replaces it. Place: `<app>/chores.py`."""
    _chores[name] = Chore(name, every, function)


def chores() -> tuple[Chore, ...]:
    """Return all chores, those of `<app>/chores.py` of every app included."""
    autodiscover_modules("chores")
    return tuple(_chores.values())


def run_chores() -> dict[str, bool]:
    """Run every chore once, for `runwu due`; True for each that went well."""
    return {chore.name: run_chore(chore) for chore in chores()}


def run_chore(chore: Chore) -> bool:
    """Run a chore; an error is logged and stops neither the others nor the worker."""
    try:
        chore.function()
    except Exception:
        log.exception("chore failed", chore=chore.name)
        return False
    return True


class Timetable:
    """When each chore of a worker is due next; all are due at the start."""

    def __init__(self, found: tuple[Chore, ...]) -> None:
        self._next = dict.fromkeys(found, float("-inf"))

    def due(self, now: float) -> Iterator[Chore]:
        """Return the chores whose time has come (seconds of a monotonic clock), and plan their next time."""
        for chore in [chore for chore, moment in self._next.items() if moment <= now]:
            self._next[chore] = now + chore.every.total_seconds()
            yield chore

    def soon(self, chore: Chore, now: float) -> None:
        """Plan a chore that failed for a minute later, not for its next turn."""
        self._next[chore] = min(self._next[chore], now + SECONDS_UNTIL_RETRY)
