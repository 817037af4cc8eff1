"""Verification: what it counts, what it needs besides the database, and what its command says."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries, Settings

from runwu.core import audit
from runwu.core.audit import FindingKind as Kind
from runwu.core.models import AuditEntry
from runwu.core.tests.chains import anchored, findings, segment, tamper, write
from tests.audit_triggers import lifted_triggers

pytestmark = pytest.mark.django_db
DELETE_ROW = "DELETE FROM core_auditentry WHERE id = (SELECT entry_id FROM core_auditseal WHERE position = {0})"
DELETE_SEAL = "DELETE FROM core_auditseal WHERE position = {0}"


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    """Give each test keys and an anchor file of its own."""
    settings.RUNWU_ANCHOR_FILE = tmp_path / "anchors.txt"
    settings.RUNWU_KEY_FILE = tmp_path / "keys.toml"


def test_an_untouched_log_fits() -> None:
    anchored(3, 1, 2)

    report = audit.verify()

    assert report.ok
    assert (report.checked, report.segments, report.anchors, report.unsealed) == (6, 3, 1, 0)


def test_an_empty_log_fits() -> None:
    assert audit.verify().ok


def test_entries_without_a_seal_are_counted() -> None:
    anchored(3)
    write(2)

    report = audit.verify()

    assert (report.ok, report.checked, report.unsealed) == (True, 3, 2)


def test_a_missing_anchor_file_is_found() -> None:
    segment(2)

    assert findings() == [(Kind.ANCHORS_MISSING, 0, 0)]


@pytest.mark.parametrize("line", ["", "garbage", "2026-01-01 one 2 3", "2026-01-01 1 2"])
def test_a_damaged_anchor_file_is_found(line: str, settings: Settings) -> None:
    anchored(2)
    with settings.RUNWU_ANCHOR_FILE.open("a") as file:
        file.write(f"{line}\n")

    assert findings() == [(Kind.ANCHORS_DAMAGED, 2, 0)]


def test_lifted_triggers_are_found() -> None:
    anchored(1)

    with lifted_triggers():
        found = findings()

    assert found == [(Kind.NOT_PROTECTED, 0, 0)]


def test_beyond_a_hundred_findings_only_their_number_is_kept() -> None:
    anchored(130)
    tamper("UPDATE core_auditentry SET path = 'zz'")

    report = audit.verify()

    assert (len(report.findings), report.more) == (100, 30)


def test_a_walk_over_many_rows_asks_few_questions(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    anchored(*[40] * 30)

    with django_assert_max_num_queries(20):
        report = audit.verify()

    assert (report.ok, report.checked, report.segments) == (True, 1200, 30)


def test_the_command_says_that_all_fits() -> None:
    anchored(2)
    write(1)
    output = StringIO()

    call_command("audit_verify", stdout=output)

    assert output.getvalue().strip() == "核验 2 条、1 段、1 个锚点；1 条尚未加校验值。"


def test_the_command_fails_and_names_what_does_not_fit() -> None:
    anchored(3)
    tamper(DELETE_ROW.format(2))
    output = StringIO()

    with pytest.raises(CommandError, match="未通过核验"):
        call_command("audit_verify", stdout=output)

    assert output.getvalue().splitlines()[0] == "第 2 条已不在库中。"


def test_the_number_of_entries_is_that_of_the_seals() -> None:
    anchored(3, 2)

    assert AuditEntry.objects.count() == audit.verify().checked
