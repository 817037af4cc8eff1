"""The header is found below titles, on one row or two."""

from pathlib import Path

from runwu.core.workbooks.tests.makers import write_csv
from runwu.core.workbooks.tests.reading_of import reading_of, reading_of_file


def test_titles_above_the_header_are_passed(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        ("示例园区企业名称台账", None, None),
        ("填报单位：示例园区", None, "日期：2026年10月"),
        (),
        ("企业名称", "职工人数", "所属园区"),
        ("示例甲公司", 46, "东区"),
        merges=("A1:C1",),
    )

    assert (reading.header, reading.column("staff")) == ((4,), {5: 46})


def test_a_header_may_stand_beside_empty_columns(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, (), (None, None, "企业名称", None, "职工人数"), (None, None, "示例甲公司", None, 46))

    assert [match.heading.letter for match in reading.mapping.matches] == ["C", "E"]
    assert reading.column("staff") == {3: 46}


def test_a_column_without_heading_is_shown_with_its_values(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, ("企业名称", None, "职工人数"), ("示例甲公司", "东区", 46))

    nameless = reading.mapping.unrecognized[0].heading

    assert (nameless.letter, nameless.text, nameless.samples) == ("B", "", ("东区",))


def test_two_merged_rows_make_one_heading(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        ("企业名称", "从业情况", None),
        (None, "职工人数", "其中女性"),
        ("示例甲公司", 46, 20),
        merges=("A1:A2", "B1:C1"),
    )

    assert [match.heading.text for match in reading.mapping.matches] == [
        "企业名称",
        "从业情况/职工人数",
        "从业情况/其中女性",
    ]
    assert reading.column("staff") == {3: 46}


def test_a_heading_merged_down_is_kept_when_the_lower_row_names_as_much(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        ("示例园区企业台账", None, None, None),
        ("基本情况", None, None, "法人代表"),
        ("企业名称", "职工人数", "所属园区", None),
        ("示例甲公司", 46, "东区", "示例某某"),
        merges=("A1:D1", "D2:D3"),
    )

    assert [match.heading.text.rpartition("/")[2] for match in reading.mapping.matches] == [
        "企业名称",
        "职工人数",
        "所属园区",
        "法人代表",
    ]
    assert (reading.header, reading.column("staff")) == ((2, 3), {4: 46})


def test_a_column_merged_down_alone_makes_the_header_start_above(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        (None, None, "法人代表"),
        ("企业名称", "职工人数", None),
        ("示例甲公司", 46, "示例某某"),
        merges=("C1:C2",),
    )

    assert reading.header == (1, 2)
    assert [match.heading.text for match in reading.mapping.matches] == ["企业名称", "职工人数", "法人代表"]


def test_three_merged_rows_make_one_heading(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        ("企业名称", "规模", None, None),
        (None, "人员情况", None, "注册资本"),
        (None, "职工人数", "研发", None),
        ("示例甲公司", 46, 20, 500),
        merges=("A1:A3", "B1:D1", "B2:C2", "D2:D3"),
    )

    assert (reading.header, reading.column("staff"), reading.column("capital")) == ((1, 2, 3), {4: 46}, {4: 500})


def test_a_doubled_header_of_a_text_table_is_seen_by_its_gaps(tmp_path: Path) -> None:
    rows = [("企业名称", "人员情况", "", "所属园区"), ("", "职工人数", "研发", ""), ("示例甲公司", "46", "20", "东区")]

    reading = reading_of_file(write_csv(tmp_path / "a.csv", rows))

    assert [match.heading.text for match in reading.mapping.matches][1:3] == ["人员情况/职工人数", "人员情况/研发"]
    assert reading.column("park") == {3: "东区"}


def test_the_first_row_of_text_is_data_below_a_single_header(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, ("企业名称", "所属园区"), ("示例甲公司", "东区"), ("示例乙公司", "西区"))

    assert (reading.header, reading.column("park")) == ((1,), {2: "东区", 3: "西区"})


def test_a_header_without_any_known_name_is_taken_for_the_person_to_map(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, ("台账",), ("甲列", "乙列", "丙列"), ("x", 1, 2), ("y", 3, 4), merges=("A1:C1",))

    assert reading.header == (2,)
    assert [match.key for match in reading.mapping.matches] == [None, None, None]
