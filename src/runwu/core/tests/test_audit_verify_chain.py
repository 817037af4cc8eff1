"""Verification finds a chain that was cut, renumbered, or sealed again without the key."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from runwu.core import audit
from runwu.core.audit import FindingKind as Kind
from runwu.core.audit.anchors import append_anchor
from runwu.core.crypto import Algorithm, keyring
from runwu.core.crypto.keyfile import write_keys
from runwu.core.crypto.keymaking import new_keys, with_new_audit_key
from runwu.core.crypto.keys import AuditKey
from runwu.core.models import AuditSegment
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
