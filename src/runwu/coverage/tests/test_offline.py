"""Plans from two workbooks without a database: the same facts, three files, clear refusals."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import xlsxwriter
from docx import Document
from openpyxl import load_workbook

from runwu.core.errors import UserError
from runwu.core.workbooks import WorkbookRefused
from runwu.coverage.command import plan_workbooks
from runwu.coverage.offline.facts import facts_of, ledger_of
from runwu.coverage.offline.reading import read_books
from runwu.enterprises.models import Park
from runwu.planning.joint_branches.problem import Problem
from runwu.rules.rulebook import Rulebook

DAY = date(2026, 11, 20)
FIRM_HEAD = (
    "企业名称",
    "简称",
    "临时编号",
    "网格",
    "厂房",
    "经度",
    "纬度",
    "产业链",
    "是否在营",
    "所属党组织",
    "组建形式",
    "牵头",
)
FIRMS = (
    ("示例甲有限公司", "示例甲", "S1", "东一", "1 号", 110.001, 20.001, "示例链", "是", "", "", ""),
    ("示例乙有限公司", "示例乙", "S2", "东一", "1 号", None, None, "示例链", "是", "", "", ""),
    ("示例丙有限公司", "示例丙", "S3", "东一", "", 110.002, 20.001, "", "是", "", "", ""),
    ("示例丁有限公司", "示例丁", "S4", "东一", "", 110.003, 20.001, "", "是", "中共示例丁支部委员会", "单建", ""),
    ("示例戊有限公司", "示例戊", "S5", "东一", "", 110.003, 20.002, "", "", "", "", ""),
)
MEMBER_HEAD = ("姓名", "党员类别", "所属党支部", "工作单位", "组织关系", "限组织内知悉", "出生日期")
MEMBERS = (
    ("示例一", "正式党员", "示例机关支部", "示例甲有限公司", "", "", "1990-01-01"),
    ("示例二", "正式党员", "示例机关支部", "示例乙", "在册", "", "1990-01-02"),
    ("示例三", "正式党员", "示例机关支部", "示例丙有限公司", "在册", "", "1990-01-03"),
    ("示例四", "预备党员", "示例机关支部", "示例丙有限公司", "在册", "", "1990-01-04"),
    ("示例五", "正式党员", "示例机关支部", "示例丙有限公司", "流入", "", "1990-01-05"),
    ("示例六", "正式党员", "示例机关支部", "示例丙有限公司", "在册", "是", "1990-01-06"),
    ("示例七", "正式党员", "示例丁党支部", "示例丁有限公司", "在册", "", "1990-01-07"),
    ("示例八", "正式党员", "示例机关支部", "示例戊有限公司", "在册", "", "1990-01-08"),
)


def workbook(path: Path, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> Path:
    """Write a plain workbook."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((head, *rows)):
            sheet.write_row(number, 0, row)
    return path


@pytest.fixture
def books(tmp_path: Path) -> tuple[Path, Path]:
    """The two workbooks of an office."""
    return (
        workbook(tmp_path / "企业台账.xlsx", FIRM_HEAD, FIRMS),
        workbook(tmp_path / "党员名册.xlsx", MEMBER_HEAD, MEMBERS),
    )


def problem(books: tuple[Path, Path]) -> Problem:
    """Return the problem that two workbooks give."""
    park = Park(pk=1, public_id=UUID(int=1), name="示例园区")
    read = read_books(*books, park=park, on=DAY)
    ledger = ledger_of(read, park)
    return facts_of(read, ledger, on=DAY, keeps_joint_branches=True, book=Rulebook(on=DAY)).problem


def test_open_registered_full_members_count_at_the_firm_they_work_at(books: tuple[Path, Path]) -> None:
    found = {unit.name: (unit.full_members, unit.probationary) for unit in problem(books).units}

    assert found == {"示例甲": (1, 0), "示例乙": (1, 0), "示例丙": (1, 1)}


def test_a_firm_without_coordinates_stands_at_its_building(books: tuple[Path, Path]) -> None:
    places = {unit.name: (unit.lat, unit.lon) for unit in problem(books).units}

    assert places["示例乙"] == places["示例甲"]


def test_a_firm_with_a_branch_of_its_own_may_take_in_neighbours(books: tuple[Path, Path]) -> None:
    (branch,) = problem(books).branches

    assert (branch.name, branch.units, branch.full_members) == ("中共示例丁支部委员会", 1, 1)


def test_the_same_workbooks_give_the_same_problem(books: tuple[Path, Path]) -> None:
    assert problem(books) == problem(books)


def test_three_files_are_written(books: tuple[Path, Path], tmp_path: Path) -> None:
    plan_workbooks(*books, tmp_path / "plan", on=DAY)

    assert sorted(file.name for file in (tmp_path / "plan").iterdir()) == ["plan.xlsx", "report.html", "请示.docx"]


def test_the_workbook_holds_the_three_alternatives_and_who_was_left_out(
    books: tuple[Path, Path], tmp_path: Path
) -> None:
    plan_workbooks(*books, tmp_path / "plan", on=DAY)

    book = load_workbook(tmp_path / "plan" / "plan.xlsx")
    assert book.sheetnames == ["近便", "同链", "稳定", "没有列入测算"]
    assert [row[0].value for row in book["没有列入测算"].iter_rows(min_row=4)] == ["示例戊"]


def test_the_draft_has_its_figures(books: tuple[Path, Path], tmp_path: Path) -> None:
    plan_workbooks(*books, tmp_path / "plan", on=DAY)

    words = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "plan" / "请示.docx")).paragraphs)
    assert "目前，我园有 3 家企业各有正式党员一名，共 3 名" in words


def test_no_person_is_named_in_what_is_written(books: tuple[Path, Path], tmp_path: Path) -> None:
    plan_workbooks(*books, tmp_path / "plan", on=DAY)

    page = (tmp_path / "plan" / "report.html").read_text(encoding="utf-8")
    assert "示例甲" in page
    assert [name for name, *_rest in MEMBERS if name in page] == []


def test_rows_that_cannot_be_read_are_told_by_number(tmp_path: Path, books: tuple[Path, Path]) -> None:
    repeated = workbook(tmp_path / "twice.xlsx", FIRM_HEAD, (*FIRMS, FIRMS[0]))
    plan_workbooks(repeated, books[1], tmp_path / "plan", on=DAY)

    assert "企业台账第 7 行：与第 2 行重复" in (tmp_path / "plan" / "report.html").read_text(encoding="utf-8")


def test_a_missing_column_is_named(tmp_path: Path, books: tuple[Path, Path]) -> None:
    without = workbook(tmp_path / "bare.xlsx", ("姓名", "性别", "学历"), (("示例一", "女", "本科"),))

    with pytest.raises(UserError, match="所在党支部"):
        plan_workbooks(books[0], without, tmp_path / "plan", on=DAY)


def test_what_is_no_workbook_is_refused(tmp_path: Path, books: tuple[Path, Path]) -> None:
    (tmp_path / "notes.xlsx").write_text("不是表格", encoding="utf-8")

    with pytest.raises(WorkbookRefused):
        plan_workbooks(tmp_path / "notes.xlsx", books[1], tmp_path / "plan", on=DAY)


def test_nothing_to_plan_for_is_said(tmp_path: Path, books: tuple[Path, Path]) -> None:
    nobody = workbook(tmp_path / "nobody.xlsx", MEMBER_HEAD, (MEMBERS[6],))

    with pytest.raises(UserError, match="没有需要联合组建的企业"):
        plan_workbooks(books[0], nobody, tmp_path / "plan", on=DAY)
