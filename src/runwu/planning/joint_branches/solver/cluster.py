"""The same per-park work on a Dask cluster (集群测算), where somebody names one; the answer is that of one process.

What travels are ids, counts of members and prices; no names. Workers need this package and one thread each, since the
solvers of one process are not meant to run side by side.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any
from uuid import uuid4

from ..errors import ClusterAway
from ..limits import Share, Watch
from .model import starting_share
from .parallel import Crew, Signs, Task, solve_with
from .park import ParkOutcome, ParkSolver, Start
from .status import Status

CONNECT = 10.0  # seconds until a cluster that does not answer counts as away
LOOK = 1.0  # seconds between two looks of a worker at the wish to cancel


def solve_on_cluster(tasks: list[Task], *, address: str, watch: Watch, status: Status) -> list[ParkOutcome]:
    """Solve parks on the cluster at an address, such as tcp://10.0.0.5:8786.

    Raises ClusterAway where it cannot be reached, its package is missing, or it goes away with the work.
    """
    try:
        with _crew(address) as crew:
            return solve_with(crew, tasks, watch=watch, status=status)
    except Exception as error:
        if not _of_the_cluster(error):
            raise
        raise ClusterAway(address, str(error) or type(error).__name__) from error


def _of_the_cluster(error: Exception) -> bool:
    """Tell whether the network, the cluster or its package failed; killed workers are no common class there."""
    named = type(error).__module__.partition(".")[0]
    return isinstance(error, ImportError | OSError | CancelledError) or named == "distributed"


@contextmanager
def _crew(address: str) -> Iterator[Crew]:
    """Connect, listen to what the workers tell under a name of this run, and leave nothing behind."""
    distributed = importlib.import_module("distributed")
    name = f"runwu-{uuid4()}"
    heard: SimpleQueue[tuple[int, int, int]] = SimpleQueue()
    with distributed.Client(address, timeout=CONNECT, set_as_default=False) as client:
        workers = sum(client.nthreads().values())
        if not workers:
            raise OSError("no worker is connected")
        client.subscribe_topic(name, lambda event: heard.put(tuple(event[1])))
        halt = distributed.Event(name, client=client)
        try:
            yield _Crew(client.get_executor(pure=False), Signs(heard, halt), workers, name)
        finally:
            client.unsubscribe_topic(name)
            halt.clear()


class _Crew(Crew):
    """Workers elsewhere: they hear of the wish to cancel, and tell how far they are, under the name of the run."""

    def __init__(self, pool: Executor, signs: Signs, workers: int, name: str) -> None:
        super().__init__(pool, signs, workers)
        self.name = name

    def start(self, task: Task) -> Future[Start]:
        return self.pool.submit(_start, task, self.name)

    def run(self, task: Task, start: Start) -> Future[ParkOutcome]:
        return self.pool.submit(_run, task, start, self.name)


class _Halt:
    """The wish to cancel as a worker hears it: asked for over the network, so not at every step."""

    def __init__(self, name: str) -> None:
        self._event: Any = importlib.import_module("distributed").Event(name)
        self._next = time.monotonic() + LOOK
        self._set = False

    def is_set(self) -> bool:
        if not self._set and time.monotonic() >= self._next:
            self._set = bool(self._event.is_set())
            self._next = time.monotonic() + LOOK
        return self._set


def _start(task: Task, name: str) -> Start:
    watch = Watch(task.seconds, _Halt(name).is_set)
    return ParkSolver(task.model, task.seed, task.limits).start(
        Share(watch, starting_share(task.model)).stop, task.rival
    )


def _run(task: Task, start: Start, name: str) -> ParkOutcome:
    worker = importlib.import_module("distributed").get_worker()
    solver = ParkSolver(task.model, task.seed, task.limits)
    solver.take_start(start)
    share = Share(Watch(task.seconds, _Halt(name).is_set), 1.0)
    return solver.run(share, lambda: worker.log_event(name, (task.number, round(solver.best.cost), solver.bound)))
