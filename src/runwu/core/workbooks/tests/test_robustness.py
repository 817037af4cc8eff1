"""Whatever a file holds, it is read or refused; nothing else happens."""

import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runwu.core.workbooks import ColumnSpec, Severity, WorkbookRefused
from runwu.core.workbooks.cells.reader import cell_reader
from runwu.core.workbooks.tests.makers import SAVED, sheet_xml, write_package
from runwu.core.workbooks.tests.reading_of import reading_of_file
from runwu.core.workbooks.tests.specs import SPECS
from runwu.core.workbooks.values import RawValue

SHARED_FOLDER = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
OLD = (SAVED / "pages.xls").read_bytes()
OPEN = zipfile.ZipFile(SAVED / "open.ods").read("content.xml")
CHANGES = st.lists(st.tuples(st.integers(0, 1 << 16), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6)
RAW = st.one_of(
    st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.times(), st.timedeltas()
)


def changed(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    content = bytearray(data)
    for at, piece in changes:
        start = at % len(content)
        content[start : start + len(piece)] = piece
    return bytes(content)


def ends_well(path: Path, content: bytes) -> bool:
    """Return whether the content was read or refused; anything else raises."""
    path.write_bytes(content)
    try:
        reading_of_file(path)
    except WorkbookRefused as fault:
        return all((fault.happened, fault.rule, fault.now))
    return True


@SHARED_FOLDER
@given(st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    assert ends_well(tmp_path / "a", content)


@SHARED_FOLDER
@given(st.text(max_size=400))
def test_any_text(tmp_path: Path, content: str) -> None:
    assert ends_well(tmp_path / "a", content.encode("utf-8", "surrogatepass"))


@SHARED_FOLDER
@given(CHANGES)
def test_an_old_workbook_with_wrong_bytes(tmp_path: Path, changes: list[tuple[int, bytes]]) -> None:
    assert ends_well(tmp_path / "a", changed(OLD, changes))


@SHARED_FOLDER
@given(CHANGES)
def test_an_open_document_with_wrong_content(tmp_path: Path, changes: list[tuple[int, bytes]]) -> None:
    path = tmp_path / "b"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", changed(OPEN, changes))

    assert ends_well(tmp_path / "a", path.read_bytes())


@SHARED_FOLDER
@given(st.lists(st.tuples(st.text("AZ019", max_size=9), st.sampled_from("nsbe"), st.text("09.-E", max_size=6))))
def test_cells_with_any_number_type_and_value(tmp_path: Path, cells: list[tuple[str, str, str]]) -> None:
    row = "".join(f'<c r="{place}" t="{kind}"><v>{value}</v></c>' for place, kind, value in cells)
    path = write_package(tmp_path / "b", sheet_xml((f'<row r="1">{row}</row>',)))

    assert ends_well(tmp_path / "a", path.read_bytes())


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SPECS), RAW)
def test_a_value_of_any_type_is_kept_dropped_or_an_error(spec: ColumnSpec, raw: RawValue) -> None:
    cell = cell_reader(spec)(raw)

    faulty = any(problem.severity is Severity.ERROR for problem in cell.problems)
    assert not (faulty and cell.value is not None)
