"""The design system in a browser: accessible in both themes and widths, usable by keyboard and without script."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from runwu.core.tests.gallery import settings as gallery_settings

pytestmark = pytest.mark.browser

FLAGS = "--no-sandbox --headless --disable-gpu --no-first-run --disable-background-networking --disable-sync"
PAGES = ["", "refused", "mistake", "paper", "page/account-login", "page/account-locked", "page/404"]
WIDE, NARROW = 1280, 360


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": "/usr/bin/chromium", "args": [*FLAGS.split(), "--disable-component-update"]}


@pytest.fixture(autouse=True)
def _gallery(settings: Settings) -> None:
    settings.ROOT_URLCONF = gallery_settings.ROOT_URLCONF
    settings.TEMPLATES = gallery_settings.TEMPLATES
    settings.MIDDLEWARE = gallery_settings.MIDDLEWARE


@pytest.fixture
def site(_gallery: None) -> Iterator[str]:
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_page_is_accessible_and_fits(site: str, page: Page, address: str, theme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/{address}?theme={theme}")

    violations = Axe().run(page).response["violations"]

    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_check_itself_finds_what_is_wrong(site: str, page: Page) -> None:
    page.goto(site)
    page.evaluate("document.querySelector('h1').append(new Image())")

    assert [found["id"] for found in Axe().run(page).response["violations"]] == ["image-alt"]


def test_nothing_breaks_the_content_policy(site: str, page: Page) -> None:
    said: list[tuple[str, str]] = []
    page.on("console", lambda message: said.append((message.type, message.text)))
    page.goto(site)
    page.locator("#typed").fill("2026-12-01")

    assert [text for kind, text in said if kind == "error"] == []


def test_control_k_leads_to_the_command_box(site: str, page: Page) -> None:
    page.goto(site)
    page.keyboard.press("Control+k")

    expect(page.locator("input[name=q]")).to_be_focused()


def test_a_button_that_asks_opens_its_question_and_escape_leaves_it(site: str, page: Page) -> None:
    page.goto(site)
    page.locator("[data-confirm=assign]").click()
    expect(page.locator("dialog#assign")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator("dialog#assign")).to_be_hidden()


def test_a_refusal_stands_above_the_form_and_what_was_typed_stays(site: str, page: Page) -> None:
    page.goto(site)
    page.locator("#typed").fill("2026-12-01")

    page.locator("#send").click()

    expect(page.locator("#refusal .vd.no")).to_be_visible()
    expect(page.locator("#typed")).to_have_value("2026-12-01")


def test_arrows_walk_the_results_table(site: str, page: Page) -> None:
    page.goto(site)
    page.locator("table[data-rows] tbody a").first.focus()

    page.keyboard.press("ArrowDown")

    expect(page.locator("table[data-rows] tbody a").nth(1)).to_be_focused()


def test_without_script_chips_menus_and_the_phone_navigation_open(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": NARROW, "height": 800})
    page = context.new_page()
    page.goto(site)

    page.locator("details.clause > summary").first.click()
    expect(page.locator("details.clause > .law").first).to_be_visible()
    page.locator(".menu-open").click()
    expect(page.locator("#nav a.n").first).to_be_visible()
    context.close()
