"""Sealing: committed entries are chained once, in order, and the head is anchored daily."""

import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from runwu.core import audit
from runwu.core.audit import sealing
from runwu.core.audit.anchors import read_anchors
from runwu.core.audit.chain import GENESIS
from runwu.core.models import AuditEntry, AuditSeal, AuditSegment
from runwu.core.tests.chains import segment, write


@pytest.fixture(autouse=True)
def anchor_file(settings: Settings, tmp_path: Path) -> Path:
    """Give each test an anchor file of its own, and let it seal without a pause."""
    path = tmp_path / "anchors" / "anchors.txt"
    settings.RUNWU_ANCHOR_FILE = path
    settings.RUNWU_AUDIT_SEAL_SECONDS = 0
    return path


@pytest.mark.django_db
def test_the_first_segment_starts_from_nothing() -> None:
    first = segment(3)

    assert (first.number, first.first_seq, first.count, first.previous_head) == (1, 1, 3, GENESIS)


@pytest.mark.django_db
def test_the_next_segment_continues_where_the_last_one_ended() -> None:
    first, second = segment(3), segment(2)

    assert (second.number, second.first_seq, second.last_seq, second.previous_head) == (2, 4, 5, first.head)


@pytest.mark.django_db
def test_entries_are_sealed_in_the_order_of_their_ids() -> None:
    entries = write(4)

    audit.seal_pending()

    assert list(AuditSeal.objects.order_by("position").values_list("entry_id", flat=True)) == [e.pk for e in entries]


@pytest.mark.django_db
def test_a_segment_takes_no_more_than_its_limit() -> None:
    write(5)

    assert [audit.seal_pending(2), audit.seal_pending(2), audit.seal_pending(2), audit.seal_pending(2)] == [2, 2, 1, 0]


@pytest.mark.django_db
def test_nothing_pending_makes_no_segment() -> None:
    assert audit.seal_pending() == 0
    assert not AuditSegment.objects.exists()


@pytest.mark.django_db
def test_sealing_needs_the_same_few_statements_whatever_the_number(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    write(300)

    with django_assert_max_num_queries(8):
        audit.seal_pending()


@pytest.mark.django_db
def test_an_entry_that_commits_late_is_sealed_later() -> None:
    write(3)
    late = AuditEntry.objects.earliest("pk")
    sealing._append_segment(list(sealing.unsealed().exclude(pk=late.pk)))

    audit.seal_pending(everything=False)

    assert late.seal.position == 3


@pytest.mark.django_db
def test_an_act_is_sealed_when_it_is_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        write(1)

    assert AuditSeal.objects.count() == 1


@pytest.mark.django_db
def test_acts_shortly_after_one_another_wait_for_the_next_turn(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        write(1)
    settings.RUNWU_AUDIT_SEAL_SECONDS = 3600

    with django_capture_on_commit_callbacks(execute=True):
        write(1)

    assert sealing.unsealed().count() == 1


@pytest.mark.django_db
def test_the_first_segment_of_a_day_is_anchored_and_the_next_is_not(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first = segment(2)
        segment(1)

    anchors = list(read_anchors())
    assert [(anchor.number, anchor.last_seq, anchor.head) for anchor in anchors] == [(1, 2, first.head)]


@pytest.mark.django_db
def test_the_next_day_has_an_anchor_of_its_own(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, anchor_file: Path
) -> None:
    anchor_file.parent.mkdir()
    anchor_file.write_text(f"2026-01-01 9 99 {GENESIS}\n")

    with django_capture_on_commit_callbacks(execute=True):
        segment(2)

    assert [anchor.number for anchor in read_anchors()] == [9, 1]


@pytest.mark.django_db
def test_a_tail_that_the_day_s_anchor_missed_is_anchored_the_next_day(anchor_file: Path) -> None:
    anchor_file.parent.mkdir()
    anchor_file.write_text(f"2026-01-01 9 99 {GENESIS}\n")
    last = segment(2)

    sealing.seal_recent()

    assert [anchor.head for anchor in read_anchors()] == [GENESIS, last.head]


@pytest.mark.django_db
def test_an_unchanged_head_is_anchored_once(anchor_file: Path) -> None:
    last = segment(2)
    anchor_file.parent.mkdir()
    anchor_file.write_text(f"2026-01-01 1 2 {last.head}\n")

    sealing.seal_recent()

    assert len(list(read_anchors())) == 1


@pytest.mark.django_db
def test_the_command_seals_and_anchors() -> None:
    write(3)
    output = StringIO()

    call_command("audit_seal", "--anchor", stdout=output)

    assert output.getvalue().strip() == "已为 3 条操作日志加校验值。"
    assert [anchor.last_seq for anchor in read_anchors()] == [3]


@pytest.mark.django_db(transaction=True)
def test_a_real_commit_seals() -> None:
    with transaction.atomic():
        write(2)

    assert AuditSeal.objects.count() == 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_a_second_sealer_steps_aside_while_the_first_is_at_work() -> None:
    write(2)
    results: list[int] = []

    def seal_too() -> None:
        results.append(audit.seal_pending())
        connection.close()

    with transaction.atomic():
        audit.seal_pending(1)
        other = threading.Thread(target=seal_too)
        other.start()
        other.join()

    assert results == [0]
