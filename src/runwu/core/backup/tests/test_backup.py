"""A backup holds everything but the keys, is whole or not there, and says when it was touched."""

import os
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections
from pytest_django import Settings

from runwu.core.attachments import store
from runwu.core.backup import ArchiveUnreadable, BackupRefused, back_up, back_up_into, read_archive
from runwu.core.backup.frames import Kind, json_frame
from runwu.core.backup.snapshots import database_aliases
from runwu.core.backup.tables import LEFT_OUT, stored_models
from runwu.core.backup.tests.places import CONTENT, archive, figures, files_up_to, work_a_day
from runwu.core.crypto import KeyFileMissing, KeyUnknown, decrypt_chunks, keyring
from runwu.core.crypto.backupkeys import add_backup_key, backup_keys
from runwu.core.models import AuditEntry, ImportBatch
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


def plaintext(path: Path) -> bytes:
    """Return everything inside a backup."""
    with path.open("rb") as file:
        file.read(15)
        return b"".join(decrypt_chunks(file, "runwu.backup", backup_keys().key))


def test_count_and_digest_of_every_table_stand_in_it(standing_world: World, place: Path) -> None:
    work_a_day()
    expected = figures()

    back_up(place / "b.rwb")

    assert read_archive(place / "b.rwb")[1].tables == expected


def test_every_table_is_in_it_or_left_out_on_purpose() -> None:
    tables = {table for alias in database_aliases() for table in connections[alias].introspection.table_names()}

    stored = {model._meta.db_table for model in stored_models(apps)}
    left_out = {model._meta.db_table for model in apps.get_models() if model._meta.app_label in LEFT_OUT}
    assert tables - stored - left_out == {"django_migrations", "core_limit", "core_worker"}


def test_attachments_and_anchors_are_in_it(place: Path) -> None:
    work_a_day()

    manifest = back_up(place / "b.rwb")

    assert {kind: files.rows for kind, files in manifest.files.items()} == {"attachments": 1, "anchors": 1}


def test_own_rules_and_journeys_are_in_it(place: Path, settings: Settings) -> None:
    (place / "rules" / "national").mkdir(parents=True)
    (place / "rules" / "national" / "x.toml").write_text("topic = '示例'")
    settings.RUNWU_RULES_FOLDER = str(place / "rules")

    manifest = back_up(place / "b.rwb")

    assert manifest.files["rules"].rows == 1


def test_no_key_is_in_it(standing_world: World, place: Path) -> None:
    work_a_day()
    back_up(place / "b.rwb")

    inside = plaintext(place / "b.rwb")

    secrets = [keyring().encryption_key().secret, keyring().index_key, backup_keys().key().secret]
    assert [secret for secret in secrets if secret in inside or secret.hex().encode() in inside] == []


def test_encrypted_values_stay_encrypted_inside(place: Path) -> None:
    work_a_day()
    back_up(place / "b.rwb")

    assert "台账.xlsx".encode() not in plaintext(place / "b.rwb")
    assert CONTENT[:64] not in plaintext(place / "b.rwb")


def test_only_its_owner_reads_the_file(place: Path) -> None:
    back_up(place / "b.rwb")

    assert (place / "b.rwb").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_gone_is_named_and_stops_nothing(place: Path) -> None:
    attachment = work_a_day()
    attachment.file.storage.delete(str(attachment.file.name))

    manifest = back_up(place / "b.rwb")

    assert manifest.gone == (attachment.pk,)


def test_an_existing_file_is_not_replaced(place: Path) -> None:
    (place / "b.rwb").write_text("别的文件")

    with pytest.raises(BackupRefused, match="已经存在"):
        back_up(place / "b.rwb")

    assert (place / "b.rwb").read_text() == "别的文件"


def test_it_is_written_in_the_log(place: Path) -> None:
    manifest = back_up(place / "b.rwb")

    entry = AuditEntry.objects.get(action="core.backup.made")
    assert (entry.actor, entry.extra["rows"]) == (None, manifest.rows)


def test_without_a_backup_key_nothing_is_written(place: Path, settings: Settings) -> None:
    settings.RUNWU_MAKE_KEYS = False

    with pytest.raises(KeyFileMissing, match="runwu keys init --backup"):
        back_up(place / "b.rwb")

    assert list(place.glob("*.rwb")) == []


