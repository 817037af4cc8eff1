"""Pictures of the guide (docs/guide/images), taken when RUNWU_SCREENSHOTS=1."""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.visitors import NARROW, WIDE

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "guide" / "images"
WANTED = os.environ.get("RUNWU_SCREENSHOTS") == "1"
_LARGEST = 300 * 1024
_STILL = "() => { scrollTo(0, 0); document.querySelectorAll('.toasts > *').forEach(one => one.remove()) }"


def look(page: Page, name: str, *, height: int = 960) -> None:
    """Take a picture of a page as a laptop and as a phone show it."""
    for width, tall in ((WIDE, height), (NARROW, 780)):
        page.set_viewport_size({"width": width, "height": tall})
        page.evaluate(_STILL)
        picture = page.screenshot(path=IMAGES / f"{name}-{width}.png", animations="disabled")
        assert len(picture) < _LARGEST, f"{name} is too large: {len(picture)} bytes"
    page.set_viewport_size({"width": WIDE, "height": height})
