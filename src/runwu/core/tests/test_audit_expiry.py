"""Whole segments expire under a signature; the chain still verifies, and nothing else goes."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from runwu.core import audit
from runwu.core.audit import FindingKind
from runwu.core.audit.anchors import append_anchor
from runwu.core.audit.expiring import expire
from runwu.core.errors import RuleRefused, UserError
from runwu.core.models import AuditEntry, AuditExpiry, AuditSeal, AuditSegment
from runwu.core.tests.chains import Clerk, anchored, findings, segment, tamper, write

pytestmark = pytest.mark.django_db
OLD, NOW = "2020-03-02T10:00:00+08:00", "2026-11-20T10:00:00+08:00"
BEFORE = date(2020, 3, 3)
BY = Clerk()


@pytest.fixture(autouse=True)
def anchor_file(settings: Settings, tmp_path: Path) -> None:
    """Keep the anchors of each test apart."""
    settings.RUNWU_ANCHOR_FILE = tmp_path / "anchors.txt"


@pytest.fixture
def years() -> None:
    """Write two segments years ago and one today."""
    with time_machine.travel(OLD, tick=False):
        anchored(3, 2)
    with time_machine.travel(NOW, tick=False):
        append_anchor(segment(4))


def expired(before: date = BEFORE) -> AuditExpiry | None:
    """Let the log expire today."""
    with time_machine.travel(NOW, tick=False):
        return expire(before=before, by=BY)


def test_entries_and_links_go_and_segments_stay(years: None) -> None:
    expired()

    assert (AuditEntry.objects.count(), AuditSeal.objects.count(), AuditSegment.objects.count()) == (5, 4, 3)


def test_what_expired_stands_in_the_signed_row_and_in_the_log(years: None) -> None:
    expired()

    stub, entry = AuditExpiry.objects.get(), AuditEntry.objects.get(action="core.audit.expired")
    assert (stub.last_segment, stub.last_seq, stub.count, stub.before, stub.by) == (2, 5, 5, BEFORE, BY.public_id)
    assert (entry.actor, entry.extra["entries"]) == (BY.public_id, 5)


def test_the_rest_verifies_with_all_anchors(years: None) -> None:
    expired()

    report = audit.verify()

    assert (report.findings, report.checked, report.expired, report.expired_before) == ((), 4, 5, BEFORE)


def test_only_the_beginning_of_the_chain_goes(years: None) -> None:
    with time_machine.travel(OLD, tick=False):
        segment(1)  # the clock jumped back

    expired()

    assert AuditExpiry.objects.get().last_segment == 2


def test_the_chain_expires_bit_by_bit() -> None:
    with time_machine.travel("2019-03-02T10:00:00+08:00", tick=False):
        anchored(2)
    with time_machine.travel(OLD, tick=False):
        anchored(2)

    first, second = expired(before=date(2019, 12, 31)), expired(before=date(2020, 12, 31))

    assert [one.count for one in (first, second) if one] == [2, 2]
    assert findings() == []


def test_nothing_old_enough_is_no_expiry(years: None) -> None:
    assert expired(before=date(2020, 3, 2)) is None


def test_entries_within_the_time_of_keeping_are_refused(years: None) -> None:
    with pytest.raises(RuleRefused) as refusal:
        expired(before=date(2026, 11, 1))

    assert refusal.value.verdict.reasons[0].key == "privacy.decision_years"
    assert AuditEntry.objects.count() == 9


def test_a_log_that_does_not_verify_is_evidence(years: None) -> None:
    tamper("UPDATE core_auditentry SET path = 'zz' WHERE id = (SELECT max(id) FROM core_auditentry)")

    with pytest.raises(UserError, match="没有清除任何记录"):
        expired()

    assert AuditEntry.objects.count() == 9


def test_after_an_expiry_younger_rows_are_still_kept(years: None) -> None:
    expired()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditentry")


def test_a_forged_expiry_is_found(years: None) -> None:
    segments = AuditSegment.objects.order_by("number")
    AuditExpiry.objects.create(
        number=1,
        before=date(2026, 11, 30),
        last_segment=segments[2].number,
        last_seq=segments[2].last_seq,
        count=segments[2].last_seq,
        digest="0" * 64,
        key_id=segments[2].key_id,
        mac="0" * 64,
    )

    assert findings() == [(FindingKind.EXPIRY_CHANGED, 1, 0)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE core_auditexpiry SET before = '2026-01-01'",
        "UPDATE core_auditexpiry SET last_seq = 9",
        "UPDATE core_auditsegment SET head = replace(head, 'a', 'b') WHERE number = 1",
    ],
)
def test_a_changed_expiry_is_found(years: None, change: str) -> None:
    expired()
    tamper(change)

    assert (FindingKind.EXPIRY_CHANGED, 1, 0) in findings()


def test_a_removed_expiry_shows_the_rows_as_missing(years: None) -> None:
    expired()
    tamper("DELETE FROM core_auditexpiry")

    assert (FindingKind.ROWS_MISSING, 1, 5) in findings()


def test_a_clock_that_jumped_back_keeps_order_and_seals() -> None:
    with time_machine.travel(NOW, tick=False):
        anchored(2)
    with time_machine.travel("2026-11-18T10:00:00+08:00", tick=False):
        anchored(2)
    with time_machine.travel("2026-11-21T10:00:00+08:00", tick=False):
        anchored(1)

    days = list(AuditEntry.objects.order_by("pk").values_list("at__day", flat=True))
    assert (days, findings()) == ([20, 20, 18, 18, 21], [])


def test_a_segment_with_a_single_younger_entry_stays_whole() -> None:
    with time_machine.travel(NOW, tick=False):
        write(1)
    with time_machine.travel(OLD, tick=False):
        anchored(2)

    assert expired() is None
