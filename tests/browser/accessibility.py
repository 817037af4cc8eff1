"""axe on a page: in both themes and both widths, and nothing may need scrolling sideways."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.visitors import NARROW, WIDE

_RUN = "options => axe.run(options)"
_EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
_CONTRAST: dict[str, Any] = {**_EVERYTHING, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_WIDTH = "document.scrollingElement.scrollWidth"


def axe(page: Page) -> list[str]:
    """Return what is wrong with a page as it stands: everything in light, contrast once more in dark, in two widths."""
    page.evaluate(Axe().axe_script)
    return [problem for width in (WIDE, NARROW) for problem in _at(page, width)]


def _at(page: Page, width: int) -> list[str]:
    height = 900 if width == WIDE else 780
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="light")
    page.evaluate(_DRAWN)
    found = [f"{width}: {problem}" for problem in _violations(page, _EVERYTHING)]
    page.emulate_media(color_scheme="dark")
    found += [f"{width} dark: {problem}" for problem in _violations(page, _CONTRAST)]
    page.emulate_media(color_scheme="light")
    needs = page.evaluate(_WIDTH)
    return found + ([f"{width}: needs {needs} pixels"] if needs > width else [])


def _violations(page: Page, options: dict[str, Any]) -> list[str]:
    found = page.evaluate(_RUN, options)["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
