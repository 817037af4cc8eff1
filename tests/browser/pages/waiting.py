"""Waiting for a job: the page asks by itself; without script a person asks again."""

import time

from playwright.sync_api import Locator, Page, expect

PATIENCE = 60.0


def wait_for(page: Page, sight: Locator, *, script: bool) -> None:
    """Wait until something shows, reloading the page where no script does it."""
    if script:
        expect(sight).to_be_visible(timeout=PATIENCE * 1000)
        return
    end = time.monotonic() + PATIENCE
    while not sight.is_visible():
        assert time.monotonic() < end, f"{sight} does not show: {page.locator('main').inner_text()[:500]}"
        page.wait_for_timeout(300)
        page.reload()
