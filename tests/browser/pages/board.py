"""The park board (园区看板): its figures, each with the list behind it."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page


@dataclass
class Board:
    """The board that is open."""

    page: Page

    def figure(self, label: str) -> Locator:
        """Return one cell of the strip."""
        return self.page.locator("dl.figs .fig", has=self.page.get_by_text(label, exact=True))

    def figures(self) -> dict[str, str]:
        """Return the strip as it is written."""
        cells = self.page.locator("dl.figs .fig").all()
        return {cell.locator("dt").inner_text(): cell.locator(".v").inner_text() for cell in cells}

    def note(self, label: str) -> str:
        """Return the line below a figure."""
        return self.figure(label).locator(".pc").inner_text()

    def list_behind(self, label: str) -> int:
        """Open a figure and return how many rows its list says it has."""
        self.figure(label).locator("a").click()
        self.page.wait_for_selector("#list-count")
        return self.length()

    def length(self) -> int:
        """Return how many rows the list that is open says it has."""
        return int(self.page.locator("#list-count").inner_text().split()[1])
