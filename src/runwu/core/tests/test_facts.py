"""Changes of facts: what, from what to what, by which source; personal values never."""

import uuid
from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from runwu.core.facts import CHANGED, Change, as_text, changes_between, history_of, record_changes
from runwu.core.models import Attachment, FactChange, ImportBatch

pytestmark = pytest.mark.django_db
SUBJECT = Attachment()


def recorded() -> list[tuple[str, str, str]]:
    """Return field, old and new of all recorded changes, in order."""
    return list(FactChange.objects.order_by("pk").values_list("field", "old", "new"))


def test_a_change_says_from_what_to_what() -> None:
    record_changes([Change(SUBJECT, "kind", "old.kind", "new.kind")])

    assert recorded() == [("kind", "old.kind", "new.kind")]


def test_a_change_carries_source_day_batch_and_author() -> None:
    batch, clerk = uuid.uuid4(), uuid.uuid4()

    record_changes(
        [Change(SUBJECT, "size", 1, 2)], source="企业台账", source_date=date(2026, 3, 1), batch=batch, by=clerk
    )

    change = FactChange.objects.get()
    assert (change.source, change.source_date, change.batch, change.by) == ("企业台账", date(2026, 3, 1), batch, clerk)
    assert (change.subject_type, change.subject_id) == ("core.attachment", str(SUBJECT.public_id))


def test_values_of_an_encrypted_field_are_not_recorded() -> None:
    record_changes([Change(SUBJECT, "name", "旧名.xlsx", "新名.xlsx")])

    assert recorded() == [("name", "", CHANGED)]


def test_values_that_the_caller_calls_personal_are_not_recorded() -> None:
    record_changes([Change(SUBJECT, "kind", "old", "new", personal=True)])

    assert recorded() == [("kind", "", CHANGED)]


def test_values_of_fields_that_the_model_calls_personal_are_not_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Attachment, "personal_fields", frozenset({"kind"}), raising=False)

    record_changes([Change(SUBJECT, "kind", "old", "new")])

    assert recorded() == [("kind", "", CHANGED)]


@pytest.mark.parametrize(("old", "new"), [(1, 1), (None, ""), (date(2026, 3, 1), "2026-03-01")])
def test_what_did_not_change_is_left_out(old: Any, new: Any) -> None:
    assert record_changes([Change(SUBJECT, "size", old, new)]) == 0


def test_many_changes_take_a_few_statements(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    changes = [Change(SUBJECT, "size", number, number + 1) for number in range(1500)]

    # savepoints aside: SQLite splits a statement by its number of parameters
    with django_assert_max_num_queries(20):
        written = record_changes(changes)

    assert written == 1500


def test_the_history_of_a_row_is_its_own_newest_first() -> None:
    record_changes([Change(SUBJECT, "size", 1, 2)])
    record_changes([Change(SUBJECT, "size", 2, 3)])
    record_changes([Change(Attachment(), "size", 8, 9)])
    record_changes([Change(ImportBatch(public_id=SUBJECT.public_id), "size", 8, 9)])

    assert [(change.old, change.new) for change in history_of(SUBJECT)] == [("2", "3"), ("1", "2")]


def test_the_changes_of_a_row_follow_from_its_old_values() -> None:
    row = Attachment(kind="new", size=5)

    record_changes(changes_between(row, {"kind": "old", "size": 5}))

    assert recorded() == [("kind", "old", "new")]


def test_a_field_without_a_column_can_change_too() -> None:
    record_changes([Change(SUBJECT, "coverage", "none", "joint")])

    assert recorded() == [("coverage", "none", "joint")]


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (False, "否"), (True, "是"), (12, "12"), (date(2026, 3, 1), "2026-03-01")]
)
def test_values_are_recorded_as_text(value: Any, text: str) -> None:
    assert as_text(value) == text


def test_a_row_is_recorded_by_its_public_id() -> None:
    assert as_text(SUBJECT) == str(SUBJECT.public_id)
