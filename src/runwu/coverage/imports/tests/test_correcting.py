"""Correct rows on the page, leave them out, take the rest away as a workbook."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from runwu.core.errors import Conflict
from runwu.core.imports import editing
from runwu.core.imports.corrections import corrections_file
from runwu.core.imports.staged import number_of_rows
from runwu.core.models import BatchState, ImportBatch
from runwu.coverage.imports.tests.office import commit, golden, sheet, upload, words
from runwu.enterprises.models import Enterprise
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


@pytest.fixture
def batch(world: World, tmp_path: Path) -> ImportBatch:
    path = sheet(
        tmp_path / "台账.xlsx",
        ("示例芒种有限公司", "甲-1", "很多"),
        ("示例夏至有限公司", None, 12),
        ("示例小暑有限公司", "甲-3", 12),
        ("示例小暑有限公司", "甲-3", 13),
    )
    return upload(path, by=world.cast.staff, park=world.near.park)


def test_a_cell_typed_anew_makes_the_row_good(batch: ImportBatch) -> None:
    after = editing.edit_row(batch, 2, {"staff": "46"}, expected_version=batch.version)

    assert (golden(after)[0], after.counts["error"]) == ((2, "new", ()), 2)


def test_what_was_typed_anew_is_written(batch: ImportBatch) -> None:
    editing.edit_row(batch, 2, {"staff": "46"}, expected_version=batch.version)

    commit(batch)

    assert Enterprise.objects.get(name="示例芒种有限公司").staff == 46


def test_a_cell_typed_wrongly_again_stays_an_error(batch: ImportBatch) -> None:
    editing.edit_row(batch, 2, {"staff": "不少"}, expected_version=batch.version)

    assert "“不少”不是数" in words(batch, 2)


def test_two_cells_of_one_row_are_mended_together(batch: ImportBatch) -> None:
    cells = {"provisional_number": "甲-2", "staff": "15"}

    after = editing.edit_row(batch, 3, cells, expected_version=batch.version)

    assert golden(after)[1] == (3, "new", ())


def test_leaving_out_one_of_two_makes_the_other_good(batch: ImportBatch) -> None:
    after = editing.drop_row(batch, 4, expected_version=batch.version)

    assert golden(after)[2:] == [(4, "dropped", ()), (5, "new", ())]


def test_a_row_left_out_can_be_taken_back(batch: ImportBatch) -> None:
    after = editing.drop_row(batch, 5, expected_version=batch.version)

    after = editing.restore_row(after, 5, expected_version=after.version)

    assert golden(after)[3] == (5, "error", ("twice",))


def test_a_second_window_cannot_overwrite_the_first(batch: ImportBatch) -> None:
    editing.drop_row(batch, 5, expected_version=batch.version)

    with pytest.raises(Conflict, match="在别的窗口里改过"):
        editing.edit_row(batch, 2, {"staff": "46"}, expected_version=batch.version)


def test_a_row_that_is_not_there_cannot_be_edited(batch: ImportBatch) -> None:
    with pytest.raises(Conflict, match="第 99 行"):
        editing.edit_row(batch, 99, {"staff": "46"}, expected_version=batch.version)


def test_the_bad_rows_go_out_as_a_workbook_with_their_reasons(batch: ImportBatch) -> None:
    rows = CalamineWorkbook.from_filelike(corrections_file(batch)).get_sheet_by_index(0).to_python()

    assert [row[0] for row in rows] == ["企业名称", "示例芒种有限公司", "示例夏至有限公司", "示例小暑有限公司"]
    assert rows[1][-1] == "原第 2 行：“很多”不是数。请填数字，如 46；不知道就留空。"


def test_the_workbook_of_bad_rows_can_be_imported_as_it_is_once_mended(
    batch: ImportBatch, world: World, tmp_path: Path
) -> None:
    rows = CalamineWorkbook.from_filelike(corrections_file(batch)).get_sheet_by_index(0).to_python()
    head, first = rows[0], rows[1]
    first[head.index("职工人数")] = "46"
    path = sheet(tmp_path / "改好.xlsx", first, head=[str(one) for one in head])

    again = upload(path, by=world.cast.staff, park=world.near.park)

    assert (again.state, golden(again)) == (BatchState.READY, [(2, "new", ())])


def test_bad_rows_stay_after_the_good_ones_were_written(batch: ImportBatch) -> None:
    after = commit(batch)

    assert (after.state, after.counts["written"], after.counts["error"]) == (BatchState.READY, 1, 3)


def test_the_rest_is_written_once_it_is_mended(batch: ImportBatch) -> None:
    after = commit(batch)
    after = editing.edit_row(after, 2, {"staff": "46"}, expected_version=after.version)
    after = editing.edit_row(after, 3, {"provisional_number": "甲-2"}, expected_version=after.version)
    after = editing.drop_row(after, 5, expected_version=after.version)

    after = commit(after)

    assert (after.state, after.counts["written"], number_of_rows(after)) == (BatchState.COMMITTED, 3, 0)