def test_a_full_disk_leaves_nothing_behind(standing_world: World, place: Path) -> None:
    store(os.urandom(200_000), owner=ImportBatch(), name="大.bin", kind="import.upload")
    keyring(), backup_keys()
    before = sorted(place.iterdir())

    with files_up_to(100_000), pytest.raises(BackupRefused, match="超过了系统允许的上限"):
        back_up(place / "b.rwb")

    assert sorted(place.iterdir()) == before


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.9, 0.9999])
def test_a_cut_file_is_recognised(standing_world: World, place: Path, share: float) -> None:
    work_a_day()
    back_up(place / "b.rwb")
    whole = (place / "b.rwb").read_bytes()
    (place / "cut.rwb").write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(ArchiveUnreadable, match="什么都没有写入"):
        read_archive(place / "cut.rwb")


def test_a_file_cut_between_two_chunks_is_recognised(place: Path) -> None:
    work_a_day()
    back_up(place / "b.rwb")
    whole = (place / "b.rwb").read_bytes()
    (place / "cut.rwb").write_bytes(whole[: 15 + 21 + 65536 + 16])

    with pytest.raises(ArchiveUnreadable, match="被截断"):
        read_archive(place / "cut.rwb")


@pytest.mark.parametrize("at", [20, 40, -40])
def test_a_changed_byte_is_recognised(place: Path, at: int) -> None:
    work_a_day()
    back_up(place / "b.rwb")
    data = bytearray((place / "b.rwb").read_bytes())
    data[at] ^= 1
    (place / "b.rwb").write_bytes(data)

    with pytest.raises((ArchiveUnreadable, KeyUnknown)):
        read_archive(place / "b.rwb")


def test_another_backup_key_is_named(place: Path, settings: Settings) -> None:
    back_up(place / "b.rwb")
    settings.RUNWU_BACKUP_KEY_FILE = place / "other.toml"

    with pytest.raises(KeyUnknown, match="RUNWU_BACKUP_KEY_FILE"):
        read_archive(place / "b.rwb")


def test_after_a_new_backup_key_old_backups_still_open(place: Path) -> None:
    back_up(place / "b.rwb")

    added = add_backup_key()

    assert backup_keys().active == added
    assert read_archive(place / "b.rwb")[1].tables == back_up(place / "c.rwb").tables | _logged(place)


def _logged(place: Path) -> dict[str, object]:
    """Return the tables that the first backup itself has changed, as they were."""
    tables = read_archive(place / "b.rwb")[1].tables
    return {name: tables[name] for name in tables if name.startswith("core_audit")}


def test_another_file_is_no_backup(place: Path) -> None:
    (place / "b.rwb").write_text("工作簿")

    with pytest.raises(ArchiveUnreadable, match="不是润物的备份"):
        read_archive(place / "b.rwb")


def test_a_format_of_the_future_asks_for_an_upgrade(place: Path) -> None:
    newer = archive(place / "b.rwb", json_frame(Kind.HEADER, {"format": 99, "version": "9.0"}))

    with pytest.raises(ArchiveUnreadable, match="先升级程序"):
        read_archive(newer)


def test_with_backups_from_days_to_come_none_is_deleted_and_the_clock_is_named(place: Path) -> None:
    (place / "kept").mkdir()
    old = [place / "kept" / f"runwu-{day}-020000.rwb" for day in ("20261101", "20261102", "20991231")]
    [back_up(path) for path in old]
    said: list[str] = []

    made, _manifest = back_up_into(place / "kept", keep=2, report=said.append)

    assert sorted((place / "kept").iterdir()) == sorted([*old, made])
    assert "没有删除较早的备份" in said[-1]
    assert "请校准服务器时间" in said[-1]


def test_a_folder_keeps_the_newest(place: Path) -> None:
    (place / "kept").mkdir()
    old = [place / "kept" / f"runwu-2026110{day}-020000.rwb" for day in (1, 2, 3)]
    [back_up(path) for path in old]
    (place / "kept" / "runwu-20261031-020000.rwb").write_text("不是备份")

    made, _manifest = back_up_into(place / "kept", keep=2)

    left = sorted(path.name for path in (place / "kept").iterdir())
    assert left == ["runwu-20261031-020000.rwb", old[2].name, made.name]
