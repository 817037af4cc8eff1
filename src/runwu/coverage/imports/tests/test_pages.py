"""The pages of an import as park staff walk through them, and as nobody else sees them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from runwu.accounts.models import User
from runwu.core.imports.command import run_import
from runwu.core.imports.staged import number_of_rows
from runwu.core.models import BatchState, ImportBatch
from runwu.coverage.imports.tests.office import commit, sheet, upload
from runwu.enterprises.models import Enterprise
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"], transaction=True)
ROWS = (("示例大暑有限公司", "甲-1", 12), ("示例立秋有限公司", "甲-2", "很多"))
FRAGMENT = {"HX-Request": "true", "HX-Target": "import"}


@pytest.fixture
def staff(world: World, client_as: Callable[[User], Client]) -> Client:
    return client_as(world.cast.staff)


@pytest.fixture
def batch(world: World, tmp_path: Path) -> ImportBatch:
    return upload(sheet(tmp_path / "台账.xlsx", *ROWS), by=world.cast.staff, park=world.near.park)


def at(name: str, batch: ImportBatch, *more: object) -> str:
    """Return an address of an import."""
    return reverse(f"imports:{name}", args=[batch.public_id, *more])


def test_a_workbook_goes_all_the_way_from_upload_to_ledger(staff: Client, world: World, tmp_path: Path) -> None:
    path = sheet(tmp_path / "台账.xlsx", *ROWS)
    with path.open("rb") as file:
        told = {"file": file, "place": str(world.near.park.public_id), "as_of": "2026-11-20", "coordinate_system": ""}
        answer = staff.post(reverse("imports:new", args=["enterprises"]), told)
    batch = ImportBatch.objects.get()
    assert answer["Location"] == at("batch", batch)

    staff.post(at("row-edit", batch, 3), {"version": batch.version, "cell-staff": "46"})
    batch.refresh_from_db()
    staff.post(at("commit", batch), {"version": batch.version})

    batch.refresh_from_db()
    assert (batch.state, batch.attachment) == (BatchState.COMMITTED, None)
    assert Enterprise.objects.get(name="示例立秋有限公司").staff == 46


def test_the_report_shows_row_cause_and_remedy(staff: Client, batch: ImportBatch) -> None:
    page = staff.get(at("batch", batch)).content.decode()

    assert "“很多”不是数。" in page
    assert "第 3 行 职工人数" in page
    assert "写入 1 行" in page


def test_a_row_mended_by_script_answers_with_the_report_alone(staff: Client, batch: ImportBatch) -> None:
    told = {"version": batch.version, "cell-staff": "46"}

    page = staff.post(at("row-edit", batch, 3), told, headers=FRAGMENT).content.decode()

    assert "<html" not in page
    assert "写入 2 行" in page


def test_an_old_page_is_refused_with_409(staff: Client, batch: ImportBatch) -> None:
    staff.post(at("row-drop", batch, 3), {"version": batch.version})

    answer = staff.post(at("row-edit", batch, 3), {"version": batch.version, "cell-staff": "46"})

    assert answer.status_code == 409
    assert "在别的窗口里改过" in answer.content.decode()


@pytest.mark.parametrize("name", ["batch", "columns", "discard", "corrections"])
def test_somebody_elses_import_does_not_exist(
    name: str, batch: ImportBatch, world: World, client_as: Callable[[User], Client]
) -> None:
    assert client_as(world.cast.officer).get(at(name, batch)).status_code == 404


def test_the_list_holds_ones_own_imports_alone(
    batch: ImportBatch, world: World, client_as: Callable[[User], Client], staff: Client
) -> None:
    own, other = (
        client.get(reverse("imports:list")).content.decode() for client in (staff, client_as(world.cast.officer))
    )

    assert "台账.xlsx" in own
    assert "台账.xlsx" not in other


def test_a_file_above_the_limit_is_refused_with_the_form(
    staff: Client, world: World, tmp_path: Path, settings: "object"
) -> None:
    settings.RUNWU_UPLOAD_LIMIT = 100  # type: ignore[attr-defined]
    path = sheet(tmp_path / "台账.xlsx", *ROWS)
    with path.open("rb") as file:
        told = {"file": file, "place": str(world.near.park.public_id), "as_of": "2026-11-20"}
        answer = staff.post(reverse("imports:new", args=["enterprises"]), told)

    assert answer.status_code == 422
    assert "超过上限" in answer.content.decode()


def test_a_day_to_come_is_refused(staff: Client, world: World, tmp_path: Path) -> None:
    path = sheet(tmp_path / "台账.xlsx", *ROWS)
    with path.open("rb") as file:
        told = {"file": file, "place": str(world.near.park.public_id), "as_of": "2027-01-01"}
        answer = staff.post(reverse("imports:new", args=["enterprises"]), told)

    assert "不能晚于今天" in answer.content.decode()


def test_another_park_cannot_be_chosen(staff: Client, world: World, tmp_path: Path) -> None:
    path = sheet(tmp_path / "台账.xlsx", *ROWS)
    with path.open("rb") as file:
        told = {"file": file, "place": str(world.far.park.public_id), "as_of": "2026-11-20"}
        answer = staff.post(reverse("imports:new", args=["enterprises"]), told)

    assert (answer.status_code, ImportBatch.objects.count()) == (422, 0)


def test_a_file_that_is_no_workbook_says_what_to_do(staff: Client, world: World, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with path.open("rb") as file:
        told = {"file": file, "place": str(world.near.park.public_id), "as_of": "2026-11-20"}
        answer = staff.post(reverse("imports:new", args=["enterprises"]), told, follow=True)

    page = answer.content.decode()
    assert "这份文件不能导入" in page
    assert "另存为 .xlsx" in page


def test_the_rows_to_correct_are_handed_out_and_noted(staff: Client, batch: ImportBatch) -> None:
    answer = staff.get(at("corrections", batch))

    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("show", ["attention", "error", "warned", "changed", "new", "dropped", "skipped", "all", "x"])
def test_every_view_of_the_rows_answers(show: str, staff: Client, batch: ImportBatch) -> None:
    assert staff.get(at("batch", batch), {"show": show, "after": "x"}).status_code == 200


def test_giving_up_asks_first_and_then_clears(staff: Client, batch: ImportBatch) -> None:
    asked = staff.get(at("discard", batch)).content.decode()

    staff.post(at("discard", batch))

    batch.refresh_from_db()
    assert "放弃这次导入？" in asked
    assert (batch.state, number_of_rows(batch)) == (BatchState.DISCARDED, 0)


def test_a_refused_write_says_why_above_the_report(
    staff: Client, batch: ImportBatch, world: World, tmp_path: Path
) -> None:
    other = upload(sheet(tmp_path / "别人.xlsx", ROWS[0]), by=world.cast.officer, park=world.near.park)
    commit(other)

    answer = staff.post(at("commit", batch), {"version": batch.version}, follow=True)

    page = answer.content.decode()
    assert "台账里的内容变过，有 1 行的结果和你看到的不同" in page
    assert not Enterprise.objects.filter(name="示例立秋有限公司").exists()


def test_a_box_to_mend_stands_below_the_name_of_its_column(staff: Client, batch: ImportBatch) -> None:
    page = staff.get(at("batch", batch)).content.decode()

    assert '<label for="r3-staff">职工人数</label>' in page


def test_a_second_window_is_told_that_everything_is_written(staff: Client, world: World, tmp_path: Path) -> None:
    batch = upload(sheet(tmp_path / "台账.xlsx", ROWS[0]), by=world.cast.staff, park=world.near.park)
    told = {"version": batch.version}
    staff.post(at("commit", batch), told)

    answer = staff.post(at("commit", batch), told, follow=True)

    assert answer.status_code == 200
    assert "这次导入已经写入 1 行" in answer.content.decode()


def test_what_is_written_leads_on(staff: Client, world: World, tmp_path: Path) -> None:
    batch = commit(upload(sheet(tmp_path / "台账.xlsx", ROWS[0]), by=world.cast.staff, park=world.near.park))

    page = staff.get(at("batch", batch)).content.decode()

    assert f'href="{reverse("imports:new", args=["members"])}">接着导入党员名册' in page
    assert f'href="{reverse("reports:board")}">看园区看板' in page


def test_errors_come_before_warnings_and_hints_are_no_warnings(staff: Client, world: World, tmp_path: Path) -> None:
    rows = (
        ("示例甲有限公司", "甲-1", "约50"),
        ("示例乙有限公司", "甲-2", "４６人"),
        ("示例丙有限公司", "甲-3", "很多"),
    )
    batch = upload(sheet(tmp_path / "台账.xlsx", *rows), by=world.cast.staff, park=world.near.park)

    report = staff.get(at("batch", batch), {"show": "attention"}).context["report"]

    assert [row.number for row in report.rows] == [4, 2]


def test_a_text_table_goes_by_its_own_name(world: World, tmp_path: Path) -> None:
    path = tmp_path / "十月台账.xlsx"
    path.write_text("企业名称,园区临时编号,职工人数\n示例大暑有限公司,甲-1,12\n", encoding="utf-8")

    batch = upload(path, by=world.cast.staff, park=world.near.park)

    assert batch.sheet == "十月台账"
    assert batch.notes[0]["happened"] == "扩展名是 .xlsx，内容是文本，已按 CSV 读取。"


def test_the_same_file_again_is_told_with_the_day_and_what_it_wrote(
    staff: Client, batch: ImportBatch, world: World, tmp_path: Path
) -> None:
    commit(batch)
    again = upload(tmp_path / "台账.xlsx", by=world.cast.staff, park=world.near.park)

    page = staff.get(at("batch", again)).content.decode()

    assert "上传过同一份文件" in page
    assert "那次写入了 1 行" in page
    assert "上传过同一份文件" not in staff.get(at("batch", batch)).content.decode()


def test_what_was_written_is_told_as_new_and_changed(staff: Client, world: World, tmp_path: Path) -> None:
    batch = commit(upload(sheet(tmp_path / "台账.xlsx", ROWS[0]), by=world.cast.staff, park=world.near.park))

    page = staff.get(at("batch", batch)).content.decode()

    assert "其中新增 1 行，更改 0 行" in page


def test_writing_says_which_columns_it_leaves_out(staff: Client, world: World, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "台账.xlsx", (*ROWS[0], "某某"), head=("企业名称", "园区临时编号", "职工人数", "奇怪的一列")
    )
    batch = upload(path, by=world.cast.staff, park=world.near.park)

    page = staff.get(at("batch", batch)).content.decode()

    assert "不含还没指认的 1 列" in page


def test_a_trial_from_the_command_line_leaves_no_import_behind(world: World, tmp_path: Path) -> None:
    park = world.near.park.name
    staff = world.cast.staff.username

    found = run_import(
        kind="enterprises",
        path=sheet(tmp_path / "台账.xlsx", ROWS[0]),
        park_name=park,
        user_name=staff,
        commit=False,
    )

    assert (found.counts["new"], found.written, ImportBatch.objects.count()) == (1, 0, 0)
