"""Solve an assignment to the optimum and prove it (求解)."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from .baseline import nearest
from .bound import lower_bound
from .checks import check
from .cost import parts_of
from .costs import load_cost, matrix_of
from .flow import Flow, Slots
from .leaving import left_firms
from .plan import Baseline, Load, Plan
from .problem import Problem

Watch = Callable[[int, int], None]
Enough = Callable[[], bool]


def solve(problem: Problem, *, watch: Watch | None = None, enough: Enough | None = None) -> Plan:
    """Return the cheapest assignment with its proof; parks are solved one by one, for they share nobody.

    `watch(placed, firms)` is told how far it is and may raise to stop. `enough()` is asked before each firm; once it says
    yes, the others go where they then cost least, and the plan says that it was cut short and how far it may be from the
    cheapest. Raises InstanceError for an ill-posed problem. Deterministic: the same problem gives the same plan.
    """
    began = time.perf_counter()
    check(problem)
    assignment: dict[str, str | None] = {}
    prices: dict[str, int] = {}
    run = _Run(len(problem.firms), watch, enough)
    for park in dict.fromkeys([*(one.park for one in problem.firms), *(one.park for one in problem.contacts)]):
        _solve_park(_of_park(problem, park), assignment, prices, run)
    ordered = {firm.id: assignment[firm.id] for firm in problem.firms}
    found = plan_of(problem, ordered, prices, baseline=nearest(problem), seconds=time.perf_counter() - began)
    return replace(found, cut_short=run.cut_short)


@dataclass(slots=True)
class _Run:
    """One computation: who watches it, and whether somebody has enough."""

    firms: int
    watch: Watch | None
    enough: Enough | None
    cut_short: bool = False

    def ends(self) -> bool:
        """Tell whether the rest is only appended."""
        self.cut_short = self.cut_short or (self.enough is not None and self.enough())
        return self.cut_short

    def tell(self, placed: int) -> None:
        """Say how many firms have their place."""
        if self.watch is not None:
            self.watch(placed, self.firms)


def plan_of(
    problem: Problem,
    assignment: Mapping[str, str | None],
    prices: Mapping[str, int],
    *,
    baseline: Baseline,
    seconds: float = 0.0,
) -> Plan:
    """Return any assignment, one changed by hand too, as a plan with its cost and the bound that the prices prove."""
    parts = parts_of(problem, assignment)
    return Plan(
        assignment=assignment,
        cost=parts.total,
        bound=lower_bound(problem, prices),
        parts=parts,
        loads=loads_of(problem, assignment),
        left=left_firms(problem, assignment),
        prices=prices,
        baseline=baseline,
        seconds=seconds,
    )


def loads_of(problem: Problem, assignment: Mapping[str, str | None]) -> tuple[Load, ...]:
    """Return everybody's load today and in an assignment."""
    planned = Counter(assignment.values())
    today = Counter(firm.today for firm in problem.firms)
    return tuple(
        Load(one.id, one.elsewhere + today[one.id], one.elsewhere + planned[one.id], one.limit)
        for one in problem.contacts
    )


def _of_park(problem: Problem, park: str) -> Problem:
    firms = tuple(firm for firm in problem.firms if firm.park == park)
    ids = {firm.id for firm in firms}
    return replace(
        problem,
        contacts=tuple(one for one in problem.contacts if one.park == park),
        firms=firms,
        pins=tuple(pin for pin in problem.pins if pin.firm in ids),
        bars=tuple(bar for bar in problem.bars if bar.firm in ids),
    )


def _solve_park(problem: Problem, assignment: dict[str, str | None], prices: dict[str, int], run: _Run) -> None:
    flow = Flow(matrix_of(problem), _slots(problem))
    pinned = {pin.firm for pin in problem.pins}
    order = sorted(range(len(problem.firms)), key=lambda row: problem.firms[row].id not in pinned)
    for number, row in enumerate(order, 1):
        if run.ends():
            flow.append(row)
        else:
            flow.enter(row)
        run.tell(len(assignment) + number)
    names: list[str | None] = [*(contact.id for contact in problem.contacts), None]
    assignment.update({firm.id: names[place] for firm, place in zip(problem.firms, flow.at.tolist(), strict=True)})
    prices.update(zip((contact.id for contact in problem.contacts), flow.prices(), strict=True))


def _slots(problem: Problem) -> Slots:
    return Slots(
        tuple(
            tuple(load_cost(problem, one, k + 1) - load_cost(problem, one, k) for k in range(one.room))
            for one in problem.contacts
        )
    )
