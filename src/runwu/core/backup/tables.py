"""Which tables a backup holds, and their rows in one spelling that is the same on every database."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any, Final
from uuid import UUID

from django.apps.registry import Apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import ExpressionWrapper, F

from runwu.core.crypto.fields import EncryptedField

# Not carried over: who is signed in (everybody signs in anew), what waits in the queue (nothing runs by itself after
# a restore), and counts of failed sign-ins.
LEFT_OUT: Final = frozenset({"sessions", "django_tasks_database", "axes"})
# What `migrate` itself fills; a restore replaces it.
MADE_BY_MIGRATE: Final = frozenset({"contenttypes", "auth"})
# Counts and heartbeats of the moment.
_PASSING: Final = frozenset({"core_limit", "core_worker"})
_CHUNK = 1000
Model = type[models.Model]


def stored_models(apps: Apps) -> list[Model]:
    """Return the models whose tables are backed up, by table name."""
    found = [model for model in apps.get_models(include_auto_created=True) if _is_stored(model)]
    return sorted(found, key=lambda model: model._meta.db_table)


def _is_stored(model: Model) -> bool:
    meta = model._meta
    passing = meta.app_label in LEFT_OUT or meta.db_table in _PASSING
    return meta.managed and not meta.proxy and not passing


def alias_of(model: Model) -> str:
    """Return the connection that holds a table: progress of jobs has a file of its own on SQLite."""
    from django.apps import apps

    installed = apps.all_models[model._meta.app_label].get(model._meta.model_name or "", model)
    apart = connections["default"].vendor == "sqlite" and getattr(installed, "progress_database", False)
    return "progress" if apart else "default"


def columns_of(model: Model) -> list["models.Field[Any, Any]"]:
    """Return the columns of a table that hold facts; what the database computes itself is left to it."""
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def rows_of(model: Model) -> Iterator[tuple[Any, ...]]:
    """Give all rows by primary key, ciphertexts as they are stored; a bounded number at a time."""
    sealed = {
        f"sealed_{field.attname}": ExpressionWrapper(F(field.attname), output_field=models.BinaryField())
        for field in columns_of(model)
        if isinstance(field, EncryptedField)
    }
    names = [f"sealed_{f.attname}" if isinstance(f, EncryptedField) else f.attname for f in columns_of(model)]
    walk = model._base_manager.using(alias_of(model)).order_by("pk").annotate(**sealed).values_list("pk", *names)
    rows = list(walk[:_CHUNK])
    while rows:
        yield from (row[1:] for row in rows)
        rows = list(walk.filter(pk__gt=rows[-1][0])[:_CHUNK])


def spelled(rows: Iterable[tuple[Any, ...]]) -> Iterator[bytes]:
    """Spell each row as one line of JSON."""
    spell = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_spelled_value).encode
    return (f"{spell(row)}\n".encode() for row in rows)


def _spelled_value(value: object) -> str:
    """Spell what JSON does not know. Raises TypeError for anything unexpected."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview | bytearray):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"a backup cannot spell {type(value).__name__}")


Adapter = Callable[[Any], Any]


def adapters(model: Model, connection: BaseDatabaseWrapper) -> list[Adapter | None]:
    """Return, per column, what turns a spelled value into one that the database takes; None where it is taken as is."""
    return [_adapter(field, connection) for field in columns_of(model)]


@cache
def _plain_types() -> frozenset[str]:
    whole = (
        "AutoField",
        "BigAutoField",
        "IntegerField",
        "BigIntegerField",
        "SmallIntegerField",
        "PositiveIntegerField",
    )
    positive = ("PositiveBigIntegerField", "PositiveSmallIntegerField", "FloatField", "BooleanField")
    return frozenset(chain(whole, positive, ("CharField", "TextField", "FileField", "SlugField", "EmailField")))


def _adapter(field: "models.Field[Any, Any]", connection: BaseDatabaseWrapper) -> Adapter | None:
    target = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    kind = target.get_internal_type()
    if kind in _plain_types():
        return None
    if kind == "BinaryField":
        return lambda value: None if value is None else base64.b64decode(value)
    if kind == "JSONField" and not field.null:  # a stored null is a value there, not the absence of one
        return lambda value: field.get_db_prep_value(value, connection)
    return lambda value: field.get_db_prep_save(field.to_python(value), connection)


def adapted(line: bytes, ways: list[Adapter | None]) -> list[Any]:
    """Return the values of one spelled row for the database."""
    return [way(value) if way else value for way, value in zip(ways, json.loads(line), strict=True)]
