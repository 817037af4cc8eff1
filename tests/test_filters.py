"""Filters of list pages name only methods that exist: one that does not is an error when the filter is used."""

from collections.abc import Iterator

from django.urls import get_resolver

from runwu.core.listing import Filters


def _filtersets(above: type[Filters] = Filters) -> Iterator[type[Filters]]:
    for one in above.__subclasses__():
        yield one
        yield from _filtersets(one)


def test_every_method_that_a_filter_names_exists() -> None:
    assert get_resolver().url_patterns  # every view, and with it every filterset, is loaded
    found = set(_filtersets())

    missing = [
        f"{one.__module__}.{one.__qualname__}.{name}"
        for one in found
        for name, each in one.base_filters.items()
        if isinstance(method := each._method, str) and not callable(getattr(one, method, None))
    ]

    assert len(found) > 1
    assert missing == []
