"""axe on a page: light and wide, dark and narrow, and nothing may need scrolling sideways."""

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.visitors import NARROW, WIDE

_RUN = "options => axe.run(options)"
_OPTIONS: dict[str, Any] = {"resultTypes": ["violations"]}
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_WIDTH = "document.scrollingElement.scrollWidth"


def axe(page: Page) -> list[str]:
    """Return what is wrong with a page as it stands.

    Both themes take their colours from the same variables at every width, and axe takes most of a page's time: each
    theme is asked at one width.
    """
    page.evaluate(Axe().axe_script)
    return [*_at(page, WIDE, "light"), *_at(page, NARROW, "dark")]


def _at(page: Page, width: int, theme: Literal["light", "dark"]) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900 if width == WIDE else 780})
    page.emulate_media(color_scheme=theme)
    page.evaluate(_DRAWN)
    found = [f"{width} {theme}: {problem}" for problem in _violations(page)]
    page.emulate_media(color_scheme="light")
    needs = page.evaluate(_WIDTH)
    return found + ([f"{width}: needs {needs} pixels"] if needs > width else [])


def _violations(page: Page) -> list[str]:
    found = page.evaluate(_RUN, _OPTIONS)["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
