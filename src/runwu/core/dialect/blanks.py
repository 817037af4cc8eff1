"""Make many new rows of a model (空白行): as its constructor does, without asking every field for every row."""

from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.db.models.base import ModelState

M = TypeVar("M", bound=models.Model)


def blank(model: type[M], values: dict[str, Any], related: dict[str, models.Model | None] | None = None) -> M:
    """Return a new row with its defaults and these values, which go by column (`park_id`); `related` rows by field.

    No signals are sent. A related row that has no key yet gives it when the row is inserted (`insert_rows`).
    """
    plain, moving = _defaults(model)
    row = model.__new__(model)
    row.__dict__.update(plain)
    row._state = ModelState()
    held = row.__dict__
    for name, default in moving:
        held[name] = default()
    held.update(values)
    for name, other in (related or {}).items():
        row._state.fields_cache[name] = other
        held[f"{name}_id"] = other.pk if other is not None else None
    return row


@cache
def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """Return the defaults that are the same for every row, and what gives each row its own."""
    fields = model._meta.concrete_fields
    moving = [(field.attname, field.get_default) for field in fields if callable(field.default)]
    held = model().__dict__
    names = {field.attname for field in fields} - {name for name, _default in moving}
    return {name: value for name, value in held.items() if name in names}, moving
