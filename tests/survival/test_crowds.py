"""Twenty people at once on PostgreSQL, one writer and five readers on SQLite: nothing lost, no error, no deadlock."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from runwu.core.tests.office import Office as Folder
from tests.browser.installation import free_port
from tests.survival.clerk import Clerk
from tests.survival.crowd import Acts, Diary, Office, Person, together
from tests.survival.pages import Pages, serve
from tests.survival.victims import stop

pytestmark = [pytest.mark.survival, pytest.mark.slow]
SECONDS = float(os.environ.get("RUNWU_SURVIVAL_SECONDS", "8"))
READS: Acts = [Person.read]
WRITES: Acts = [Person.read, Person.correct, Person.move, Person.set_aside, Person.renew]


@pytest.fixture
def clerk(office: Folder) -> Iterator[Clerk]:
    with closing(Clerk(office)) as clerk:
        clerk.call("found_park", firms=30)
        yield clerk


@pytest.fixture
def port(clerk: Clerk) -> Iterator[int]:
    """The port of a server with two processes, and a worker beside it."""
    port = free_port()
    with ExitStack() as stack:
        for pid in (serve(clerk, port, processes=2), clerk.start("runwu", "worker")):
            stack.callback(stop, clerk, pid)
        yield port


def office_of(clerk: Clerk) -> Office:
    plan = clerk.call("new_plan")
    place, day = clerk.call("place_and_day")
    return Office(clerk.call("busy_firms", number=4), plan, clerk.call("units_of", plan=plan), place, day)


def crowd_of(clerk: Clerk, port: int, office: Office, diary: Diary, number: int) -> list[Person]:
    sessions = clerk.call("found_office_of", number=number).values()
    return [Person(Pages(port, session), office, diary, seed) for seed, session in enumerate(sessions)]


def see_nothing_lost(clerk: Clerk, office: Office, diary: Diary, capsys: pytest.CaptureFixture[str]) -> None:
    """Compare what people were told with what is stored."""
    left = clerk.call("written_by_crowd", plan=office.plan)
    with capsys.disabled():
        print(f"\nread {diary.read}, done {dict(diary.done)}, refused {dict(diary.refused)}, left {left}")
    assert diary.problems == []
    assert (left["fact"], left["fact_entries"]) == (diary.done["fact"], diary.done["fact"])
    assert (left["plan"], left["plan_entries"]) == (diary.done["plan"], diary.done["plan"])
    assert (left["aside"], left["imported"]) == (diary.done["aside"], 10 * diary.done["import"])
    assert (left["deadlocks"], diary.unavailable, clerk.call("verified")) == (0, 0, [])


@pytest.mark.postgres_only
def test_twenty_people_lose_nothing(clerk: Clerk, port: int, capsys: pytest.CaptureFixture[str]) -> None:
    office, diary = office_of(clerk), Diary()
    people = crowd_of(clerk, port, office, diary, 20)
    acts: list[Acts] = [[Person.import_sheet], [Person.import_sheet], [Person.adopt, Person.read], *[WRITES] * 17]

    together(zip(people, acts, strict=True), SECONDS)

    see_nothing_lost(clerk, office, diary, capsys)
    assert min(diary.done[act] for act in ("fact", "plan", "import")) > 0


@pytest.mark.sqlite_only
def test_one_writer_and_five_readers_lose_nothing(clerk: Clerk, port: int, capsys: pytest.CaptureFixture[str]) -> None:
    office, diary = office_of(clerk), Diary()
    people = crowd_of(clerk, port, office, diary, 6)
    acts: list[Acts] = [[*WRITES, Person.import_sheet, Person.adopt], *[READS] * 5]

    together(zip(people, acts, strict=True), SECONDS)

    see_nothing_lost(clerk, office, diary, capsys)
