"""A restore brings everything back, checked, or changes nothing."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from runwu.access.apartness import install, remove_for_rows_of_before
from runwu.access.choices import Role
from runwu.access.models import RoleAssignment
from runwu.core import audit
from runwu.core.attachments import read_plain
from runwu.core.backup import ArchiveUnreadable, RestoreRefused, back_up, restore
from runwu.core.backup.tests.places import CONTENT, figures, files_up_to, sweep, work_a_day
from runwu.core.crypto import blind_index, keyring
from runwu.core.keys import bring_back, rotate
from runwu.core.models import Attachment, AuditEntry, Feedback
from runwu.core.tests.chains import tamper
from runwu.people.models import Person
from tests.world import World

NUMBER = "1" + "3800000000"
pytestmark = pytest.mark.django_db(databases=["default", "progress"])


@pytest.fixture
def backup(standing_world: World, place: Path) -> Path:
    """Back up a world after a day's work, and sweep it away."""
    work_a_day()
    back_up(place / "b.rwb")
    sweep()
    return place / "b.rwb"


def files_of(place: Path) -> list[Path]:
    """Return what lies in the storage."""
    return [path for path in (place / "files").rglob("*") if path.is_file()]


def test_every_table_comes_back_row_by_row(standing_world: World, place: Path) -> None:
    work_a_day()
    before = figures()
    back_up(place / "b.rwb")
    sweep()

    restore(place / "b.rwb")

    after = figures()
    assert {name for name in before if after[name] != before[name]} == {"core_auditentry"}


def test_keys_count_on_behind_the_restored_rows(backup: Path) -> None:
    restore(backup)

    assert Feedback.objects.create(text="恢复之后").pk > 0
    assert work_a_day().pk > Attachment.objects.earliest("pk").pk


def test_files_come_back(backup: Path) -> None:
    restore(backup)

    assert read_plain(Attachment.objects.get()) == CONTENT


def test_the_log_verifies_and_tells_of_the_restore(backup: Path) -> None:
    restored = restore(backup)

    assert (restored.verified.ok, restored.verified.anchors, restored.verified.checked > 3) == (True, 1, True)
    assert AuditEntry.objects.filter(action="core.backup.restored").count() == 1


def test_where_there_are_data_nothing_is_touched(backup: Path) -> None:
    Feedback.objects.create(text="已有")

    with pytest.raises(RestoreRefused, match=r"已经有数据（core_feedback）"):
        restore(backup)

    assert Feedback.objects.get().text == "已有"


def test_a_cut_backup_changes_nothing(backup: Path, place: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-1])
    empty = figures()

    with pytest.raises(ArchiveUnreadable):
        restore(backup)

    assert (figures(), files_of(place)) == (empty, [])


def test_other_keys_of_the_data_are_named(backup: Path, settings: Settings, place: Path) -> None:
    settings.RUNWU_KEY_FILE = place / "other.toml"

    with pytest.raises(RestoreRefused, match="不是做备份时的那一份"):
        restore(backup)


def test_a_newer_version_asks_for_an_upgrade(place: Path) -> None:
    MigrationRecorder.Migration.objects.create(app="core", name="9999_the_future")
    back_up(place / "b.rwb")
    MigrationRecorder.Migration.objects.get(name="9999_the_future").delete()
    sweep()

    with pytest.raises(RestoreRefused, match=r"先升级程序"):
        restore(place / "b.rwb")


def test_another_version_of_the_empty_tables_is_refused(backup: Path) -> None:
    MigrationRecorder.Migration.objects.create(app="core", name="9999_the_future")

    with pytest.raises(RestoreRefused, match="没有任何表的空数据库"):
        restore(backup)


def test_a_log_that_did_not_verify_is_restored_only_when_accepted(standing_world: World, place: Path) -> None:
    work_a_day()
    tamper("UPDATE core_auditentry SET path = 'zz' WHERE id = (SELECT max(entry_id) FROM core_auditseal)")
    back_up(place / "b.rwb")
    sweep()
    empty = figures()

    with pytest.raises(RestoreRefused, match="--accept-findings"):
        restore(place / "b.rwb")
    untouched = (figures(), files_of(place))

    assert untouched == (empty, [])
    assert restore(place / "b.rwb", accept_findings=True).verified.ok is False


