"""Write many rows given as columns (成批写入)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import chain, repeat
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from runwu.core.crypto.fields import EncryptedField
from runwu.core.dialect import postgresql, sqlite

Columns = Mapping[str, Iterable[Any]]
_AS_THEY_ARE = (str, int, float, bool, type(None))


def insert_columns(model: type[models.Model], columns: Columns) -> int:
    """Insert rows and return how many; `repeat(value)` stands for one value in every row.

    Signals are not sent, defaults are those of the database: give every column that has none. Foreign keys go by
    their column (`park_id`). Runs in the current transaction. Raises IntegrityError as the ORM does.
    """
    return insert_batches(model, [columns])


def insert_batches(model: type[models.Model], batches: Iterable[Columns]) -> int:
    """Insert rows that come in batches with the same columns; the database takes some while the next are made.

    Nothing else may be asked of the database while the batches are made. Otherwise as `insert_columns`.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    left = iter(batches)
    first = next(left, None)
    if first is None:
        return 0
    names, rows = _prepared(model, first, connection)
    others = (row for columns in left for row in _prepared(model, {n: columns[n] for n in first}, connection)[1])
    dialect, table = _dialect(connection), model._meta.db_table
    count = int(dialect.insert(connection, table, names, chain(rows, others)))
    dialect.take_stock(connection, table, str(model._meta.pk.column), count)
    return count


def update_columns(model: type[models.Model], columns: Columns, *, by: Sequence[str] = ("id",)) -> int:
    """Set columns of the rows that the columns of `by` find, and return how many rows were found."""
    connection = connections[DEFAULT_DB_ALIAS]
    ordered = {**{name: column for name, column in columns.items() if name not in by}, **{n: columns[n] for n in by}}
    names, rows = _prepared(model, ordered, connection)
    first = next(rows, None)
    if first is None:
        return 0
    rows = chain([first], rows)
    with transaction.atomic():
        return int(_dialect(connection).update(connection, model._meta.db_table, names, rows, keys=len(by)))


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model as `bulk_create` does, and give them their keys."""
    if not rows:
        return
    model = type(rows[0])
    with transaction.atomic():
        for row, key in zip(rows, reserve_ids(model, len(rows)), strict=True):
            row.pk = key
        insert_columns(model, {field.attname: _column(field, rows) for field in model._meta.concrete_fields})
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _column(field: Any, rows: Sequence[models.Model]) -> list[Any]:
    """Return what rows hold in a field; the key of a related row that was saved after it was assigned as well."""
    if field.is_relation:
        for row in rows:
            if field.is_cached(row) and (related := field.get_cached_value(row)) is not None:
                setattr(row, field.attname, related.pk)
    if type(field).pre_save is models.Field.pre_save:
        return list(map(attrgetter(field.attname), rows))
    return [field.pre_save(row, add=True) for row in rows]


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Return primary keys for rows to insert. Call it inside the transaction that inserts them."""
    connection = connections[DEFAULT_DB_ALIAS]
    return _dialect(connection).reserve(connection, model._meta.db_table, count) if count else []


def room_for_many() -> AbstractContextManager[None]:
    """Give the database room for many rows while the block runs."""
    connection = connections[DEFAULT_DB_ALIAS]
    found: AbstractContextManager[None] = _dialect(connection).room(connection)
    return found


def _dialect(connection: BaseDatabaseWrapper) -> Any:
    return postgresql if connection.vendor == "postgresql" else sqlite


def _prepared(
    model: type[models.Model], columns: Columns, connection: BaseDatabaseWrapper
) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    fields = [_field(model, name) for name in columns]
    values = [_adapted(field, column, connection) for field, column in zip(fields, columns.values(), strict=True)]
    return [str(field.column) for field in fields], zip(*values)  # noqa: B905 -- repeated values never end


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def _adapted(field: Any, column: Iterable[Any], connection: BaseDatabaseWrapper) -> Iterable[Any]:
    """Return a column as the driver takes it; each distinct date, figure or word is prepared once."""
    if isinstance(column, repeat):
        return repeat(field.get_db_prep_save(next(column), connection))
    values = list(column)
    if isinstance(field, EncryptedField):
        return field.sealed(values)
    if not _needs_preparing(field, values):
        return values
    if not isinstance(field, (models.DateField, models.DecimalField, models.UUIDField, models.CharField)):
        return [field.get_db_prep_save(value, connection) for value in values]
    known = {value: field.get_db_prep_save(value, connection) for value in set(values)}
    return map(known.__getitem__, values)


def _needs_preparing(field: Any, values: Sequence[Any]) -> bool:
    plain = isinstance(field, (models.CharField, models.TextField, models.IntegerField, models.FloatField))
    plain = plain or isinstance(field, (models.BooleanField, models.ForeignKey, models.AutoField))
    return not plain or not set(map(type, values)) <= set(_AS_THEY_ARE)
