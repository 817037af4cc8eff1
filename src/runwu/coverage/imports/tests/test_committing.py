"""Good rows are written together or not at all, once, and what was read disappears."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from runwu.core.errors import Conflict
from runwu.core.imports.committing import commit_batch, start_commit
from runwu.core.imports.disposing import discard, purge_due_batches
from runwu.core.imports.settling import settle
from runwu.core.imports.staged import number_of_rows
from runwu.core.models import Attachment, AuditEntry, BatchState, FactChange, ImportBatch
from runwu.coverage.imports.firms import writer
from runwu.coverage.imports.tests.office import changes, commit, golden, sheet, upload
from runwu.enterprises.models import Enterprise, EnterpriseFact
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
ROWS = (("示例大暑有限公司", "甲-1", 12), ("示例立秋有限公司", "甲-2", 13))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return sheet(tmp_path / "企业台账-10月.xlsx", *ROWS)


@pytest.fixture
def batch(path: Path, world: World) -> ImportBatch:
    return upload(path, by=world.cast.staff, park=world.near.park)


def test_rows_become_enterprises_with_dated_facts_and_their_source(batch: ImportBatch) -> None:
    commit(batch)

    fact = EnterpriseFact.objects.get(enterprise__provisional_number="甲-1", kind="staff")
    assert (fact.value, fact.source, fact.valid_from, fact.batch) == (
        "12",
        "企业台账-10月",
        batch.as_of,
        batch.public_id,
    )


def test_the_same_workbook_again_changes_nothing_and_says_so(batch: ImportBatch, path: Path, world: World) -> None:
    commit(batch)

    again = upload(path, by=world.cast.staff, park=world.near.park)

    assert golden(again) == [(2, "same", ()), (3, "same", ())]


def test_without_good_rows_nothing_can_be_written(batch: ImportBatch, path: Path, world: World) -> None:
    commit(batch)
    again = upload(path, by=world.cast.staff, park=world.near.park)

    with pytest.raises(Conflict, match="没有可以写入的行"):
        start_commit(again, expected_version=again.version, by=world.cast.staff)


def test_one_act_is_one_row_of_the_log_with_digest_and_counts(batch: ImportBatch) -> None:
    digest = batch.digest

    commit(batch)

    entry = AuditEntry.objects.get(action="core.import.committed")
    assert entry.extra == {
        "kind": "enterprises",
        "digest": digest,
        "as_of": batch.as_of.isoformat(),
        "new": 2,
        "changed": 0,
    }


def test_two_uploads_of_the_same_rows_write_them_once(batch: ImportBatch, path: Path, world: World) -> None:
    other = upload(path, by=world.cast.officer, park=world.near.park)
    commit(batch)

    with pytest.raises(Conflict, match="有 2 行的结果和你看到的不同"):
        commit(other)

    other.refresh_from_db()
    assert (other.state, golden(other)) == (BatchState.READY, [(2, "same", ()), (3, "same", ())])


def test_nothing_is_written_when_writing_breaks_off(batch: ImportBatch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "place_middles", _breaks_off)

    with pytest.raises(RuntimeError):
        commit(batch)

    batch.refresh_from_db()
    assert not Enterprise.objects.filter(provisional_number__in=["甲-1", "甲-2"]).exists()
    assert (batch.state, number_of_rows(batch)) == (BatchState.READY, 2)


def _breaks_off(*_arguments: object) -> None:
    raise RuntimeError("power cut")


def test_a_batch_whose_worker_died_while_writing_is_open_again(batch: ImportBatch) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.COMMITTING)
    batch.refresh_from_db()

    assert settle(batch).state == BatchState.READY


def test_a_batch_is_written_only_once(batch: ImportBatch) -> None:
    commit(batch)

    commit_batch(batch=str(batch.public_id))

    assert AuditEntry.objects.filter(action="core.import.committed").count() == 1


def test_what_was_read_is_encrypted(batch: ImportBatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cells, reports FROM core_stagedchunk")
        stored = [bytes(part) for part in cursor.fetchone()]
        cursor.execute("SELECT file_name, columns FROM core_importbatch")
        named = b"".join(bytes(value) for value in cursor.fetchone())

    assert len(stored) == 2
    assert not any("大暑".encode() in part for part in stored)
    assert "企业台账".encode() not in named


def test_file_and_rows_disappear_when_everything_is_written(
    batch: ImportBatch, django_capture_on_commit_callbacks: "type[object]"
) -> None:
    name = str(Attachment.objects.get(public_id=str(batch.attachment)).file.name)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[call-arg, attr-defined]
        done = commit(batch)

    assert (done.state, number_of_rows(done), done.attachment) == (BatchState.COMMITTED, 0, None)
    assert not default_storage.exists(name)


def test_a_discarded_import_leaves_nothing_but_its_proof(batch: ImportBatch, world: World) -> None:
    done = discard(batch, by=world.cast.staff)

    proof = AuditEntry.objects.get(action="core.import.discarded")
    assert (done.state, number_of_rows(done), done.file_name, proof.extra["rows"]) == (BatchState.DISCARDED, 0, "", 2)


def test_an_import_being_written_cannot_be_discarded(batch: ImportBatch, world: World) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.COMMITTING)

    with pytest.raises(Conflict, match="正在写入"):
        discard(batch, by=world.cast.staff)


def test_after_seven_days_what_is_left_is_purged_with_a_proof(batch: ImportBatch) -> None:
    ImportBatch.objects.update(purge_after=timezone.now() - timedelta(seconds=1))

    purged = purge_due_batches()

    batch.refresh_from_db()
    assert (purged, batch.state, number_of_rows(batch), batch.columns) == (1, BatchState.PURGED, 0, [])
    assert AuditEntry.objects.get(action="core.import.purged").actor is None


def test_before_seven_days_nothing_is_purged(batch: ImportBatch) -> None:
    assert (purge_due_batches(), number_of_rows(batch)) == (0, 2)


def test_a_changed_field_is_shown_old_and_new_and_recorded_with_its_source(
    batch: ImportBatch, world: World, tmp_path: Path
) -> None:
    commit(batch)
    path = sheet(tmp_path / "11月.xlsx", ("示例大暑电子有限公司", "甲-1", 15))

    after = upload(path, by=world.cast.staff, park=world.near.park)
    shown = changes(after, 2)
    commit(after)

    assert shown == [("企业名称", "示例大暑有限公司", "示例大暑电子有限公司"), ("职工", "12", "15")]
    recorded = FactChange.objects.get(field="name")
    assert (recorded.old, recorded.new, recorded.source) == ("示例大暑有限公司", "示例大暑电子有限公司", "11月")
