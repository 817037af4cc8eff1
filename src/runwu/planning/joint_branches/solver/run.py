"""Run all parks of a problem under one clock, one after the other or in several processes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from ...certificate.values import Certificate, ParkProof
from ..arrangements import Arrangement
from ..cost import Assignment, cost_of
from ..index import Index
from ..limits import Limits, Progress, Share, Watch
from ..plan import ParkShare
from .build import build_park
from .cluster import solve_on_cluster
from .draft import Draft, Prices
from .model import ParkModel, starting_share, work_of
from .parallel import Task, solve_in_processes
from .park import ParkOutcome, ParkSolver
from .rival import Rival, drafted
from .status import Status


def solve_parks(
    index: Index,
    arrangement: Arrangement,
    by_hand: Assignment,
    *,
    seed: int,
    limits: Limits,
    watch: Watch,
    progress: Callable[[Progress], None] | None,
    workers: int,
    cluster: str = "",
) -> tuple[dict[str, str | None], tuple[ParkShare, ...], Certificate]:
    """Return the assignment of all units, what each park contributed, and the proofs.

    by_hand: a plan that the first plans must not be dearer than, as far as it keeps to what is settled.
    """
    run = _Run(index, arrangement, watch, progress)
    outcomes = run.solve(seed, limits, workers, [rival_of(model, by_hand) for model in run.models], cluster)
    shares = tuple(run.share(number, outcome) for number, outcome in enumerate(outcomes))
    return run.assignment(outcomes), shares, run.certificate(outcomes)


class _Run:
    def __init__(
        self, index: Index, arrangement: Arrangement, watch: Watch, progress: Callable[[Progress], None] | None
    ) -> None:
        self.index = index
        self.arrangement = arrangement
        self.watch = watch
        parks = [park.id for park in index.problem.parks]
        self.models = [build_park(index, park, arrangement) for park in parks]
        self.fixed = [self._fixed_cost(park) for park in parks]
        self.status = Status(progress, self.fixed)

    def _fixed_cost(self, park: str) -> int:
        """Price what a person has settled in a park; the solver's drafts leave it out."""
        settled = {unit: place for unit, place in self.arrangement.settled.items() if self._park_of(unit) == park}
        return cost_of(self.index, settled).total

    def _park_of(self, unit: str) -> str:
        return self.index.units[unit].park

    def solve(
        self, seed: int, limits: Limits, workers: int, rivals: list[Rival], cluster: str = ""
    ) -> list[ParkOutcome]:
        """Give every park a first plan before any park gets a long run; what a clerk would do is known at once."""
        for number, (model, rival) in enumerate(zip(self.models, rivals, strict=True)):
            self.status.note(number, round(drafted(Prices(model), rival).cost), 0)
        self.status.report()
        busy = sum(model.count > 0 for model in self.models)
        tasks = [Task(number, model, seed, limits, None, rivals[number]) for number, model in enumerate(self.models)]
        if cluster and busy:
            return solve_on_cluster(tasks, address=cluster, watch=self.watch, status=self.status)
        if min(workers, busy) > 1:
            return solve_in_processes(tasks, watch=self.watch, status=self.status, workers=min(workers, busy))
        solvers = [ParkSolver(model, seed, limits) for model in self.models]
        work = sum(work_of(solver.model) for solver in solvers) or 1.0
        began = self.watch.left()
        for number, solver in enumerate(solvers):
            soon = starting_share(solver.model) * work_of(solver.model) / work * began / max(self.watch.left(), 1e-9)
            solver.start(Share(self.watch, soon if math.isfinite(soon) else 1.0).stop, rivals[number])
            self.status.note(number, round(solver.best.cost), solver.bound)
        self.status.report()
        return [self._run(number, solvers) for number in range(len(solvers))]

    def _run(self, number: int, solvers: list[ParkSolver]) -> ParkOutcome:
        """Run one park with its share of the time left, by number of items."""
        work = [work_of(solver.model) for solver in solvers[number:]]
        solver = solvers[number]
        share = Share(self.watch, work[0] / sum(work) if sum(work) else 1.0)
        outcome = solver.run(share, lambda: self.status.tell(number, round(solver.best.cost), solver.bound))
        self.status.finish(number, round(outcome.draft.cost), outcome.bound)
        return outcome

    def share(self, number: int, outcome: ParkOutcome) -> ParkShare:
        """Describe what one park contributed, with what a person settled there."""
        fixed = self.fixed[number]
        return ParkShare(
            self.models[number].park,
            round(outcome.draft.cost) + fixed,
            outcome.bound + fixed,
            outcome.ended,
            outcome.columns,
            outcome.cuts,
            outcome.nodes,
        )

    def certificate(self, outcomes: list[ParkOutcome]) -> Certificate:
        """Gather the proofs; each bound contains what a person has settled."""
        return Certificate(
            tuple(_with_fixed(outcome.proof, fixed) for outcome, fixed in zip(outcomes, self.fixed, strict=True))
        )

    def assignment(self, outcomes: list[ParkOutcome]) -> dict[str, str | None]:
        """Read the assignment of every unit, in the order of the problem."""
        places: dict[str, str | None] = {unit.id: unit.id for unit in self.index.big}
        places |= self.arrangement.settled
        for model, outcome in zip(self.models, outcomes, strict=True):
            places |= places_of(model, outcome.draft)
        return {unit.id: places[unit.id] for unit in self.index.problem.units}


def _with_fixed(proof: ParkProof, fixed: int) -> ParkProof:
    listed = None if proof.listed is None else proof.listed + fixed
    return replace(proof, bound=proof.bound + fixed, listed=listed)


def rival_of(model: ParkModel, assignment: Assignment) -> Rival:
    """Read an assignment as groups and places of items; an item whose units stand apart is left out."""
    groups: dict[str, list[int]] = {}
    for number, item in enumerate(model.items):
        places = {assignment[model.unit_ids[unit]] for unit in item}
        host = places.pop()
        if host is not None and not places:
            groups.setdefault(host, []).append(number)
    at_anchor = tuple(tuple(groups.pop(anchor, [])) for anchor in model.anchor_ids)
    return Rival(tuple(tuple(items) for items in groups.values()), at_anchor)


def places_of(model: ParkModel, draft: Draft) -> Mapping[str, str | None]:
    """Read a draft back into ids."""
    host_of: dict[int, str | None] = dict.fromkeys(draft.left)
    for group in draft.groups:
        host_of |= dict.fromkeys(group, model.unit_ids[model.group_cost(group)[1]])
    for anchor, items in enumerate(draft.at_anchor):
        host_of |= dict.fromkeys(items, model.anchor_ids[anchor])
    return {model.unit_ids[unit]: place for item, place in host_of.items() for unit in model.items[item]}
