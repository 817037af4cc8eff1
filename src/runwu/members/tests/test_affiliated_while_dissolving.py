"""A member comes to a branch at the very moment at which it ends (PostgreSQL, where two may really write)."""

import threading
import time
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, connections, transaction

from runwu.core.errors import Conflict
from runwu.members.models import Affiliation, PartyMember
from runwu.members.services import AffiliationInput, affiliate
from runwu.organizations.choices import OrganizationState
from runwu.organizations.models import Organization
from runwu.organizations.services import Paper, dissolve
from tests.world import World, build_world

ON = date(2026, 11, 18)
PAPER = Paper(number="示例委〔2026〕1号", issued_on=date(2026, 11, 16), authority="示例市委", on=ON)
COMING = date(2026, 11, 17)
PATIENCE = 60  # seconds; only a broken lock takes so long

pytestmark = [
    pytest.mark.django_db(databases=["default", "progress"], transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]


def _dissolve(world: World) -> None:
    dissolve(organization=world.near.branch, successor=world.near.next_branch, paper=PAPER, by=world.cast.staff)


def _come(world: World) -> None:
    affiliate([AffiliationInput(world.members.far, world.near.branch, COMING)])


def _meanwhile(first: Callable[[], None], second: Callable[[], None]) -> str:
    """Do the second act in another connection while the first is done but not committed; return how it ended."""
    ended: list[str] = []

    def run() -> None:
        try:
            second()
            ended.append("done")
        except Conflict:
            ended.append("conflict")
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        first()
        thread.start()
        _wait_until_somebody_waits()
        assert ended == []
    thread.join()
    return ended[0]


def _wait_until_somebody_waits() -> None:
    waiting = 0
    until = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while not waiting and time.monotonic() < until:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            waiting = cursor.fetchone()[0]
            time.sleep(0.01)
    assert waiting == 1


def _held(member: PartyMember) -> Organization:
    return Affiliation.objects.open().get(member=member).organization


def test_who_comes_while_a_branch_ends_waits_and_is_told(day: date) -> None:
    world = build_world()

    assert _meanwhile(lambda: _dissolve(world), lambda: _come(world)) == "conflict"
    assert _held(world.members.far) == world.far.branch
    assert not Affiliation.objects.open().filter(organization=world.near.branch).exists()


def test_who_came_just_before_goes_along(day: date) -> None:
    world = build_world()

    assert _meanwhile(lambda: _come(world), lambda: _dissolve(world)) == "done"
    assert _held(world.members.far) == world.near.next_branch
    assert Organization.objects.get(pk=world.near.branch.pk).state == OrganizationState.DISSOLVED
