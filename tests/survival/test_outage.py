"""The database goes away while people work: pages say so and come back by themselves, the worker goes on."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from runwu.core.tests.office import Office as Folder
from tests.browser.installation import free_port
from tests.survival.clerk import Clerk
from tests.survival.cluster import Cluster, found_cluster
from tests.survival.crowd import Diary, Office, Person, together
from tests.survival.pages import Pages, serve
from tests.survival.victims import stop

pytestmark = [pytest.mark.survival, pytest.mark.slow, pytest.mark.postgres_only]
AWAY = float(os.environ.get("RUNWU_SURVIVAL_AWAY", "2"))  # seconds; make soak: 10
BEFORE, AFTER = 3, 8


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    cluster = found_cluster()
    yield cluster
    cluster.drop()


@pytest.fixture
def clerk(cluster: Cluster, tmp_path: Path) -> Iterator[Clerk]:
    office = Folder(tmp_path, cluster.url)
    office.run("from django.core.management import call_command as c; c('migrate', verbosity=0)")
    with closing(Clerk(office)) as clerk:
        clerk.call("found_park", firms=10)
        yield clerk


def go_away(cluster: Cluster) -> None:
    """Take the database away for a while, in the midst of the work."""
    time.sleep(BEFORE)
    cluster.stop()
    time.sleep(AWAY)
    cluster.start()


def test_people_and_worker_outlive_a_database_that_goes_away(
    cluster: Cluster, clerk: Clerk, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, (place, day) = clerk.call("new_plan"), clerk.call("place_and_day")
    office = Office(clerk.call("busy_firms", number=4), plan, clerk.call("units_of", plan=plan), place, day)
    sessions, port, diary = clerk.call("found_office_of", number=5).values(), free_port(), Diary()
    people = [Person(Pages(port, session), office, diary, seed) for seed, session in enumerate(sessions)]
    outage = threading.Thread(target=go_away, args=(cluster,))

    with ExitStack() as stack:
        for pid in (serve(clerk, port, processes=2), clerk.start("runwu", "worker")):
            stack.callback(stop, clerk, pid)
        outage.start()
        together([(person, [Person.read, Person.correct]) for person in people], BEFORE + AWAY + AFTER)
        outage.join()
        people[0].import_sheet()
        states = [people[0].pages.get(f"/enterprises/{firm}/").status for firm in office.firms]

    left = clerk.call("written_by_crowd", plan=plan)
    with capsys.disabled():
        print(f"\n{diary.unavailable} pages said that the database was away; read {diary.read}, {dict(diary.done)}")
    assert (diary.problems, states) == ([], [200] * 4)
    assert diary.unavailable > 0
    assert left["fact"] == left["fact_entries"] >= diary.done["fact"] > 0
    assert (left["imported"], clerk.call("verified")) == (10, [])
