"""Importing a workbook (导入): upload, say what a column is, correct rows, write."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages.waiting import wait_for

LAST = re.compile("已写入|写入")


@dataclass
class Import:
    """One import on its way through the pages."""

    page: Page
    script: bool = True

    def upload(self, title: str, file: Path, choose: Mapping[str, str] | None = None) -> "Import":
        """Upload a workbook of a kind, from the list of imports, and wait until it was read; `choose` answers what is asked."""
        self.page.goto("/imports/")
        self.page.locator("main").get_by_role("link", name=title).first.click()
        self.page.get_by_label("工作簿").set_input_files(file)
        for label, answer in (choose or {}).items():
            self.page.get_by_label(label).select_option(label=answer)
        self.page.get_by_role("button", name="上传并读取").click()
        return self.wait_for_report()

    def wait_for_report(self) -> "Import":
        """Wait until every row has been looked at."""
        wait_for(self.page, self.page.get_by_role("heading", name="逐行报告"), script=self.script)
        return self

    def assign(self, column: str, meaning: str) -> "Import":
        """Say what a column is that nobody knows."""
        self.page.get_by_label(f"{column} 对应").select_option(label=meaning)
        self.page.get_by_role("button", name="按这样读取").click()
        expect(self.page.get_by_label(f"{column} 对应")).to_have_count(0)
        return self.wait_for_report()

    def figure(self, label: str) -> Locator:
        """Return a figure above the report."""
        return self.page.locator("dl.figs .fig", has=self.page.get_by_text(label, exact=True)).locator(".v")

    def row(self, name: str) -> Locator:
        """Return a row of the report."""
        return self.page.locator("#import tbody tr", has_text=name)

    def mend(self, name: str, cell: str, value: str) -> "Import":
        """Type a cell anew beside its mistake; the row leaves the rows with mistakes."""
        row = self.row(name)
        row.locator(f"input[name=cell-{cell}]").fill(value)
        row.get_by_role("button", name="改好").click()
        expect(self.row(name).locator(f"input[name=cell-{cell}]")).to_have_count(0)
        return self

    def mend_on_its_page(self, name: str, cell: str, value: str) -> "Import":
        """Type a cell anew on the page of the row."""
        self.row(name).get_by_role("link", name="看这一行").click()
        self.page.locator(f"#cell-{cell}").fill(value)
        self.page.get_by_role("button", name="保存并重新核对").click()
        return self.wait_for_report()

    def write(self, rows: int) -> "Import":
        """Write the good rows and wait until they are written."""
        self.page.get_by_role("button", name=f"写入 {rows} 行").click()
        wait_for(self.page, self.page.get_by_text(f"已写入 {rows} 行").first, script=self.script)
        return self

    def register(self, rows: int) -> "Import":
        """Register what differs and wait until it is."""
        self.page.get_by_role("button", name="登记对账").click()
        wait_for(self.page, self.page.get_by_text(f"核对了 {rows} 行").first, script=self.script)
        return self
