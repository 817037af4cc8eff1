"""A plan and its adoption (联合党支部组建建议、采纳并上报、批复)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages.waiting import wait_for


@dataclass
class Plan:
    """A plan on its way from the computation to the approval."""

    page: Page
    script: bool = True

    def request(self) -> "Plan":
        """Start a computation and wait for the alternatives."""
        self.page.goto("/coverage/plans/")
        self.page.get_by_role("button", name="开始测算").click()
        wait_for(self.page, self.page.get_by_role("navigation", name="三个备选方案"), script=self.script)
        return self

    @property
    def groups(self) -> Locator:
        """Return the groups of the alternative that is shown."""
        return self.page.locator("#groups li.grp-i")

    def group_of(self, unit: str) -> Locator:
        """Return the group that holds an enterprise."""
        return self.groups.filter(has=self.page.locator("details li", has_text=unit))

    def place_of(self, unit: str) -> str:
        """Return the letter of the group that holds an enterprise."""
        return self.group_of(unit).locator("b.gl").inner_text()

    def show(self, profile: str) -> "Plan":
        """Show another alternative."""
        answer = self.page.goto(f"{self.page.url.partition('?')[0]}?profile={profile}")
        assert answer is not None
        assert answer.ok
        return self

    def open_choice(self, group: Locator) -> None:
        """Ask where the first enterprise of a group could go."""
        group.locator("summary").click()
        group.get_by_role("link", name="调整").first.click()
        expect(self.page.locator("input[name=target]").first).to_be_visible()

    def force_move(self, group: Locator) -> int:
        """Ask for a place that the rules refuse; return the status of the answer."""
        self.open_choice(group)
        self.page.locator("input[name=target][data-refused]").first.check()
        with self.page.expect_response("**/move*") as waiting:
            self.page.get_by_role("button", name="就这样调整").click()
        return waiting.value.status

    def take_back(self) -> "Plan":
        """Withdraw what was sent up."""
        self.page.get_by_role("link", name="撤回上报").click()
        self.page.locator("main form button[type=submit]").first.click()
        expect(self.page.get_by_text("已撤回").first).to_be_visible()
        return self

    def move(self, unit: str) -> "Plan":
        """Move an enterprise by hand to the first other place that is allowed."""
        group = self.group_of(unit)
        group.locator("summary").click()
        group.get_by_role("link", name=f"调整 {unit}").click()
        self.page.locator("input[name=target]:not([data-refused])").first.check()
        self.page.get_by_role("button", name="就这样调整").click()
        expect(self.page.get_by_role("button", name="撤回上一次调整")).to_be_visible()
        return self

    def undo(self) -> "Plan":
        """Undo the last move."""
        self.page.get_by_role("button", name="撤回上一次调整").click()
        expect(self.page.get_by_role("button", name="撤回上一次调整")).to_have_count(0)
        return self

    def adopt(self) -> "Plan":
        """Adopt the plan that is shown and send it up, having looked through the lists."""
        self.page.get_by_role("link", name="采纳并上报").click()
        self.page.get_by_label("我已逐项核对").check()
        self.page.get_by_role("button", name="采纳并上报").click()
        expect(self.page.get_by_text("待批复").first).to_be_visible()
        return self

    def approve(self, number: str, day: date, authority: str) -> "Plan":
        """Record the approval from above."""
        self.page.get_by_label("文号").first.fill(number)
        self.page.get_by_label("日期").first.fill(day.isoformat())
        self.page.get_by_label("批准机关").fill(authority)
        self.page.get_by_role("button", name="登记批复").click()
        expect(self.page.get_by_text("批复已登记")).to_be_visible()
        return self

    def download(self, link: str, folder: Path) -> Path:
        """Download what a link of just this name offers; the menu has longer ones."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=link, exact=True).first.click()
        target = folder / waiting.value.suggested_filename
        waiting.value.save_as(target)
        return target
