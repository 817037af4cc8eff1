"""Files that no ledger is: refused whole, in words, with nothing kept of their rows."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from runwu.core.errors import UserError
from runwu.core.imports.staged import number_of_rows
from runwu.core.models import BatchState, ImportBatch
from runwu.core.workbooks.tests.makers import sheet_xml, write_csv, write_package, write_password
from runwu.coverage.imports.tests.office import sheet, upload
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


def picture(folder: Path) -> Path:
    """Write something else under the name of a workbook."""
    path = folder / "台账.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return path


def only_headings(folder: Path) -> Path:
    """Write a ledger without any row."""
    return sheet(folder / "空.xlsx")


def locked(folder: Path) -> Path:
    """Write a ledger with a password."""
    return write_password(folder / "加密.xlsx", sheet(folder / "明.xlsx", ("示例大暑有限公司", "甲-1", 12)))


def bomb(folder: Path) -> Path:
    """Write a small zip that unfolds to 200 MB."""
    cell = '<row><c t="inlineStr"><is><t>' + "大" * 3000 + "</t></is></c></row>"
    return write_package(folder / "炸.xlsx", sheet_xml(cell for _row in range(22_000)))


def endless(folder: Path) -> Path:
    """Write a text table of two million rows."""
    rows = (("示例", number) for number in range(2_000_000))
    return write_csv(folder / "两百万.csv", (("企业名称", "职工人数"), *rows))


def half(folder: Path) -> Path:
    """Write a zip that is no workbook."""
    path = folder / "台账.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("说明.txt", "没有表格")
    return path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (picture, "不是表格"),
        (only_headings, "只有表头"),
        (locked, "打开密码"),
        (bomb, "展开后却大得不正常"),
        (endless, "200,000 行"),
        (half, "不是表格"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_in_words(
    make: Callable[[Path], Path], said: str, world: World, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=said):
        upload(make(tmp_path), by=world.cast.staff, park=world.near.park)

    batch = ImportBatch.objects.get()
    assert (batch.state, number_of_rows(batch)) == (BatchState.REFUSED, 0)
    assert all(batch.refusal[part] for part in ("happened", "rule", "now"))
