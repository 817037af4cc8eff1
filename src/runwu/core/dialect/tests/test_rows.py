"""Rows written at once are the same as those that the ORM writes, on both databases."""

import os
import socket
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import repeat
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from runwu.core.dialect import insert_batches, insert_columns, insert_rows, reserve_ids, update_columns
from runwu.core.models import FactChange, ImportBatch, StagedChunk
from runwu.core.models.imports import BatchState

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
NOW = FactChange._meta.get_field("at").get_default()
FACTS: dict[str, Iterable[Any]] = {
    "subject_type": repeat("core.thing"),
    "field": repeat("name"),
    "source": repeat("台账"),
    "source_date": repeat(DAY),
    "at": repeat(NOW),
}


def written(*old: str) -> int:
    """Insert changes whose old values are given."""
    ids = [f"id{number}" for number, _value in enumerate(old)]
    return insert_columns(
        FactChange,
        {**FACTS, "subject_id": ids, "old": old, "new": ["甲\t乙\\N\n丙"] * len(old), "batch": [None] * len(old)},
    )


def test_rows_come_back_as_they_were_given() -> None:
    count = written("", "示例")

    rows = FactChange.objects.order_by("subject_id").values_list("subject_id", "old", "new", "source_date", "batch")
    assert count == 2
    assert list(rows) == [
        ("id0", "", "甲\t乙\\N\n丙", date(2026, 11, 20), None),
        ("id1", "示例", "甲\t乙\\N\n丙", date(2026, 11, 20), None),
    ]


def test_many_rows_are_updated_as_few_are() -> None:
    written(*(str(number) for number in range(30)))
    keys = list(FactChange.objects.order_by("pk").values_list("pk", flat=True))

    found = update_columns(FactChange, {"id": keys[:25], "old": [f"new{key}" for key in keys[:25]]})

    assert found == 25
    assert FactChange.objects.filter(old__startswith="new").count() == 25


def test_instances_get_their_keys_and_those_of_what_they_point_to() -> None:
    batch = ImportBatch(kind="x", uploader=uuid4(), place=uuid4(), file_name="a", as_of=DAY, purge_after=NOW)
    chunk = StagedChunk(batch=batch, first=1, numbers=b"", marks=b"\x00", cells={}, reports={"labels": ["甲"]})

    insert_rows([batch])
    insert_rows([chunk])

    found = StagedChunk.objects.select_related("batch").get()
    assert (found.pk, found.batch, found.batch.created_at.date()) == (chunk.pk, batch, batch.created_at.date())
    assert found.reports == {"labels": ["甲"]}


def test_reserved_keys_are_free_and_stay_taken() -> None:
    written("a")
    keys = reserve_ids(FactChange, 2)

    insert_columns(
        FactChange,
        {"id": keys, **FACTS, "subject_id": ["x", "y"], "old": repeat(""), "new": repeat(""), "batch": [uuid4(), None]},
    )
    written("b")

    assert FactChange.objects.values("pk").distinct().count() == 4


def test_updates_find_their_rows_and_leave_the_others() -> None:
    written("a", "b", "c")
    first, second, third = FactChange.objects.order_by("subject_id").values_list("pk", flat=True)

    found = update_columns(FactChange, {"id": [first, third, third + 99], "old": ["A", "C", "?"], "field": repeat("x")})

    assert found == 2
    assert list(FactChange.objects.order_by("pk").values_list("pk", "old", "field")) == [
        (first, "A", "x"), (second, "b", "name"), (third, "C", "x"),
    ]  # fmt: skip


def test_a_row_that_changed_meanwhile_is_not_found() -> None:
    written("a", "b")
    first, second = FactChange.objects.order_by("subject_id").values_list("pk", flat=True)

    found = update_columns(
        FactChange, {"id": [first, second], "old": ["a", "other"], "new": ["1", "2"]}, by=("id", "old")
    )

    assert found == 1
    assert set(FactChange.objects.values_list("new", flat=True)) == {"1", "甲\t乙\\N\n丙"}


def test_encrypted_columns_are_encrypted_on_their_way() -> None:
    batch = ImportBatch.objects.create(
        kind="x", uploader=uuid4(), place=uuid4(), file_name="a", as_of=DAY, purge_after=NOW
    )

    update_columns(ImportBatch, {"id": [batch.pk], "file_name": ["示例.xlsx"], "state": [BatchState.READY]})

    batch.refresh_from_db()
    assert (batch.file_name, batch.state) == ("示例.xlsx", BatchState.READY)


def test_what_the_database_refuses_is_an_integrity_error() -> None:
    written("a")
    taken = FactChange.objects.get().pk

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_columns(
            FactChange,
            {"id": [taken], **FACTS, "subject_id": ["x"], "old": [""], "new": [""], "batch": [None]},
        )


def test_batches_become_rows_in_their_order() -> None:
    batches = (
        {**FACTS, "subject_id": ids, "old": repeat(""), "new": ids, "batch": repeat(None)} for ids in ("ab", "c")
    )

    count = insert_batches(FactChange, batches)

    assert (count, insert_batches(FactChange, [])) == (3, 0)
    assert list(FactChange.objects.order_by("pk").values_list("new", flat=True)) == ["a", "b", "c"]


def patience() -> int:
    """Return how many milliseconds the connection waits for the server to take what was sent."""
    with socket.socket(fileno=os.dup(connection.connection.pgconn.socket)) as line:
        return line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)


@pytest.mark.postgres_only
def test_rows_wait_longer_for_a_busy_server_than_a_page_does() -> None:
    waits: list[int] = []

    def batches() -> Iterator[dict[str, Iterable[Any]]]:
        for ids in ("a", "b"):
            waits.append(patience())
            yield {**FACTS, "subject_id": ids, "old": repeat(""), "new": ids, "batch": repeat(None)}

    insert_batches(FactChange, batches())

    before, meanwhile = waits
    assert meanwhile > before
    assert patience() == before


def rows_known() -> float:
    """Return how many changes the server thinks there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'core_factchange'::regclass")
        return float(cursor.fetchone()[0])


@pytest.mark.postgres_only
def test_the_server_counts_many_rows_before_others_refer_to_them() -> None:
    undone = transaction.savepoint()
    written(*["x"] * 5000)
    transaction.savepoint_rollback(undone)
    with connection.cursor() as cursor:  # as autovacuum does after an import that was cancelled
        cursor.execute("ANALYZE core_factchange")
    before = rows_known()

    written(*["y"] * 5000)

    assert (before, rows_known()) == (0, 5000)


def test_nothing_to_write_is_no_statement(django_assert_num_queries: "type[object]") -> None:
    with django_assert_num_queries(0):  # type: ignore[call-arg, attr-defined]
        assert (update_columns(FactChange, {"id": [], "old": []}), reserve_ids(FactChange, 0)) == (0, [])
