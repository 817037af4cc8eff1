"""Kinds of content with a time of their own (到期清除的类别): each app registers its kinds in `<app>/retention.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True, slots=True)
class Moment:
    """When a clearing looks at what is due: the moment, and the day it belongs to."""

    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of content: how much of it is due, and what clears that and returns how much went.

    `code` stands in the audit log, `period` says how long it is kept and by which rule. `daily` kinds are looked at
    once a day, the others every hour.
    """

    code: str
    title: str | Promise
    period: str | Promise
    due: Callable[[Moment], int]
    clear: Callable[[Moment], int]
    daily: bool = True

    @classmethod
    def of_rows(
        cls, code: str, title: str | Promise, period: str | Promise, rows: Callable[[Moment], QuerySet[Any]]
    ) -> "Category":
        """Return a kind whose due rows are counted, and deleted with what hangs on them."""
        return cls(code, title, period, lambda moment: rows(moment).count(), lambda moment: rows(moment).delete()[0])


_categories: dict[str, Category] = {}


def register_category(category: Category) -> None:
    """Register a kind; a later one of the same code replaces it."""
    _categories[category.code] = category


def categories() -> tuple[Category, ...]:
    """Return all kinds, those of every app included."""
    autodiscover_modules("retention")
    return tuple(_categories.values())
