"""Plain rows of a ledger are judged together: what is said of a row is the same as of a row looked at by itself."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from runwu.core.imports import RowReport
from runwu.core.imports.batches import context_of
from runwu.core.imports.staged import data_chunks
from runwu.core.models import ImportBatch, RowOutcome
from runwu.coverage.imports.firms.checker import FirmChecker
from runwu.coverage.imports.tests import ledgers
from runwu.coverage.imports.tests.office import commit, sheet, upload
from runwu.enterprises.models import Enterprise, EnterpriseFact
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
HEAD = (
    "企业名称", "简称", "统一社会信用代码", "园区临时编号", "地址", "网格", "厂房", "经度", "纬度", "行业代码", "产业链", "所有制",
    "外资比例", "职工人数", "阶段", "投产日期", "是否实际经营", "经营情况来源", "规上", "可见程度", "工会", "党组织名称",
)  # fmt: skip
PLACE = ("示例路 1 号", "东一网格", "B3", 110.0, 20.0, "C3912", "示例电子链", "民营")
FACTS = (46, "投产", "2022-06-01", "是", "社保缴纳记录", "否", "零级")
ROWS = (
    ("示例甲有限公司", "甲", None, "试-1", *PLACE, None, *FACTS, None, None),
    ("示例乙有限公司", None, None, "试-2", *PLACE[:3], None, None, "C3912", None, "民营", 25, "46人", "停产", "2022.6", None),
    ("示例丙有限公司", None, None, "试－３ ", None, None, None, None, None, "不知道", None, None, 0.3, "约40"),
    ("示例丁有限公司", None, "914600000000000000", "试-4"),
    ("示例戊有限公司", None, None, None, "没有编号"),
    ("示例己有限公司", "己" * 31, None, "试-6"),
    ("示例庚有限公司", None, None, "试-7", None, "东一网格", None, 20.0, 110.0),
    ("示例辛有限公司", None, None, "试-8", None, None, None, 110.0, None, None, None, None, None, -3),
    ("示例壬有限公司", None, None, "试-1", None, "东二网格", None, None, None, None, None, None, None, "很多"),
    ("示例甲有限公司", None, None, "试-10", None, "东二网格"),
    ("示例癸有限公司", None, None, "试-11", *PLACE, None, *FACTS, "有", None),
    ("示例子有限公司", None, None, "试-12", *PLACE, None, *FACTS, "无", "中共示例子有限公司支部委员会"),
    ("示例丑有限公司", None, None, "试-13", None, None, None, None, None, None, None, None, None, None, None, "2030-01-01", "否"),
    (None, "无名", None, "试-14"),
)  # fmt: skip
MAKERS: Sequence[Callable[[Path], Path]] = (
    ledgers.tidy, ledgers.merged, ledgers.old_excel, ledgers.free_office, ledgers.exported_text, ledgers.wide,
)  # fmt: skip


def reports(batch: ImportBatch, *, closely: bool) -> list[RowReport]:
    """Return what a checker says of a batch."""
    checker = FirmChecker(context_of(batch), closely=closely)
    return [report for chunk in data_chunks(batch) for report in checker.check(chunk.block())]


def of_everything(folder: Path) -> Path:
    """Write a ledger with something odd in most of its rows."""
    return sheet(folder / "台账.xlsx", *ROWS, head=HEAD)


@pytest.mark.parametrize("make", [of_everything, *MAKERS])
def test_together_and_one_by_one_the_same_is_said(make: Callable[[Path], Path], world: World, tmp_path: Path) -> None:
    batch = upload(make(tmp_path), by=world.cast.staff, park=world.near.park)

    assert reports(batch, closely=False) == reports(batch, closely=True)


def test_of_enterprises_that_are_known_the_same_is_said_too(world: World, tmp_path: Path) -> None:
    commit(upload(of_everything(tmp_path), by=world.cast.staff, park=world.near.park))
    again = upload(of_everything(tmp_path), by=world.cast.staff, park=world.near.park)

    together = reports(again, closely=False)

    assert together == reports(again, closely=True)
    assert {report.outcome for report in together} == {RowOutcome.SAME, RowOutcome.ERROR}


def test_a_plain_row_becomes_an_enterprise_with_everything_it_tells(world: World, tmp_path: Path) -> None:
    batch = upload(sheet(tmp_path / "台账.xlsx", ROWS[0], head=HEAD), by=world.cast.staff, park=world.near.park)

    commit(batch)

    firm = Enterprise.objects.select_related("grid", "building", "chain").get(provisional_number="试-1")
    assert (firm.label, firm.initials, firm.address, str(firm.building), firm.version) == (
        "甲", "sljyxgs", "示例路 1 号", "B3", 1,
    )  # fmt: skip
    assert (firm.located, firm.latitude, firm.industry, firm.staff, firm.operating, firm.above_designated) == (
        "coordinates", 20.0, "C3912", 46, "yes", False,
    )  # fmt: skip
    assert (firm.source, firm.source_date) == ("台账", batch.as_of)
    told = EnterpriseFact.objects.filter(enterprise=firm).values_list("kind", "value", "valid_from", "source", "batch")
    assert set(told) == {
        ("stage", "production", date(2022, 6, 1), "台账", batch.public_id),
        ("operating", "yes", batch.as_of, "社保缴纳记录", batch.public_id),
        ("staff", "46", batch.as_of, "台账", batch.public_id),
        ("above_designated", "no", batch.as_of, "台账", batch.public_id),
    }
