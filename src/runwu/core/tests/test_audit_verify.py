"""Verification: whatever somebody with the database, but without the key, does to the log is found."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries, Settings

from runwu.core import audit
from runwu.core.audit import FindingKind as Kind
from runwu.core.audit.anchors import append_anchor
from runwu.core.crypto import Algorithm, keyring
from runwu.core.crypto.keyfile import write_keys
from runwu.core.crypto.keymaking import new_keys, with_new_audit_key
from runwu.core.crypto.keys import AuditKey
from runwu.core.models import AuditEntry, AuditSegment
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


def swap(first: int, second: int) -> list[str]:
    """Return statements that exchange the subjects of two entries, named by position."""
    one, other = AuditEntry.objects.get(seal__position=first), AuditEntry.objects.get(seal__position=second)
    return [
        f"UPDATE core_auditentry SET subject_id = '{other.subject_id}' WHERE id = {one.pk}",
        f"UPDATE core_auditentry SET subject_id = '{one.subject_id}' WHERE id = {other.pk}",
    ]


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


def test_the_last_row_gone_with_seal_and_a_shortened_segment_is_found() -> None:
    segment(3)
    last = segment(2)
    append_anchor(AuditSegment.objects.earliest("number"))

    tamper(
        DELETE_ROW.format(5),
        DELETE_SEAL.format(5),
        "UPDATE core_auditsegment SET count = 1, head = (SELECT mac FROM core_auditseal WHERE position = 4) "
        "WHERE number = 2",
    )

    assert findings() == [(Kind.SEGMENT_CHANGED, last.number, 0)]


def test_the_last_row_gone_with_seal_and_segment_is_found_by_its_anchor() -> None:
    anchored(3, 1)

    tamper(DELETE_ROW.format(4), DELETE_SEAL.format(4), "DELETE FROM core_auditsegment WHERE number = 2")

    assert findings() == [(Kind.TAIL_CUT, 2, 0)]


def test_everything_gone_is_found_by_the_anchor() -> None:
    anchored(3)

    tamper("DELETE FROM core_auditentry", "DELETE FROM core_auditseal", "DELETE FROM core_auditsegment")

    assert findings() == [(Kind.TAIL_CUT, 1, 0)]


def test_a_tail_that_no_anchor_names_yet_can_go_unseen() -> None:
    anchored(3)
    segment(1)

    tamper(DELETE_ROW.format(4), DELETE_SEAL.format(4), "DELETE FROM core_auditsegment WHERE number = 2")

    assert findings() == []


def test_a_later_tail_in_the_place_of_the_one_cut_off_is_found_by_the_anchor() -> None:
    anchored(3, 1)
    tamper(DELETE_ROW.format(4), DELETE_SEAL.format(4), "DELETE FROM core_auditsegment WHERE number = 2")

    segment(1)

    assert findings() == [(Kind.ANCHOR_DIFFERS, 2, 0)]


def test_a_first_segment_gone_with_all_its_rows_is_found() -> None:
    segment(2)
    anchored(2)

    tamper(
        DELETE_ROW.format(1),
        DELETE_ROW.format(2),
        "DELETE FROM core_auditseal WHERE position <= 2",
        "DELETE FROM core_auditsegment WHERE number = 1",
    )

    assert findings() == [(Kind.ROWS_MISSING, 1, 2), (Kind.SEGMENTS_MISSING, 1, 1)]


def test_a_middle_segment_gone_with_all_its_rows_is_found_though_the_rest_was_renumbered() -> None:
    segment(2)
    segment(2)
    segment(2)
    append_anchor(AuditSegment.objects.earliest("number"))

    tamper(
        "DELETE FROM core_auditentry WHERE id IN (SELECT entry_id FROM core_auditseal WHERE position IN (3, 4))",
        "DELETE FROM core_auditseal WHERE position IN (3, 4)",
        "DELETE FROM core_auditsegment WHERE number = 2",
        "UPDATE core_auditseal SET position = 3, segment_id = 2 WHERE position = 5",
        "UPDATE core_auditseal SET position = 4, segment_id = 2 WHERE position = 6",
        "UPDATE core_auditsegment SET number = 2, first_seq = 3, "
        "previous_head = (SELECT before.head FROM core_auditsegment before WHERE before.number = 1) WHERE number = 3",
    )

    assert findings() == [(Kind.ROW_CHANGED, 3, 3), (Kind.SEGMENT_CHANGED, 2, 0)]


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


def test_a_tail_chained_again_with_other_keys_is_found(settings: Settings, tmp_path: Path) -> None:
    anchored(2)
    segment(2)
    own = settings.RUNWU_KEY_FILE
    settings.RUNWU_KEY_FILE = tmp_path / "foreign.toml"
    rechain_tail()
    settings.RUNWU_KEY_FILE = own

    assert findings() == [(Kind.KEY_UNKNOWN, 2, 0)]


def test_a_tail_chained_again_with_a_guessed_key_of_the_right_name_is_found(settings: Settings, tmp_path: Path) -> None:
    anchored(2)
    segment(2)
    own, name = settings.RUNWU_KEY_FILE, keyring().active_audit
    settings.RUNWU_KEY_FILE = tmp_path / "foreign.toml"
    guessed = replace(new_keys(Algorithm.SM4_GCM), audit={name: AuditKey(name, "", bytes(32))}, active_audit=name)
    write_keys(settings.RUNWU_KEY_FILE, guessed)
    rechain_tail()
    settings.RUNWU_KEY_FILE = own

    assert findings() == [(Kind.ROW_CHANGED, 3, 3), (Kind.ROW_CHANGED, 4, 4), (Kind.SEGMENT_CHANGED, 2, 0)]


def rechain_tail() -> None:
    """Forge the third entry and seal the tail again with our own code, under whatever keys are set."""
    with lifted_triggers():
        tamper(
            "UPDATE core_auditentry SET action = 'core.sample.forged' "
            "WHERE id = (SELECT entry_id FROM core_auditseal WHERE position = 3)",
            "DELETE FROM core_auditseal WHERE position > 2",
            "DELETE FROM core_auditsegment WHERE number = 2",
        )
    audit.seal_pending()


def test_a_segment_sealed_before_the_audit_key_changed_still_fits(settings: Settings) -> None:
    anchored(2)
    keys = with_new_audit_key(keyring())
    settings.RUNWU_KEY_FILE.unlink()
    write_keys(settings.RUNWU_KEY_FILE, keys)

    segment(2)

    assert findings() == []
    assert set(AuditSegment.objects.values_list("key_id", flat=True)) == set(keys.audit)


def test_seals_that_belong_to_no_segment_are_found() -> None:
    anchored(2)
    entry = write(1)[0]

    tamper(f"INSERT INTO core_auditseal (position, entry_id, segment_id, mac) VALUES (3, {entry.pk}, 9, '{'0' * 64}')")

    assert findings() == [(Kind.STRAY_SEALS, 3, 0)]


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
