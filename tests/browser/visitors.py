"""People at a browser: signed in or not, with their width, theme and language, each watched for what goes wrong."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Playwright, Response, expect

from tests.browser.installation import Installation

WIDE, NARROW = 1280, 360
PATIENCE = 60_000  # milliseconds; ends what hangs, also where two workers and their browsers share two cores
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_ANSWER = re.compile(r"the server responded with a status of 4\d\d")
expect.set_options(timeout=PATIENCE)


@dataclass
class Visitors:
    """Opens pages, and keeps what the browser complained about and which answers were errors of the server."""

    playwright: Playwright
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    visited: list[Installation] = field(default_factory=list)

    def open(
        self,
        installation: Installation,
        user: str = "",
        password: str = "",
        *,
        width: int = WIDE,
        height: int = 900,
        dark: bool = False,
        script: bool = True,
        english: bool = False,
    ) -> Page:
        """Return a page of an installation, signed in when a user is named."""
        context = self.browser.new_context(
            base_url=installation.address,
            storage_state=signed_in(self.playwright, installation, user, password) if user else None,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale="zh-CN",
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        self.visited.append(installation)
        if english:
            context.add_cookies([{"name": "runwu_language", "value": "en", "url": installation.address}])
        context.set_default_timeout(PATIENCE)
        return self._watched(context.new_page())

    def _watched(self, page: Page) -> Page:
        page.on("console", self._hear)
        page.on("pageerror", self._note)
        page.on("response", self._see)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _ANSWER.search(message.text):
            self.problems.append(message.text)

    def _note(self, error: Error) -> None:
        self.problems.append(str(error))

    def _see(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} {response.url}")

    def close(self) -> None:
        """Close all pages."""
        for context in self.contexts:
            context.close()


@contextmanager
def visiting(playwright: Playwright, browser: Browser) -> Iterator[Visitors]:
    """Receive visitors, and raise what their browsers complained about when they leave."""
    visitors = Visitors(playwright, browser)
    try:
        yield visitors
    finally:
        visitors.close()
    assert visitors.problems == [], "\n".join(one.complaints for one in visitors.visited)


_states: dict[tuple[str, str], Any] = {}


def signed_in(playwright: Playwright, installation: Installation, user: str, password: str) -> Any:
    """Return the cookies of a user, who signs in once: a second sign-in would end the first."""
    key = str(installation.office.folder), user
    if key not in _states:
        _states[key] = _sign_in(playwright, installation, user, password)
    return _states[key]


def _sign_in(playwright: Playwright, installation: Installation, user: str, password: str) -> Any:
    asking = playwright.request.new_context(base_url=installation.address)
    token = _TOKEN.search(asking.get("/account/login/").text())
    assert token is not None
    form = {"csrfmiddlewaretoken": token[1], "login": user, "password": password}
    answer = asking.post("/account/login/", form=form, headers={"Referer": installation.address}, max_redirects=0)
    assert answer.status == 302, f"{user} can't sign in: {answer.status}"
    state = asking.storage_state()
    asking.dispose()
    return state
