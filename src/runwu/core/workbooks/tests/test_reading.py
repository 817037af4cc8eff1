"""Rows come out as values with their problems, at the place the person sees."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

from runwu.core.workbooks import Problem, Severity, choose_table, open_workbook, read_rows, recognize
from runwu.core.workbooks.tests.makers import write_csv
from runwu.core.workbooks.tests.reading_of import reading_of
from runwu.core.workbooks.tests.specs import SPECS

HEADER = ("序号", "企业名称", "职工人数", "投产日期", "是否在产", "注册资本", "企业类型")


def test_a_clean_row_is_values_by_key_with_what_the_cells_say(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, (), HEADER, (1, "示例甲公司", 46, dt.date(2024, 6, 1), "是", 500, "国企"))

    row = reading.rows[0]

    assert (row.number, row.problems, row.precision, row.has_errors) == (3, (), {}, False)
    assert row.values == {
        "name": "示例甲公司",
        "staff": 46,
        "opened": dt.date(2024, 6, 1),
        "active": True,
        "capital": Decimal(500),
        "form": "state",
    }
    assert row.raw["staff"] == "46"


def test_a_problem_names_row_and_column_as_the_sheet_does(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, (None, *HEADER), (None, 1, "示例甲公司", "４６人", "2024.6", None, None, None))

    assert reading.rows[0].problems == (
        Problem(
            2, "D", "staff", Severity.HINT, "unit_removed", "“４６人”里的全角数字或单位已去掉，记 46。", "不用改。"
        ),
        Problem(
            2,
            "E",
            "opened",
            Severity.HINT,
            "month_only",
            "日期写成“2024.6”，按 2024-06-01 记，精确到月。",
            "不用改；知道日子可以补上。",
        ),
    )
    assert reading.rows[0].precision == {"opened": "month"}
    assert not reading.rows[0].has_errors


def test_a_row_with_an_error_has_its_other_values(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, HEADER, (1, "示例甲公司", "很多", "2024-06-01", "是", "", ""))

    row = reading.rows[0]

    assert (row.has_errors, row.values["staff"], row.values["active"]) == (True, None, True)


def test_a_row_shorter_than_the_header_is_empty_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("企业名称,职工人数,所属园区\n示例甲公司,46\n示例乙公司,7,东区\n", encoding="utf-8")

    with open_workbook(path) as workbook:
        table = choose_table(workbook, SPECS).table
        rows = list(read_rows(table, recognize(table.columns, SPECS)))

    assert [row.values["park"] for row in rows] == [None, "东区"]


def test_values_that_are_equal_but_of_other_types_are_not_mixed_up(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, ("企业名称", "是否在产"), ("1", 1), (1, True), (True, "1"), (1.5, 0))

    assert reading.column("name") == {2: "1", 3: "1", 4: "TRUE", 5: "1.5"}
    assert reading.column("active") == {2: True, 3: True, 4: True, 5: False}


def test_rows_and_skipped_rows_together_are_all_rows_below_the_header(tmp_path: Path) -> None:
    rows = [HEADER, (1, "示例甲公司"), (), ("小计", "", "46"), (2, "示例乙公司"), (), (), ("备注：无",)]

    reading = reading_of(tmp_path, *rows)
    seen = {row.number for row in reading.rows}.union(*(range(row.number, row.last + 1) for row in reading.skipped))

    assert seen == set(range(2, len(rows) + 1))


def test_a_table_can_be_read_again_with_another_mapping(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [("企业名称", "别名"), ("示例甲公司", "示例乙公司")])

    with open_workbook(path) as workbook:
        table = choose_table(workbook, SPECS).table
        mapping = recognize(table.columns, SPECS)
        first = next(read_rows(table, mapping)).values
        second = next(read_rows(table, mapping.assign({"A": "", "B": "name"}))).values

    assert (first, second) == ({"name": "示例甲公司"}, {"name": "示例乙公司"})
