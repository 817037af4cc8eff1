"""Brute force: the cheapest legal assignment of a small problem, by trying every subset of units everywhere."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from runwu.planning.joint_branches import Problem

from .checker import metres, price_at

Table = list[float]


def cheapest(problem: Problem) -> int:
    """Return the least cost, park by park."""
    return round(sum(_Park(problem, park.id).cheapest() for park in problem.parks))


class _Park:
    """All subsets of the small units of one park, as bit masks."""

    def __init__(self, problem: Problem, park: str) -> None:
        self.problem, self.limits, self.costs = problem, problem.parameters, problem.costs
        here = [unit for unit in problem.units if unit.park == park]
        self.units = [unit for unit in here if unit.full_members < self.limits.min_full]
        own = [unit for unit in here if unit.full_members >= self.limits.min_full]
        self.takers: list[tuple[Any, int, int]] = [(unit, 1, unit.full_members + unit.probationary) for unit in own]
        self.takers = self.takers if self.limits.big_units_may_take_in else []
        self.takers += [(branch, branch.units, branch.members) for branch in problem.branches if branch.park == park]
        self.all = (1 << len(self.units)) - 1
        self.ids = {unit.id for unit in self.units}

    def cheapest(self) -> float:
        best = [self._left(mask) for mask in range(self.all + 1)]
        for taker in self.takers:
            best = self._with(best, [self._taken(taker, mask) for mask in range(self.all + 1)], once=True)
        new = [self._new(mask) for mask in range(self.all + 1)]
        return self._with(best, new, once=False)[self.all]

    def _with(self, best: Table, place: Table, *, once: bool) -> Table:
        """Combine tables: each subset splits into a part at the place and a rest handled before."""
        result = [place[0] + price for price in best] if once else list(best)
        source = best if once else result
        for mask in range(1, self.all + 1):
            options = (place[part] + source[mask ^ part] for part in _parts(mask) if place[part] < math.inf)
            result[mask] = min(result[mask], min(options, default=math.inf))
        return result

    def _chosen(self, mask: int) -> list[Any]:
        return [unit for number, unit in enumerate(self.units) if mask >> number & 1]

    def _ties_hold(self, chosen: set[str], host: str | None, *, apart: bool) -> bool:
        everyone = chosen | ({host} if host else set())
        for pair in self.problem.pairs:
            both, one = {pair.a, pair.b} <= everyone, bool({pair.a, pair.b} & everyone)
            if pair.kind == "together" and one and not both:
                return False
            if pair.kind == "apart" and both and apart:
                return False
        return True

    def _left(self, mask: int) -> float:
        chosen = self._chosen(mask)
        if not self._ties_hold({unit.id for unit in chosen}, None, apart=False):
            return math.inf
        changed = sum(self.costs.change for unit in chosen if unit.today is not None)
        return float(changed + self.costs.left * sum(unit.full_members for unit in chosen))

    def _taken(self, taker: tuple[Any, int, int], mask: int) -> float:
        host, units, members = taker
        chosen = self._chosen(mask)
        total = members + sum(unit.full_members + unit.probationary for unit in chosen)
        too_many = units + len(chosen) > self.limits.max_units or total > self.limits.max_members
        if (chosen and too_many) or not self._ties_hold({unit.id for unit in chosen}, host.id, apart=True):
            return math.inf
        return self._ways(chosen, host)

    def _new(self, mask: int) -> float:
        chosen = self._chosen(mask)
        full = sum(unit.full_members for unit in chosen)
        total = full + sum(unit.probationary for unit in chosen)
        if full < self.limits.min_full or len(chosen) > self.limits.max_units or total > self.limits.max_members:
            return math.inf
        if not self._ties_hold({unit.id for unit in chosen}, None, apart=True):
            return math.inf
        three = self.costs.three if full == self.limits.min_full else 0
        return float(self.costs.branch + three) + min(self._ways(chosen, host) for host in chosen)

    def _ways(self, chosen: list[Any], host: Any) -> float:
        if any(metres(unit, host) > self.limits.max_way_m for unit in chosen):
            return math.inf
        return sum(sum(price_at(self.problem, unit, host).values()) for unit in chosen if unit.id != host.id)


def _parts(mask: int) -> Iterator[int]:
    part = mask
    while part:
        yield part
        part = (part - 1) & mask
