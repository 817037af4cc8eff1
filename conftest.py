"""What every test needs: the clock, the world, and clients that have signed in."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from runwu.accounts.models import User
from tests.audit_triggers import let_flush_empty_the_audit_tables
from tests.world import DAY, World, build_world

let_flush_empty_the_audit_tables()

ClientAs = Callable[[User | None], Client]


@pytest.fixture
def day() -> Iterator[date]:
    """Stop the clock in the morning of the day the world stands on."""
    morning = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    with time_machine.travel(morning, tick=False):
        yield DAY


@pytest.fixture
def world(db: None, day: date) -> World:
    """Build the named cast with the restricted member."""
    return build_world()


@pytest.fixture
def client_as() -> ClientAs:
    """Return a function that gives a client signed in as somebody, or an anonymous one for None."""

    def signed_in_client(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in_client
