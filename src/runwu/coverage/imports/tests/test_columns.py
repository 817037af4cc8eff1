"""Columns with unknown headings: asked once, remembered, and nothing read before a required one is known."""

from pathlib import Path

import pytest
from django.utils import timezone

from runwu.core.errors import Conflict
from runwu.core.imports import editing
from runwu.core.imports.columns import columns_view
from runwu.core.imports.reading import read_batch
from runwu.core.imports.staged import number_of_rows, staged_rows
from runwu.core.jobs.services import _fingerprint as fingerprint_of
from runwu.core.models import BatchState, ColumnMemory, ImportBatch, Job
from runwu.core.models.jobs import JobState
from runwu.core.workbooks.tests.makers import SheetPlan, write_xlsxwriter
from runwu.coverage.imports.tests.office import golden, sheet, upload
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
HEAD = ("甲方抬头", "园区临时编号", "社保(9月)")
ROWS = (("示例大暑有限公司", "甲-1", 12), ("示例立秋有限公司", "甲-2", 13))


def assigned(batch: ImportBatch, world: World, **letters: str) -> ImportBatch:
    """Assign columns by letter and read again."""
    editing.assign_columns(batch, letters, expected_version=batch.version, by=world.cast.staff)
    read_batch(batch=str(batch.public_id))
    batch.refresh_from_db()
    return batch


@pytest.fixture
def batch(world: World, tmp_path: Path) -> ImportBatch:
    return upload(sheet(tmp_path / "台账.xlsx", *ROWS, head=HEAD), by=world.cast.staff, park=world.near.park)


def test_nothing_is_read_while_a_required_column_is_unknown(batch: ImportBatch) -> None:
    view = columns_view(batch)

    assert (batch.state, number_of_rows(batch), view.missing) == (BatchState.MAPPING, 0, ("企业名称",))


def test_an_assigned_column_is_read(batch: ImportBatch, world: World) -> None:
    after = assigned(batch, world, A="name", C="staff")

    assert (after.state, golden(after)) == (BatchState.READY, [(2, "new", ()), (3, "new", ())])


def test_an_assignment_is_remembered_for_the_next_workbook(batch: ImportBatch, world: World, tmp_path: Path) -> None:
    assigned(batch, world, A="name", C="")

    again = upload(sheet(tmp_path / "下月.xlsx", *ROWS, head=HEAD), by=world.cast.staff, park=world.near.park)

    assert (again.state, columns_view(again).asked) == (BatchState.READY, ())


def test_another_park_is_asked_anew(batch: ImportBatch, world: World, tmp_path: Path) -> None:
    assigned(batch, world, A="name")

    far = upload(sheet(tmp_path / "远方.xlsx", *ROWS, head=HEAD), by=world.cast.far_staff, park=world.far.park)

    assert far.state == BatchState.MAPPING


def test_a_column_that_does_not_exist_cannot_be_assigned(batch: ImportBatch, world: World) -> None:
    assigned(batch, world, Z="name", A="no_such_key")

    assert not ColumnMemory.objects.exists()


def test_assigning_a_column_keeps_what_was_typed_anew_and_left_out(world: World, tmp_path: Path) -> None:
    head = ("企业名称", "园区临时编号", "社保(9月)")
    rows = (("示例大暑有限公司", "错" * 40, 12), ("示例立秋有限公司", "甲-2", 13), ("示例处暑有限公司", "甲-3", 14))
    batch = upload(sheet(tmp_path / "台账.xlsx", *rows, head=head), by=world.cast.staff, park=world.near.park)
    batch = editing.edit_row(batch, 2, {"provisional_number": "甲-1"}, expected_version=batch.version)
    batch = editing.drop_row(batch, 3, expected_version=batch.version)

    after = assigned(batch, world, C="staff")

    assert golden(after) == [(2, "new", ()), (3, "dropped", ()), (4, "new", ())]


def test_numbered_columns_are_not_asked_about(world: World, tmp_path: Path) -> None:
    path = sheet(tmp_path / "台账.xlsx", (1, "示例大暑有限公司", "甲-1"), head=("序号", "企业名称", "园区临时编号"))

    batch = upload(path, by=world.cast.staff, park=world.near.park)

    assert columns_view(batch).asked == ()


def test_another_sheet_can_be_read_instead(world: World, tmp_path: Path) -> None:
    first = SheetPlan("在册", [("企业名称", "园区临时编号"), ("示例大暑有限公司", "甲-1")])
    second = SheetPlan("迁出", [("企业名称", "园区临时编号"), ("示例立秋有限公司", "甲-2")])
    path = write_xlsxwriter(tmp_path / "两张.xlsx", first, second)
    batch = upload(path, by=world.cast.staff, park=world.near.park)

    editing.choose_sheet(batch, "迁出", expected_version=batch.version, by=world.cast.staff)
    read_batch(batch=str(batch.public_id))

    assert next(staged_rows(batch)).report.label == "示例立秋有限公司"


def test_a_sheet_that_is_not_there_cannot_be_read(batch: ImportBatch, world: World) -> None:
    with pytest.raises(Conflict, match="没有这张工作表"):
        editing.choose_sheet(batch, "没有", expected_version=batch.version, by=world.cast.staff)


def test_a_reading_about_to_end_is_not_taken_for_the_next_one(batch: ImportBatch, world: World) -> None:
    staff, args = world.cast.staff, {"batch": str(batch.public_id), "version": batch.version}
    ending = Job.objects.create(
        kind=read_batch.kind,
        owner=staff.public_id,
        args=args,
        fingerprint=fingerprint_of(read_batch.kind, args, staff.public_id),
        state=JobState.RUNNING,
        heartbeat=timezone.now(),
    )

    after = editing.assign_columns(batch, {"A": "name"}, expected_version=batch.version, by=staff)

    assert after.job != ending.public_id
