"""What is held about one person, told to that person (查阅和复制): sections that each app fills from its `ready()`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext

from runwu.core.registries import Registry

Words = str | Promise


@dataclass(frozen=True, slots=True)
class OwnItem:
    """One thing held: a stable key, its name, its value in words, and why it is held where that is said."""

    key: str
    label: Words
    value: str
    why: str = ""


Record = tuple[OwnItem, ...]


@dataclass(frozen=True, slots=True)
class OwnSection:
    """Records of one kind; none of them is told as well: nothing is held."""

    key: str
    title: Words
    records: tuple[Record, ...]


OwnDataProvider = Callable[[int, date], Sequence[OwnSection]]
own_data_providers: Registry[OwnDataProvider] = Registry()  # asked with the id of the person, and the day


def held_about(*, person_id: int, on: date) -> tuple[OwnSection, ...]:
    """Return everything held about a person, app by app. A fixed number of queries."""
    return tuple(_sections(person_id, on))


def _sections(person_id: int, on: date) -> Iterator[OwnSection]:
    for provider in own_data_providers:
        yield from provider(person_id, on)


def period(start: date, end: date | None) -> str:
    """Write a time with its ends: “2026-03-01 起” or “2026-03-01 至 2026-09-01”."""
    if end is None:
        return gettext("%(start)s 起") % {"start": start.isoformat()}
    return gettext("%(start)s 至 %(end)s") % {"start": start.isoformat(), "end": end.isoformat()}
