"""Queries that are built once and asked again with other values (预备查询).

Building and compiling a query takes Django five to ten times as long as a database takes to answer a small one. What
every request asks is written as ever, with a `Slot` wherever a value comes later:

    BY_NAME = Prepared(lambda: Park.objects.filter(name=Slot("name", CharField())).values_list("pk"))
    BY_NAME.rows(name="示例甲园区")

The text of the query is kept for each kind of database; values are handed over as parameters, never put into the text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet

Row = tuple[Any, ...]
Asked = tuple["Prepared", dict[str, Any]]  # a query and the values of its slots
_Converters = tuple[tuple[int, Sequence[Callable[..., Any]], Expression], ...]


class Slot(Expression):
    """A place in a prepared query that a value is put into when it is asked."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return a parameter that stands for the value: the slot itself."""
        return "%s", [self]

    def filled(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Return a value as the database takes it."""
        return self.output_field.get_db_prep_value(value, connection)


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    parameters: tuple[Any, ...]
    converters: _Converters


class Prepared:
    """A query set of `values_list` rows, built when it is first asked."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._queryset: QuerySet[Any, Any] | None = None
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, **values: Any) -> list[Row]:
        """Return the rows for these values; one query."""
        return rows_of((self, values))

    @property
    def using(self) -> str:
        """The database that is asked."""
        return self._rows_set().db

    def on(self, connection: BaseDatabaseWrapper) -> _Compiled:
        """Return the text of the query on a kind of database, compiled at the first time."""
        kept = self._compiled.get(connection.vendor)
        return kept or self._compiled.setdefault(connection.vendor, self._compile(connection))

    def _rows_set(self) -> QuerySet[Any, Any]:
        if self._queryset is None:
            self._queryset = self._build()
        return self._queryset

    def _compile(self, connection: BaseDatabaseWrapper) -> _Compiled:
        compiler = self._rows_set().query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        shown = [column for column, _sql, _alias in compiler.select or ()]
        found = compiler.get_converters(shown).items()
        return _Compiled(sql, tuple(parameters), tuple((number, *pair) for number, pair in found))


def rows_of(*asked: Asked) -> list[Row]:
    """Return the rows of one query, or of several with the same columns and without an order; one query."""
    connection = connections[asked[0][0].using]
    compiled = [(query.on(connection), values) for query, values in asked]
    sql = " UNION ALL ".join(one.sql for one, _values in compiled)
    parameters = [_parameter(given, values, connection) for one, values in compiled for given in one.parameters]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    converters = compiled[0][0].converters
    return [_converted(row, converters, connection) for row in rows] if converters else rows


def _parameter(given: Any, values: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
    return given.filled(values[given.name], connection) if isinstance(given, Slot) else given


def _converted(row: Row, converters: _Converters, connection: BaseDatabaseWrapper) -> Row:
    values = list(row)
    for number, convert, expression in converters:
        for one in convert:
            values[number] = one(values[number], expression, connection)
    return tuple(values)
