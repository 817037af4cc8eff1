"""Another model for another solver: units to hosts, by CP-SAT; shares nothing with the planner but the problem."""

from __future__ import annotations

from typing import Any, NamedTuple

from ortools.sat.python import cp_model

from runwu.planning.joint_branches import Problem

from .checker import metres, places_of, price_at


class Compact(NamedTuple):
    """What the other solver found: its best cost, its bound, and whether they meet."""

    cost: int
    bound: int
    proven: bool


def other_solver(problem: Problem, *, work: float) -> Compact:
    """Solve the compact model within a limit of deterministic work."""
    model = _Model(problem)
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = work
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 7
    solver.parameters.linearization_level = 2
    status = solver.solve(model.cp)
    bound = round(solver.best_objective_bound - 0.499)
    return Compact(round(solver.objective_value), bound, status == cp_model.OPTIMAL)


class _Model:
    def __init__(self, problem: Problem) -> None:
        self.cp, self.problem, self.limits = cp_model.CpModel(), problem, problem.parameters
        self.small = [unit for unit in problem.units if unit.full_members < self.limits.min_full]
        self.places = places_of(problem)
        hosts = [h for h in self.places.values() if h in self.small or h in problem.branches or self._may(h)]
        self.at = {
            (unit.id, host.id): self.cp.new_bool_var(f"{unit.id}@{host.id}")
            for unit in self.small
            for host in hosts
            if unit.park == host.park and metres(unit, host) <= self.limits.max_way_m
        }
        self.left = {unit.id: self.cp.new_bool_var(f"{unit.id} left") for unit in self.small}
        self.terms: list[Any] = []
        for unit in self.small:
            self._place(unit)
        for host in hosts:
            self._host(host)
        for pair in problem.pairs:
            self._pair(pair)
        self.cp.minimize(sum(self.terms))

    def _may(self, host: Any) -> bool:
        return self.limits.big_units_may_take_in and host.full_members >= self.limits.min_full

    def _place(self, unit: Any) -> None:
        options = {host: var for (own, host), var in self.at.items() if own == unit.id}
        self.cp.add_exactly_one([*options.values(), self.left[unit.id]])
        costs = self.problem.costs
        leaving = costs.left * unit.full_members + (costs.change if unit.today is not None else 0)
        self.terms.append(leaving * self.left[unit.id])
        for host, var in options.items():
            if host != unit.id:
                self.terms.append(sum(price_at(self.problem, unit, self.places[host]).values()) * var)

    def _host(self, host: Any) -> None:
        joined = [(unit, self.at[unit.id, host.id]) for unit in self.small if (unit.id, host.id) in self.at]
        members = sum((unit.full_members + unit.probationary) * var for unit, var in joined)
        if host in self.small:
            self._new(host, joined, members)
            return
        is_branch = host in self.problem.branches
        own_units = host.units if is_branch else 1
        own_members = host.members if is_branch else host.full_members + host.probationary
        self.cp.add(sum(var for _, var in joined) <= max(self.limits.max_units - own_units, 0))
        self.cp.add(members <= max(self.limits.max_members - own_members, 0))

    def _new(self, host: Any, joined: list[tuple[Any, Any]], members: Any) -> None:
        opened = self.at[host.id, host.id]
        full = sum(unit.full_members * var for unit, var in joined)
        bare = self.cp.new_bool_var(f"{host.id} bare")
        for _, var in joined:
            self.cp.add_implication(var, opened)
        self.cp.add(sum(var for _, var in joined) <= self.limits.max_units * opened)
        self.cp.add(members <= self.limits.max_members * opened)
        self.cp.add(full >= (self.limits.min_full + 1) * opened - bare)
        self.cp.add(bare <= opened)
        self.terms += [self.problem.costs.branch * opened, self.problem.costs.three * bare]

    def _pair(self, pair: Any) -> None:
        for host in self.places:
            a, b = self._stands(pair.a, host), self._stands(pair.b, host)
            self.cp.add(a == b) if pair.kind == "together" else self.cp.add(a + b <= 1)

    def _stands(self, entry: str, host: str) -> Any:
        """Tell whether a unit or branch stands at a host; those with their own branch stand at themselves."""
        keeps = entry not in self.left
        return int(entry == host) if keeps else self.at.get((entry, host), 0)
