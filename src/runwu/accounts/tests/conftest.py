"""The gateway that tests of codes by SMS share."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from runwu.accounts.tests.sink import Sink, listening


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """Serve a sink and make it the gateway of the installation."""
    with listening() as found:
        settings.RUNWU_SMS_URL = found.url
        settings.RUNWU_SMS_TOKEN = "only-for-tests"
        yield found
