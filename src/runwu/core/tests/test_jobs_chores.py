"""Work that comes round by itself."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import OperationalError

from runwu.core.jobs import chores, worker
from runwu.core.jobs.chores import Chore, Timetable, register_chore, run_chores
from runwu.core.jobs.runner import Shutdown


@pytest.fixture
def _no_other_chores() -> Iterator[None]:
    before = {chore.name: chore for chore in chores.chores()}
    chores._chores.clear()
    yield
    chores._chores.clear()
    chores._chores.update(before)


def _fail() -> None:
    raise RuntimeError("broken")


@pytest.mark.usefixtures("_no_other_chores")
def test_a_failing_chore_does_not_stop_the_others() -> None:
    done: list[str] = []
    register_chore("core.test.broken", timedelta(hours=1), _fail)
    register_chore("core.test.good", timedelta(hours=1), lambda: done.append("good"))

    outcome = run_chores()

    assert (outcome, done) == ({"core.test.broken": False, "core.test.good": True}, ["good"])


def test_the_chores_of_the_apps_are_found() -> None:
    names = {chore.name for chore in chores.chores()}

    assert "core.jobs.prune" in names


@pytest.mark.parametrize(("now", "due"), [(0.0, 1), (59.0, 0), (60.0, 1)])
def test_a_chore_is_due_at_the_start_and_then_by_its_period(now: float, due: int) -> None:
    timetable = Timetable((Chore("core.test.minute", timedelta(minutes=1), _fail),))
    first = list(timetable.due(0.0)) if now else []

    again = list(timetable.due(now))

    assert (len(first), len(again)) == (1 if now else 0, due)


class LockedAtFirst:
    """A queue whose database is locked at the first look and empty afterwards."""

    _run_tasks = max_tasks = looks = 0

    def run(self) -> None:
        self.looks += 1
        if self.looks == 1:
            raise OperationalError("database is locked")


@pytest.mark.django_db(databases=["default", "progress"])
def test_a_database_that_is_away_does_not_end_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Shutdown, "requested", False)
    monkeypatch.setattr(worker, "connections", type("NoConnections", (), {"close_all": staticmethod(lambda: None)}))
    queue = LockedAtFirst()

    worker._work(queue, Timetable(()), interval=0, until_idle=True)

    assert queue.looks == 2
