"""What every test needs: the clock, the world, and clients that have signed in."""

import os
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine
from django.conf import settings
from django.db import connections, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from runwu.accounts.models import User
from runwu.core.tests.office import Office, open_branch
from tests.audit_triggers import let_flush_empty_the_audit_tables
from tests.kept_world import WorldKeeper, uses_real_transactions
from tests.migrated import begin_with_migrated_copies, founded
from tests.world import CAST, DAY, World, build_world

# a change is judged by the same examples as the change before it; `make soak` tries others every time
hypothesis.settings.register_profile("same", derandomize=True)
hypothesis.settings.load_profile(os.environ.get("RUNWU_EXAMPLES", "same"))

let_flush_empty_the_audit_tables()
begin_with_migrated_copies()

ClientAs = Callable[[User | None], Client]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what asks for the other database."""
    other = "sqlite_only" if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else "postgres_only"
    if item.get_closest_marker(other):
        pytest.skip(f"{other}: runs on the other database")


# files of minutes: they begin first, so that no worker of several ends alone with one of them
LONG = frozenset(
    "test_access_battery test_restricted_member_leaks_nowhere test_processes test_access_out_of_reach test_interrupted "
    "test_jobs_worker test_overrides_reach_pages test_accessible_pages".split()
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files first."""
    items.sort(key=lambda item: item.path.stem not in LONG)


MORNING = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Close the second connection (`progress`) before PostgreSQL's test database is dropped."""
    yield
    with django_db_blocker.unblock():
        connections["progress"].close()


@pytest.fixture
def day() -> Iterator[date]:
    """Stop the clock in the morning of the day the world stands on."""
    with time_machine.travel(MORNING, tick=False):
        yield DAY


@pytest.fixture(scope="session")
def world_keeper(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[WorldKeeper]:
    """Keep one world for all tests in a row that ask for it."""
    keeper = WorldKeeper(django_db_blocker)
    yield keeper
    keeper.close()


@pytest.fixture
def kept_world() -> None:
    """Ask for the kept world around the test's own transaction; `world` is its copy."""


@pytest.fixture
def _world_around(request: pytest.FixtureRequest, world_keeper: WorldKeeper) -> None:
    if "kept_world" in request.fixturenames and not uses_real_transactions(request.node):
        with time_machine.travel(MORNING, tick=False):
            world_keeper.open()
    else:
        world_keeper.close()


@pytest.fixture
def _django_db_helper(_world_around: None, _django_db_helper: None) -> None:
    """Open the kept world, or close it, before pytest-django opens the transaction of a test."""


@pytest.fixture
def world(kept_world: None, world_keeper: WorldKeeper, db: None, day: date) -> World:
    """Return the named cast with the restricted member, as the test's own."""
    return world_keeper.copy() or build_world()


@pytest.fixture(scope="module")
def module_world(world_keeper: WorldKeeper, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Build the world once for a module; tests take `standing_world`, which takes back what they change."""
    world_keeper.close()
    around = transaction.atomic()
    with time_machine.travel(MORNING, tick=False), django_db_blocker.unblock():
        around.__enter__()
        built = build_world()
    yield built
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def standing_world(module_world: World, db: None, day: date) -> World:
    """Return the world that a whole module shares; whatever a test changes is taken back by its own transaction."""
    return module_world


@pytest.fixture(scope="module")
def sign_ins(module_world: World, django_db_blocker: DjangoDbBlocker) -> dict[int, str]:
    """Sign everybody of the cast in, once for a module, and return their session keys by user."""
    with time_machine.travel(MORNING, tick=False), django_db_blocker.unblock():
        users = [getattr(module_world.cast, who) for who in CAST]
        return {user.pk: signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value for user in users}


@pytest.fixture
def standing_client_as(sign_ins: dict[int, str]) -> ClientAs:
    """Return a function that gives a client with the session that somebody of the module's cast has."""

    def client_of(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = sign_ins[user.pk]
        return client

    return client_of


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Found, once in a run, an installation that nobody has used yet; tests open branches of it."""
    office = founded(tmp_path_factory.mktemp("empty"))
    yield office
    office.close()


@pytest.fixture
def office(empty_office: Office, tmp_path: Path) -> Iterator[Office]:
    """Open an installation of the test's own."""
    branch = open_branch(empty_office, tmp_path / "office")
    yield branch
    branch.close()


@pytest.fixture
def client_as() -> ClientAs:
    """Return a function that gives a client signed in as somebody, or an anonymous one for None."""
    return lambda user: Client() if user is None else signed_in(user)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
