"""Solve the parks of a problem in several processes; without a time limit the answer is that of one process."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from queue import Empty
from typing import Any

from ..limits import Limits, Share, Watch
from .model import ParkModel, starting_share, work_of
from .park import ParkOutcome, ParkSolver, Start
from .rival import Rival
from .status import Status

PATIENCE = 0.1  # seconds between two looks at the clock, the messages and the wish to cancel

_shared: dict[str, Any] = {}  # of one worker process: the queue of messages and the sign to stop


@dataclass(frozen=True)
class Task:
    """What a worker needs to know of one park; `seconds` is its part of the time left."""

    number: int
    model: ParkModel
    seed: int
    limits: Limits
    seconds: float | None
    rival: Rival


@dataclass(frozen=True)
class Signs:
    """How workers are spoken to: `messages` are (park, cost, bound) from them, `halt` tells them to stop."""

    messages: Any
    halt: Any


class Crew:
    """The workers: processes of this machine."""

    def __init__(self, pool: Executor, signs: Signs, workers: int) -> None:
        self.pool = pool
        self.signs = signs
        self.workers = workers

    def start(self, task: Task) -> Future[Start]:
        """Let a worker find a first plan."""
        return self.pool.submit(_start, task)

    def run(self, task: Task, start: Start) -> Future[ParkOutcome]:
        """Let a worker run a park at length."""
        return self.pool.submit(_run, task, start)


def solve_in_processes(tasks: list[Task], *, watch: Watch, status: Status, workers: int) -> list[ParkOutcome]:
    """Solve parks in several processes of this machine."""
    context = multiprocessing.get_context("spawn")
    messages, halt = context.Queue(), context.Event()
    with ProcessPoolExecutor(workers, context, _prepare, (messages, halt)) as pool:
        return solve_with(Crew(pool, Signs(messages, halt), workers), tasks, watch=watch, status=status)


def solve_with(crew: Crew, tasks: list[Task], *, watch: Watch, status: Status) -> list[ParkOutcome]:
    """Find first plans for all parks, then run them at length, the largest first."""
    return _Desk(crew, watch, status).solve(tasks)


class _Desk:
    """Hands parks to workers and gathers what they report."""

    def __init__(self, crew: Crew, watch: Watch, status: Status) -> None:
        self.crew = crew
        self.watch = watch
        self.status = status

    def solve(self, tasks: list[Task]) -> list[ParkOutcome]:
        starts: dict[int, Start] = {}
        self._all(tasks, starts, self.crew.start)
        for number, start in starts.items():
            self.status.note(number, round(start.draft.cost), max(start.point.bound, 0))
        self.status.report()
        outcomes: dict[int, ParkOutcome] = {}
        self._all(tasks, outcomes, lambda task: self.crew.run(task, starts[task.number]))
        return [outcomes[task.number] for task in tasks]

    def _left(self) -> float | None:
        left = self.watch.left()
        return None if left == float("inf") else max(left, 0.0)

    def _all(self, tasks: list[Task], results: dict[int, Any], submit: Callable[[Task], Future[Any]]) -> None:
        """Keep every worker busy until each park has its result, the largest parks first."""
        waiting = sorted(tasks, key=lambda task: (-task.model.count, task.number))
        running: dict[Future[Any], int] = {}
        while waiting or running:
            while waiting and len(running) < self.crew.workers:
                task = replace(waiting[0], seconds=self._share(waiting))
                running[submit(task)] = waiting.pop(0).number
            done, _ = wait(running, timeout=PATIENCE, return_when=FIRST_COMPLETED)
            for future in done:
                self._take(running.pop(future), future.result(), results)
            self._listen()

    def _share(self, waiting: list[Task]) -> float | None:
        """Give the next park its part of the processor time left, by number of items."""
        left = self._left()
        if left is None:
            return None
        work = [work_of(task.model) for task in waiting]
        return min(left, left * self.crew.workers * work[0] / sum(work)) if sum(work) else left

    def _take(self, number: int, result: Any, results: dict[int, Any]) -> None:
        results[number] = result
        if isinstance(result, ParkOutcome):
            self._listen()
            self.status.finish(number, round(result.draft.cost), result.bound)

    def _listen(self) -> None:
        """Pass on what the workers report, and the wish to cancel."""
        while True:
            try:
                number, cost, bound = self.crew.signs.messages.get_nowait()
            except Empty:
                break
            self.status.tell(number, cost, bound)
        if self.watch.stop() and self.watch.cancelled:
            self.crew.signs.halt.set()


def _prepare(messages: Any, halt: Any) -> None:
    _shared.update(messages=messages, halt=halt)


def _watch(task: Task) -> Watch:
    return Watch(task.seconds, _shared["halt"].is_set)


def _start(task: Task) -> Start:
    return ParkSolver(task.model, task.seed, task.limits).start(
        Share(_watch(task), starting_share(task.model)).stop, task.rival
    )


def _run(task: Task, start: Start) -> ParkOutcome:
    solver = ParkSolver(task.model, task.seed, task.limits)
    solver.take_start(start)
    tell = _shared["messages"].put
    return solver.run(Share(_watch(task), 1.0), lambda: tell((task.number, round(solver.best.cost), solver.bound)))
