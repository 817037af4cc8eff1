"""Rows as the text that COPY reads: every value comes back from the server as it was given."""

from datetime import UTC, date, datetime
from decimal import Decimal
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from psycopg.types.numeric import Int2

from runwu.core.dialect.copying import blocks, text_of
from runwu.core.models.imports import BatchState

WORDS = st.text("甲a\\\t\n\r\x01", max_size=6) | st.none()
VALUES: tuple[tuple[str, Any], ...] = (
    ("text", ""),
    ("text", "\\N"),
    ("text", "\\."),
    ("text", "甲\t乙\n丙\r\\丁\x01"),
    ("text", BatchState.READY),
    ("boolean", True),
    ("boolean", False),
    ("bigint", -(2**62)),
    ("smallint", Int2(7)),
    ("bigint", HTTPStatus.OK),
    ("double precision", 0.1 + 0.2),
    ("double precision", float("inf")),
    ("numeric", Decimal("1E+3")),
    ("numeric", Decimal("0.10")),
    ("uuid", UUID(int=5)),
    ("date", date(1, 1, 1)),
    ("timestamptz", datetime(2026, 11, 20, 1, 2, 3, 4, tzinfo=UTC)),
    ("bytea", b"\x00\\\xff"),
    ("bytea", b""),
)


def copied(kind: str, values: list[Any]) -> list[Any]:
    """Return what the server holds after values were copied into a column of a type."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS runwu_copied")
        cursor.execute(f"CREATE TEMPORARY TABLE runwu_copied (at bigint, told {kind})")
        with cursor.cursor.copy("COPY runwu_copied FROM STDIN") as copy:
            copy.write(text_of(list(enumerate(values))))
        cursor.execute("SELECT told FROM runwu_copied ORDER BY at")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.postgres_only
@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_a_value_comes_back_alone_and_beside_none(kind: str, value: Any) -> None:
    assert copied(kind, [value, value]) == [value, value]
    assert copied(kind, [None, value, None]) == [None, value, None]


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1))
def test_no_text_makes_a_further_cell_or_row(rows: list[tuple[Any, Any]]) -> None:
    text = text_of(rows)

    assert text is not None
    assert [line.count("\t") for line in text.split("\n")[:-1]] == [1] * len(rows)


@pytest.mark.parametrize("odd", [object(), {"a": 1}, datetime(2026, 1, 1), [1]])  # noqa: DTZ001 -- a moment without a zone
def test_what_has_no_spelling_is_left_to_the_driver(odd: Any) -> None:
    rows = [(1, odd)]

    assert list(blocks(rows)) == [(rows, None)]