def test_anchors_of_other_data_are_not_replaced(backup: Path, place: Path) -> None:
    (place / "anchors.txt").write_text(f"2026-01-01 1 1 {'0' * 64}\n")

    with pytest.raises(RestoreRefused, match="属于另一套数据"):
        restore(backup)

    assert ((place / "anchors.txt").read_text()[:10], files_of(place)) == ("2026-01-01", [])


def test_newer_anchors_of_the_same_data_are_set_aside(standing_world: World, place: Path) -> None:
    work_a_day()
    back_up(place / "b.rwb")
    anchors = (place / "anchors.txt").read_text()
    sweep()
    (place / "anchors.txt").write_text(f"{anchors}2026-11-21 9 99 {'0' * 64}\n")

    restored = restore(place / "b.rwb")

    assert (place / "anchors.txt").read_text() == anchors
    assert "已改名" in restored.notes[0]
    assert audit.verify().ok


def test_own_rules_come_back_where_there_are_none(place: Path, settings: Settings) -> None:
    (place / "rules").mkdir()
    (place / "rules" / "x.toml").write_text("topic = '示例'")
    settings.RUNWU_RULES_FOLDER = str(place / "rules")
    back_up(place / "b.rwb")
    sweep()
    settings.RUNWU_RULES_FOLDER = ""

    restored = restore(place / "b.rwb")

    assert (place / "restored" / "rules" / "x.toml").read_text() == "topic = '示例'"
    assert len(restored.notes) == 1


def test_roles_that_met_before_they_were_refused_come_back_and_are_refused_again(
    standing_world: World, place: Path
) -> None:
    pair: dict[str, Any] = {"user": standing_world.cast.newcomer, "valid_from": standing_world.day}
    remove_for_rows_of_before(using="default")
    for role in (Role.SECURITY_ADMINISTRATOR, Role.BRANCH_SECRETARY):
        RoleAssignment.objects.create(role=role, organization=standing_world.near.branch, **pair)
    install(connection)
    back_up(place / "b.rwb")
    sweep()

    restore(place / "b.rwb")

    assert RoleAssignment.objects.filter(user=pair["user"]).count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.create(role=Role.AUDIT_ADMINISTRATOR, **pair)


def test_progress_is_told_table_by_table(backup: Path) -> None:
    said: list[str] = []

    restore(backup, report=said.append)

    assert any(line.startswith("people_person：") for line in said)
    assert "逐表核对：行数和摘要一致。" in said


def test_a_full_disk_leaves_the_instance_empty(standing_world: World, place: Path) -> None:
    work_a_day()
    back_up(place / "b.rwb")
    sweep()
    empty = figures()

    with files_up_to(len(CONTENT) // 2), pytest.raises(RestoreRefused, match="磁盘空间"):
        restore(place / "b.rwb")

    assert (figures(), files_of(place), (place / "anchors.txt").exists()) == (empty, [], False)


def test_a_backup_from_before_a_rotation_needs_its_keys_and_is_moved_on(place: Path) -> None:
    sweep()  # the module's world has other keys
    Person.objects.create(name="示例春分", phone_index=blind_index(NUMBER, "phone"), phone=NUMBER)
    back_up(place / "b.rwb")
    rotated = rotate(grace=0)
    sweep()

    with pytest.raises(RestoreRefused, match="bring-back"):
        restore(place / "b.rwb")
    bring_back(place / "keys.toml", place / rotated.retired)
    restored = restore(place / "b.rwb")
    rotate(grace=0)

    assert "runwu keys rotate" in restored.notes[-1]
    assert Person.objects.get(phone_index=blind_index(NUMBER, "phone")).phone == NUMBER
    assert len(keyring().encryption) == 1
