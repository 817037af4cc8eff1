"""What can't be read is refused with a cause, a rule and a way on."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from runwu.core.workbooks import Limits, WorkbookRefused, choose_table, open_workbook
from runwu.core.workbooks.messages import REFUSALS
from runwu.core.workbooks.refusal import refusal
from runwu.core.workbooks.tests.makers import (
    SheetPlan,
    damage,
    sheet_xml,
    write_csv,
    write_ods,
    write_openpyxl,
    write_package,
    write_password,
    write_xls,
)
from runwu.core.workbooks.tests.specs import SPECS

PLAN = SheetPlan("在册", (("企业名称", "职工人数"), ("示例甲公司", 46)))
MEBIBYTE = 1 << 20
ROW = "<row r='1'><c r='A1'><v>1</v></c></row>"
READ_IN_HALF_A_GIGABYTE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))
from runwu.core.workbooks import WorkbookRefused, open_workbook
try:
    open_workbook(sys.argv[1])
except WorkbookRefused as fault:
    print(fault.code)
"""


def refused(path: Path, limits: Limits | None = None) -> WorkbookRefused:
    with pytest.raises(WorkbookRefused) as caught, open_workbook(path, limits=limits or Limits()) as workbook:
        choose_table(workbook, SPECS)
    return caught.value


