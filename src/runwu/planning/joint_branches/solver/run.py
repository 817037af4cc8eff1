"""Run all parks of a problem, one after the other, under one clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..arrangements import Arrangement
from ..cost import cost_of
from ..index import Index
from ..limits import Limits, Progress, Share, Watch
from ..plan import ParkShare
from .build import build_park
from .draft import Draft
from .park import ParkOutcome, ParkSolver


def solve_parks(
    index: Index,
    arrangement: Arrangement,
    *,
    seed: int,
    limits: Limits,
    watch: Watch,
    progress: Callable[[Progress], None] | None,
) -> tuple[dict[str, str | None], tuple[ParkShare, ...]]:
    """Return the assignment of all units and what each park contributed."""
    run = _Run(index, arrangement, watch, progress)
    run.prepare(seed, limits)
    outcomes = [run.solve(number) for number in range(len(run.solvers))]
    return run.assignment(), tuple(run.share(number, outcome) for number, outcome in enumerate(outcomes))


class _Run:
    def __init__(
        self, index: Index, arrangement: Arrangement, watch: Watch, progress: Callable[[Progress], None] | None
    ) -> None:
        self.index = index
        self.arrangement = arrangement
        self.watch = watch
        self.progress = progress
        self.solvers: list[ParkSolver] = []
        self.fixed: list[int] = []

    def prepare(self, seed: int, limits: Limits) -> None:
        """Give every park a first plan before any park gets a long run."""
        for park in self.index.problem.parks:
            solver = ParkSolver(build_park(self.index, park.id, self.arrangement), seed, limits)
            solver.start(self.watch.stop)
            self.solvers.append(solver)
            self.fixed.append(self._fixed_cost(park.id))

    def _fixed_cost(self, park: str) -> int:
        """Price what a person has settled in a park; the solver's drafts leave it out."""
        settled = {unit: place for unit, place in self.arrangement.settled.items() if self._park_of(unit) == park}
        return cost_of(self.index, settled).total

    def _park_of(self, unit: str) -> str:
        return self.index.units[unit].park

    def solve(self, number: int) -> ParkOutcome:
        """Run one park with its share of the time left, by number of items."""
        work = [solver.model.count**1.5 for solver in self.solvers[number:]]
        share = Share(self.watch, work[0] / sum(work) if sum(work) else 1.0)
        return self.solvers[number].run(share, lambda: self._tell(number))

    def _tell(self, number: int) -> None:
        if self.progress is not None:
            fixed = sum(self.fixed)
            cost = fixed + sum(round(solver.best.cost) for solver in self.solvers)
            bound = fixed + sum(solver.bound for solver in self.solvers)
            self.progress(Progress(number + 1, len(self.solvers), cost, bound))

    def share(self, number: int, outcome: ParkOutcome) -> ParkShare:
        """Describe what one park contributed, with what a person settled there."""
        fixed = self.fixed[number]
        return ParkShare(
            self.solvers[number].model.park,
            round(outcome.draft.cost) + fixed,
            outcome.bound + fixed,
            outcome.ended,
            outcome.columns,
            outcome.cuts,
            outcome.nodes,
        )

    def assignment(self) -> dict[str, str | None]:
        """Read the assignment of every unit, in the order of the problem."""
        places: dict[str, str | None] = {unit.id: unit.id for unit in self.index.big}
        places |= self.arrangement.settled
        for solver in self.solvers:
            places |= places_of(solver, solver.best)
        return {unit.id: places[unit.id] for unit in self.index.problem.units}


def places_of(solver: ParkSolver, draft: Draft) -> Mapping[str, str | None]:
    """Read a draft back into ids."""
    model = solver.model
    host_of: dict[int, str | None] = dict.fromkeys(draft.left)
    for group in draft.groups:
        host_of |= dict.fromkeys(group, model.unit_ids[solver.prices.host(group)])
    for anchor, items in enumerate(draft.at_anchor):
        host_of |= dict.fromkeys(items, model.anchor_ids[anchor])
    return {model.unit_ids[unit]: place for item, place in host_of.items() for unit in model.items[item]}
