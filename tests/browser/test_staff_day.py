"""The day of the park's Party-affairs staff: from two untidy workbooks to a branch that stands in the tree."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.installation import SetUp
from tests.browser.pages.board import Board
from tests.browser.pages.importing import Import
from tests.browser.pages.planning import Plan
from tests.browser.pages.sign_in import sign_in
from tests.browser.visitors import Visitors
from tests.browser.workbooks import UNKNOWN_COLUMN, write_ledger, write_register

pytestmark = pytest.mark.browser
NEW_PASSWORD = "示例-春江-2026-潮水"
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()
MOVED = "示例清明线缆有限公司"


def first_sign_in(page: Page, office: SetUp) -> None:
    """Sign in with the password for one use, and set one's own."""
    sign_in(page, "staff", office.passwords["staff"])
    page.locator("input[name=oldpassword]").fill(office.passwords["staff"])
    page.locator("input[name=password1]").fill(NEW_PASSWORD)
    page.locator("input[name=password2]").fill(NEW_PASSWORD)
    page.get_by_role("button", name="保存新密码").click()
    page.goto("/")


def words_of_sheet(file: Path) -> str:
    """Return every cell of a workbook as one text."""
    rows = openpyxl.load_workbook(file).active.iter_rows(values_only=True)
    return " ".join(str(cell) for row in rows for cell in row)


def words_of_paper(file: Path) -> str:
    """Return the paragraphs and tables of a paper as one text."""
    paper = docx.Document(str(file))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return " ".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


@pytest.mark.parametrize(
    "script", [pytest.param(True, id="with-script", marks=pytest.mark.smoke), pytest.param(False, id="without-script")]
)
def test_a_day_from_two_untidy_workbooks_to_a_new_branch(
    visitors: Visitors, new_office: SetUp, tmp_path: Path, script: bool
) -> None:
    page = visitors.open(new_office.installation, script=script)
    first_sign_in(page, new_office)

    ledger = Import(page, script).upload("企业台账", write_ledger(tmp_path)).assign(UNKNOWN_COLUMN, "职工人数")
    expect(ledger.figure("错误")).to_have_text("3")
    ledger.mend("示例清明线缆", "credit_code", "").mend("示例立夏机电", "staff", "22")
    ledger.mend_on_its_page("示例谷雨模具", "provisional_number", "SL-05").write(8)
    register = Import(page, script).upload("党员名册", write_register(tmp_path))
    expect(register.figure("错误")).to_have_text("2")
    register.mend_on_its_page("示晚霞", "birth", "1990-03-01").mend("示秋露", "post", "").write(10)

    page.goto("/board/")
    board = Board(page)
    assert board.figures() == {
        "企业": "8",
        "投产": "7/8",
        "规上": "—",
        "职工": "380",
        "企业党员": "3/380",
        "党支部": "2",
        "指导员": "0",
    }

    plan = Plan(page, script).request()
    before = plan.place_of(MOVED)
    moved = plan.move(MOVED).place_of(MOVED)
    taken_back = plan.undo().place_of(MOVED)
    moved_again = plan.move(MOVED).place_of(MOVED)
    assert (moved != before, taken_back, moved_again) == (True, before, moved)
    assert MOVED in words_of_sheet(plan.download("清单", tmp_path))

    plan.adopt().approve("示例委〔2026〕1号", TODAY, "中共示例园区工作委员会")
    page.get_by_role("link", name="请示").click()
    expect(page.locator(".a4").first).to_contain_text("请示")
    assert MOVED in words_of_paper(plan.download("下载 Word", tmp_path))

    page.goto("/organizations/")
    expect(page.locator("main")).to_contain_text("联合支部")
    page.goto("/board/")
    assert board.figures()["党支部"] == "3"