def refused_in_half_a_gigabyte(path: Path) -> str:
    command = [sys.executable, "-c", READ_IN_HALF_A_GIGABYTE, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603


def with_content(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def ods_with_password(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", b"\x00\x01")
        package.writestr("META-INF/manifest.xml", "<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>")
    return path


def xls_with_password(path: Path) -> Path:
    """Turn the record after the first one into the one that says “encrypted”."""
    data = write_xls(path, PLAN).read_bytes()
    return with_content(path, data.replace(b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00", 1))


def word_document(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<document/>")
    return path


def renamed_sheet_type(path: Path) -> Path:
    """Make a workbook of which the only sheet is a chart sheet."""
    plain = write_package(path.with_suffix(".tmp"), sheet_xml(()))
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"relationships/worksheet", b"relationships/chartsheet"))
    return path


def with_doctype(path: Path) -> Path:
    text = b'<!DOCTYPE worksheet [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>'
    return write_package(path, [text])


def with_doctype_beside(path: Path) -> Path:
    part = b'<!DOCTYPE sst [<!ENTITY a "aaaa">]><sst><si><t>&a;</t></si></sst>'
    return write_package(path, sheet_xml(("<row r='1'><c r='A1'><v>1</v></c></row>",)), {"sharedStrings.xml": part})


CASES: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "empty file": ("empty_file", lambda path: with_content(path, b"")),
    "blank file": ("empty_file", lambda path: with_content(path, b"\n\n  ")),
    "pdf": ("not_a_workbook", lambda path: with_content(path, b"%PDF-1.7 ...")),
    "picture": ("not_a_workbook", lambda path: with_content(path, b"\x89PNG\r\n\x1a\n")),
    "web page called xls": ("not_a_workbook", lambda path: with_content(path, b"<html><table><tr><td>1</td></tr>")),
    "word": ("not_a_workbook", word_document),
    "binary text": ("not_a_workbook", lambda path: with_content(path, b"a,b\n\x01\x02\x03,4\n")),
    "no known encoding": ("encoding", lambda path: with_content(path, b"a,b\n\xff\xff\xff,4\n")),
    "xlsx with password": ("password", lambda path: write_password(path, write_openpyxl(path.with_name("p"), PLAN))),
    "xls with password": ("password", xls_with_password),
    "ods with password": ("password", ods_with_password),
    "xlsx cut short": ("corrupt", lambda path: damage(path, write_openpyxl(path.with_name("p"), PLAN), 0.7)),
    "xls cut short": ("corrupt", lambda path: damage(path, write_xls(path.with_name("p"), PLAN), 0.3)),
    "ods cut short": ("corrupt", lambda path: damage(path, write_ods(path.with_name("p"), PLAN), 0.7)),
    "xml cut short": ("corrupt", lambda path: write_package(path, [b"<worksheet><sheetData><row r='1'>"])),
    "unclosed quote": (
        "unclosed_quote",
        lambda path: with_content(path, '企业名称,地址\n"示例,东区\n乙,西区\n'.encode()),
    ),
    "document type": ("dtd", with_doctype),
    "document type beside": ("dtd", with_doctype_beside),
    "only a chart": ("no_worksheet", renamed_sheet_type),
    "nothing in it": ("empty_workbook", lambda path: write_openpyxl(path, SheetPlan("空", ()))),
    "nothing in the csv": ("empty_workbook", lambda path: with_content(path, b",,,\n,,,\n")),
    "header only": ("no_rows", lambda path: write_csv(path, [("企业名称", "职工人数")])),
    "header and notes only": (
        "no_rows",
        lambda path: write_csv(path, [("企业名称", "职工人数", "园区"), ("备注：无",)]),
    ),
    "no header": ("no_header", lambda path: write_csv(path, [(1, 2, 3), (4, 5, 6)])),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_is_no_readable_table_is_refused(case: str, tmp_path: Path) -> None:
    code, make = CASES[case]

    assert refused(make(tmp_path / "upload.xlsx")).code == code


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_says_what_happened_by_which_rule_and_what_to_do(code: str) -> None:
    text = REFUSALS[code]

    assert all(part.endswith("。") for part in text)


def test_a_refusal_keeps_its_parts_through_a_job_queue() -> None:
    copied = refusal("password").__reduce__()

    assert copied[1][0] == "password"


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "xls", "ods"])
def test_a_row_more_than_the_limit_is_refused(suffix: str, tmp_path: Path) -> None:
    rows = (("企业名称", "职工人数"), *((f"示例{number}公司", number) for number in range(30)))
    write = {"csv": lambda p: write_csv(p, rows), "xlsx": lambda p: write_openpyxl(p, SheetPlan("在册", rows))}
    write |= {
        "xls": lambda p: write_xls(p, SheetPlan("在册", rows)),
        "ods": lambda p: write_ods(p, SheetPlan("在册", rows)),
    }

    fault = refused(write[suffix](tmp_path / "a"), Limits(rows=20, slack=5))

    assert (fault.code, "20 行" in fault.rule) == ("too_many_rows", True)


def test_exactly_as_many_rows_as_the_limit_are_read(tmp_path: Path) -> None:
    rows = (("企业名称", "职工人数"), *((f"示例{number}公司", number) for number in range(20)))

    with open_workbook(write_csv(tmp_path / "a.csv", rows), limits=Limits(rows=20, slack=5)) as workbook:
        assert len(list(choose_table(workbook, SPECS).table.rows())) == 20


def test_a_bomb_of_one_repeated_text_is_refused_by_its_ratio(tmp_path: Path) -> None:
    pieces = (b"<worksheet><sheetData>", *[b" " * MEBIBYTE] * 200, b"</sheetData></worksheet>")

    assert refused(write_package(tmp_path / "a.xlsx", pieces)).code == "inflates_too_much"


def test_a_part_that_inflates_beyond_what_the_directory_says_is_refused(tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.xlsx", (b"<worksheet>", *[b" " * MEBIBYTE] * 3, b"</worksheet>"))
    size = 3 * MEBIBYTE + len(b"<worksheet></worksheet>")
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (900).to_bytes(4, "little")))

    assert refused(path).code == "inflates_too_much"


def test_a_bomb_that_hides_beside_the_sheets_is_refused(tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.xlsx", sheet_xml((ROW,)), {"media/picture.png": bytes(9 * MEBIBYTE)})

    assert refused(path).code == "inflates_too_much"


def test_reading_stops_when_the_budget_is_spent(tmp_path: Path) -> None:
    rows = (f"<row r='{n}'><c r='A{n}'><v>{n * 7919}</v></c></row>" for n in range(1, 40_000))
    path = write_package(tmp_path / "a.xlsx", sheet_xml(rows))

    assert refused(path, Limits(inflated_bytes=MEBIBYTE)).code == "inflates_too_much"


@pytest.mark.slow
def test_two_million_rows_are_refused_within_half_a_gigabyte(tmp_path: Path) -> None:
    rows = (
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>{n * 17}</v></c></row>' for n in range(1, 2_000_001)
    )
    path = write_package(tmp_path / "a.xlsx", sheet_xml(rows))

    assert refused_in_half_a_gigabyte(path) == "too_many_rows"


@pytest.mark.slow
def test_a_bomb_of_two_hundred_megabytes_is_refused_within_half_a_gigabyte(tmp_path: Path) -> None:
    texts = (f"<si><t>{n * 7919:x}{n * 104729:x}</t></si>".encode() for n in range(6_000_000))
    path = write_package(tmp_path / "a.xlsx", sheet_xml((ROW,)), {"sharedStrings.xml": b"".join(texts)})

    assert refused_in_half_a_gigabyte(path) == "inflates_too_much"


def test_two_million_lines_of_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("企业名称,职工人数\n".encode() + "示例公司,46\n".encode() * 2_000_000)

    assert refused(path).code == "too_many_rows"


@pytest.mark.parametrize("far", ["XFD2", "ZZ200000", "BZ1048576"])
def test_a_cell_far_away_is_refused_before_the_gap_is_allocated(far: str, tmp_path: Path) -> None:
    row = int(far.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    rows = ("<row r='1'><c r='A1'><v>1</v></c></row>", f"<row r='{row}'><c r='{far}'><v>1</v></c></row>")

    assert refused(write_package(tmp_path / "a.xlsx", sheet_xml(rows))).code == "too_sparse"


def test_a_cell_that_contradicts_its_row_can_not_hide_how_far_away_it_is(tmp_path: Path) -> None:
    rows = ("<row r='1'><c r='A1'><v>1</v></c><c r='CZ1048576'><v>1</v></c></row>",)

    assert refused(write_package(tmp_path / "a.xlsx", sheet_xml(rows))).code == "too_sparse"


def test_styled_empty_cells_far_away_do_no_harm(tmp_path: Path) -> None:
    rows = (
        "<row r='1'><c r='A1' t='inlineStr'><is><t>企业名称</t></is></c><c r='XFD1' s='0'/></row>",
        "<row r='2'><c r='A2' t='inlineStr'><is><t>示例甲公司</t></is></c></row><row r='1048576'/>",
    )

    with open_workbook(write_package(tmp_path / "a.xlsx", sheet_xml(rows))) as workbook:
        assert len(list(workbook.sheet("在册").rows())) == 2


def test_repeated_cells_of_an_open_document_count_as_often_as_they_repeat(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", PLAN)
    bomb = tmp_path / "b.ods"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bomb, "w") as target:
        for name in source.namelist():
            target.writestr(
                name,
                source.read(name).replace(
                    b"<table:table-row>", b'<table:table-row table:number-rows-repeated="900000">'
                ),
            )

    assert refused(bomb).code == "too_many_rows"


def test_a_file_beyond_the_size_limit_is_refused_unread(tmp_path: Path) -> None:
    path = with_content(tmp_path / "a.csv", b"a,b\n" * 1_000_000)

    assert refused(path, Limits(file_bytes=MEBIBYTE)).code == "too_big"


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    assert refused(with_content(tmp_path / "a.csv", b"a" * 3 * MEBIBYTE)).code == "long_line"


def test_a_package_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.xlsx", sheet_xml(()), {f"x{n}.xml": b"" for n in range(50)})

    assert refused(path, Limits(parts=40)).code == "too_many_parts"


@pytest.mark.parametrize(
    "declared", ['uniqueCount="99999999999"', "uniqueCount='99999999'", 'uniqueCount   =\n  "99999999999"']
)
@pytest.mark.parametrize("padding", [0, (1 << 18) - 30])
def test_a_package_that_declares_a_huge_table_of_texts_is_refused(padding: int, declared: str, tmp_path: Path) -> None:
    part = f"<sst{' ' * padding} {declared}><si><t>a</t></si></sst>".encode()
    path = write_package(tmp_path / "a.xlsx", sheet_xml((ROW,)), {"sharedStrings.xml": part})

    assert refused(path).code == "corrupt"


def test_an_old_workbook_that_declares_a_huge_table_of_texts_is_refused(tmp_path: Path) -> None:
    data = bytearray(write_xls(tmp_path / "a.xls", PLAN).read_bytes())
    at = data.index(b"\xfc\x00", 512)
    data[at + 8 : at + 12] = b"\xff\xff\xff\x7f"

    assert refused(with_content(tmp_path / "b.xls", bytes(data))).code == "corrupt"


def test_an_old_workbook_that_declares_huge_sheets_is_read_all_the_same(tmp_path: Path) -> None:
    data = bytearray(write_xls(tmp_path / "a.xls", PLAN).read_bytes())
    at = data.index(b"\x00\x02\x0e\x00")
    data[at + 4 : at + 18] = bytes.fromhex("00000000 ffffffff 0000 ffff 0000")

    with open_workbook(with_content(tmp_path / "b.xls", bytes(data))) as workbook:
        assert list(workbook.sheet("在册").rows())[1] == (2, ["示例甲公司", 46])


def test_a_loop_in_an_old_container_ends(tmp_path: Path) -> None:
    data = bytearray(write_xls(tmp_path / "a.xls", PLAN).read_bytes())
    data[0x44:0x4C] = (0).to_bytes(4, "little") + (99).to_bytes(4, "little")

    assert refused(with_content(tmp_path / "b.xls", bytes(data))).code in ("corrupt", "not_a_workbook")


def test_a_refused_file_can_be_deleted_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()

    refused(word_document(folder / "a.xlsx"))
    shutil.rmtree(folder)

    assert not folder.exists()
