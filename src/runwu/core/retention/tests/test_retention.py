"""What has outlived its time goes, once, with one row in the log per kind; what is younger stays."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from pytest_django import Settings

from runwu.config.cli import main
from runwu.core.models import Attachment, AuditEntry, Feedback
from runwu.core.retention import Category, categories, clear_due, clear_hourly, kept_since, what_is_due
from runwu.core.tests.chains import anchored
from runwu.core.tests.filing import on_disk, stored
from runwu.rules.privacy import DataCategory

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    """Keep files and anchors of each test apart."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    settings.RUNWU_ANCHOR_FILE = tmp_path / "anchors.txt"
    return tmp_path / "files"


def cleared() -> dict[str, int | None]:
    """Clear and return the counts of the kinds of which something went."""
    return {one.category.code: one.count for one in clear_due(now=NOW) if one.count}


def due() -> dict[str, int | None]:
    """Return the counts of the kinds of which something would go."""
    return {one.category.code: one.count for one in what_is_due(now=NOW) if one.count}


def answered(on: date) -> None:
    """Keep a suggestion that was answered on a day."""
    Feedback.objects.create(text="示例", answered_at=datetime(on.year, on.month, on.day, 2, tzinfo=UTC))


def test_raw_files_go_after_their_last_day(files: Path) -> None:
    stored(delete_after=TODAY - timedelta(days=1))
    kept = stored(delete_after=TODAY)

    assert (due(), cleared(), due()) == ({"raw_file": 1}, {"raw_file": 1}, {})
    assert (list(Attachment.objects.all()), len(on_disk(files))) == ([kept], 1)


def test_a_kind_leaves_one_row_in_the_log() -> None:
    Session.objects.create(session_key="a", session_data="", expire_date=NOW - timedelta(days=1))
    Session.objects.create(session_key="b", session_data="", expire_date=NOW - timedelta(days=2))
    Session.objects.create(session_key="c", session_data="", expire_date=NOW + timedelta(days=1))

    cleared()

    entry = AuditEntry.objects.get(action="core.retention.cleared")
    assert (entry.actor, entry.extra, Session.objects.count()) == (None, {"category": "session", "count": 2}, 1)


def test_looking_changes_nothing() -> None:
    stored(delete_after=TODAY - timedelta(days=1))

    due()

    assert (Attachment.objects.count(), AuditEntry.objects.count()) == (1, 0)


def test_files_without_a_row_go_after_two_days(files: Path) -> None:
    known, lost, young = stored(), stored(), stored()
    Attachment.objects.filter(pk__in=[lost.pk, young.pk]).delete()
    old = (NOW - timedelta(days=3)).timestamp()
    os.utime(files / str(lost.file.name), (old, old))
    os.utime(files / str(known.file.name), (old, old))
    os.utime(files / str(young.file.name), (NOW.timestamp(), NOW.timestamp()))

    assert cleared() == {"orphan_file": 1}
    assert sorted(path.name for path in files.rglob("*") if path.is_file()) == sorted(
        Path(str(one.file.name)).name for one in (known, young)
    )


def test_answered_suggestions_go_after_the_time_of_decisions() -> None:
    answered(date(2023, 11, 19))
    answered(date(2023, 11, 20))
    Feedback.objects.create(text="还没有答复")

    assert (cleared(), Feedback.objects.count()) == ({"feedback": 1}, 2)


def test_failed_sign_ins_are_kept_for_six_months() -> None:
    AccessFailureLog.objects.create(username="示例")
    AccessFailureLog.objects.update(attempt_time=NOW - timedelta(days=190))
    AccessAttempt.objects.create(username="示例", get_data="", post_data="", failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=NOW - timedelta(days=170))

    assert cleared() == {"sign_in_failure": 1}


def test_old_entries_of_the_log_are_named_and_not_touched() -> None:
    with time_machine.travel("2020-03-02T10:00:00+08:00", tick=False):
        anchored(3)

    assert (due(), cleared()) == ({"audit_entry": 3}, {})


def test_a_kind_that_fails_stops_no_other() -> None:
    stored(delete_after=TODAY - timedelta(days=1))
    broken = Category("broken", "坏的", "", lambda _moment: 1, lambda _moment: 1 // 0)

    found = clear_due([broken, *categories()], now=NOW)

    assert {one.category.code: one.count for one in found if one.count != 0} == {"broken": None, "raw_file": 1}


def test_a_second_run_has_nothing_to_do() -> None:
    stored(delete_after=TODAY - timedelta(days=1))
    cleared()
    before = AuditEntry.objects.count()

    clear_hourly()

    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize(
    ("category", "today", "first"),
    [
        (DataCategory.DECISION, date(2026, 11, 20), date(2023, 11, 20)),
        (DataCategory.NETWORK_LOG, date(2026, 8, 31), date(2026, 3, 1)),
        (DataCategory.NETWORK_LOG, date(2026, 2, 28), date(2025, 8, 28)),
    ],
)
def test_the_first_day_that_is_kept_follows_the_rule(category: DataCategory, today: date, first: date) -> None:
    assert kept_since(category, today) == first


def test_each_kind_says_how_long_and_by_which_rule() -> None:
    assert [one.code for one in categories() if not (str(one.title) and str(one.period))] == []


def test_the_command_lists_what_would_go(capsys: pytest.CaptureFixture[str]) -> None:
    stored(delete_after=date(2020, 1, 1))

    assert main(["due", "--dry-run"]) == 0

    assert "上传的原始文件：1 项" in capsys.readouterr().out
    assert Attachment.objects.count() == 1
