"""Telling of lists of persons that leave the product (名单导出): an app above keeps the register of what was handed out."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models

from runwu.core.registries import Registry

_AT_ONCE = 2000
people_handed_out: Registry[Callable[[Sequence[int], Sequence[str], Any], object]] = Registry()
"""Told of every such export: the keys of the persons it names, the names of its columns, and whose it is."""


def noting_people(
    rows: type[models.Model], person: str = "person_id"
) -> Callable[[Sequence[int], Sequence[str], Any], object]:
    """Return what a list of rows that name a person in a column does once it was exported."""

    def note(keys: Sequence[int], columns: Sequence[str], by: Any) -> None:
        people: set[int] = set()
        for start in range(0, len(keys), _AT_ONCE):
            found = rows._default_manager.filter(pk__in=keys[start : start + _AT_ONCE]).exclude(**{person: None})
            people.update(found.order_by().values_list(person, flat=True))
        if people:
            for told in people_handed_out:
                told(sorted(people), columns, by)

    return note
