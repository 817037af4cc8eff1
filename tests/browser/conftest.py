"""What browser tests need: Chromium, installations with everybody's data, and visitors who are watched."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright

from runwu.core.tests.office import Office, open_branch
from tests.browser.filling import FILL
from tests.browser.installation import Installation, SetUp, serve, serve_demo, set_up
from tests.browser.journeys import Park
from tests.browser.looking import WANTED
from tests.browser.visitors import Visitors, visiting

_FLAGS = (
    "--lang=zh-CN --no-sandbox --headless --disable-gpu --no-first-run --disable-background-networking --disable-sync"
)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": "/usr/bin/chromium", "args": [*_FLAGS.split(), "--disable-component-update"]}


@pytest.fixture
def visitors(playwright: Playwright, browser: Browser) -> Iterator[Visitors]:
    """Receive visitors; what their browsers complain about fails the test."""
    with visiting(playwright, browser) as received:
        yield received


def _served(empty: Office, folder: Path) -> Installation:
    return serve(open_branch(empty, folder))


@pytest.fixture(scope="session")
def town(empty_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Serve the world of the named cast (tests/world.py)."""
    installation = _served(empty_office, tmp_path_factory.mktemp("town"))
    yield installation
    installation.close()


@pytest.fixture(scope="session")
def places(town: Installation) -> dict[str, Any]:
    """Fill the town, and return the address of every line of the access table."""
    addresses: dict[str, Any] = town.run(FILL)
    return addresses


@pytest.fixture(scope="session")
def village(empty_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Serve a park in which there is nothing yet."""
    installation = _served(empty_office, tmp_path_factory.mktemp("village"))
    installation.run("tests.browser.filling:found_empty_park()")
    yield installation
    installation.close()


@pytest.fixture
def new_office(empty_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SetUp]:
    """Serve an installation on its first day: one park, its committees, two accounts."""
    found = set_up(open_branch(empty_office, tmp_path_factory.mktemp("office")))
    yield found
    found.installation.close()


@pytest.fixture(scope="session")
def kept_demo(empty_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SetUp]:
    """Serve a demo park that all journeys share; each goes with people of its own."""
    found = serve_demo(open_branch(empty_office, tmp_path_factory.mktemp("journeys")))
    yield found
    found.installation.close()


@pytest.fixture
def park(visitors: Visitors, kept_demo: SetUp) -> Park:
    """Receive whoever goes on a journey through the shared demo park."""
    return Park(visitors, kept_demo)


@pytest.fixture(scope="module")
def demo(empty_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SetUp]:
    """Serve the demo park, loaded anew for each file of tests."""
    found = serve_demo(open_branch(empty_office, tmp_path_factory.mktemp("demo")))
    yield found
    found.installation.close()


@pytest.fixture(scope="session")
def province(empty_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SetUp]:
    """Serve the demo province at a hundredth of its size, for the guide's pictures at a twentieth."""
    office = open_branch(empty_office, tmp_path_factory.mktemp("province"))
    found = serve_demo(office, "--province", "--scale", "0.05" if WANTED else "0.01")
    yield found
    found.installation.close()
