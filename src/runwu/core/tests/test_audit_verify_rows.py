"""Verification finds a row that was edited, deleted or exchanged."""

from pathlib import Path

import pytest
from pytest_django import Settings

from runwu.core.audit import FindingKind as Kind
from runwu.core.models import AuditEntry
from runwu.core.tests.chains import anchored, findings, tamper

pytestmark = pytest.mark.django_db
DELETE_ROW = "DELETE FROM core_auditentry WHERE id = (SELECT entry_id FROM core_auditseal WHERE position = {0})"
DELETE_SEAL = "DELETE FROM core_auditseal WHERE position = {0}"


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    """Give each test keys and an anchor file of its own."""
    settings.RUNWU_ANCHOR_FILE = tmp_path / "anchors.txt"
    settings.RUNWU_KEY_FILE = tmp_path / "keys.toml"


def swap(first: int, second: int) -> list[str]:
    """Return statements that exchange the subjects of two entries, named by position."""
    one, other = AuditEntry.objects.get(seal__position=first), AuditEntry.objects.get(seal__position=second)
    return [
        f"UPDATE core_auditentry SET subject_id = '{other.subject_id}' WHERE id = {one.pk}",
        f"UPDATE core_auditentry SET subject_id = '{one.subject_id}' WHERE id = {other.pk}",
    ]


@pytest.mark.parametrize(
    "change",
    [
        "action = 'members.member.forged'",
        "at = '2020-01-01 00:00:00+00:00'",
        "actor = NULL",
        "actor_kind = 'system'",
        "subject_id = 'another'",
        "subject_type = 'core.job'",
        "path = 'zz'",
        "restricted = NOT restricted",
        "fields = '[\"name\"]'",
        "extra = '{\"number\": 99}'",
        "request_id = 'another'",
        "public_id = '00000000000000000000000000000001'",
        "place = '00000000000000000000000000000001'",
    ],
)
@pytest.mark.parametrize("position", [1, 3, 5])
def test_an_edited_row_is_found(change: str, position: int) -> None:
    anchored(3, 2)

    tamper(
        f"UPDATE core_auditentry SET {change} "
        f"WHERE id = (SELECT entry_id FROM core_auditseal WHERE position = {position})"
    )

    assert findings() == [(Kind.ROW_CHANGED, position, position)]


@pytest.mark.parametrize("position", [1, 2, 3, 5], ids=["first", "middle", "last of a segment", "last"])
def test_a_deleted_row_is_found(position: int) -> None:
    anchored(3, 2)

    tamper(DELETE_ROW.format(position))

    assert findings() == [(Kind.ROWS_MISSING, position, position)]


@pytest.mark.parametrize("position", [1, 2, 3, 5], ids=["first", "middle", "last of a segment", "last"])
def test_a_row_deleted_with_its_seal_is_found(position: int) -> None:
    anchored(3, 2)

    tamper(DELETE_ROW.format(position), DELETE_SEAL.format(position))

    assert findings() == [(Kind.ROWS_MISSING, position, position)]


@pytest.mark.parametrize("pair", [(1, 2), (2, 3), (3, 4), (1, 5)])
def test_a_swapped_pair_of_rows_is_found(pair: tuple[int, int]) -> None:
    anchored(3, 2)

    tamper(*swap(*pair))

    assert findings() == [(Kind.ROW_CHANGED, pair[0], pair[0]), (Kind.ROW_CHANGED, pair[1], pair[1])]


def test_a_swapped_pair_of_seals_is_found() -> None:
    anchored(4)

    tamper(
        "UPDATE core_auditseal SET position = 99 WHERE position = 2",
        "UPDATE core_auditseal SET position = 2 WHERE position = 3",
        "UPDATE core_auditseal SET position = 3 WHERE position = 99",
    )

    assert [position for kind, position, _last in findings() if kind is Kind.ROW_CHANGED] == [2, 3, 4]
