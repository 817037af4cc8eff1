"""Slow queries are logged with their shape and their request, never with a value."""

import logging
from collections.abc import Iterator

import pytest
from django.db import connection

from runwu.core.slow_queries import SlowQueryWatch, shape_of

NAME = "示秘密"


@pytest.fixture
def watched(db: None) -> Iterator[None]:
    with connection.execute_wrapper(SlowQueryWatch("default", 0.0)):
        yield


def test_a_slow_query_is_logged_without_its_parameters(watched: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person WHERE name = %s", [NAME])

    said = str(caplog.records[-1].msg)
    assert "slow query" in said
    assert "FROM people_person WHERE name = %s" in said
    assert NAME not in said


def test_a_query_that_fails_is_watched_too(watched: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), connection.cursor() as cursor, pytest.raises(Exception, match="nowhere"):
        cursor.execute("SELECT 1 FROM nowhere")

    assert "FROM nowhere" in str(caplog.records[-1].msg)


@pytest.mark.parametrize(
    ("sql", "shape"),
    [
        (f"SELECT 1 WHERE name = '{NAME}'", "SELECT 1 WHERE name = '…'"),
        ("SELECT 1 WHERE name = 'it''s'", "SELECT 1 WHERE name = '…'"),
        ("SELECT 1 WHERE id = 123456 LIMIT 51", "SELECT 1 WHERE id = … LIMIT 51"),
        ("INSERT INTO a (b) VALUES (%s, %s), (%s, %s), (%s, %s)", "INSERT INTO a (b) VALUES (%s …) …"),
        ("SELECT 1 WHERE id IN (%s, %s, %s)", "SELECT 1 WHERE id IN (%s …)"),
    ],
)
def test_a_shape_holds_no_values(sql: str, shape: str) -> None:
    assert shape_of(sql) == shape
