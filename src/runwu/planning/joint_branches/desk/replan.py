"""Solve anew around what a person has settled: the whole plan, or only the neighbourhood of a change (就近重算)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from ..arrangements import Forced, Lock, arrange
from ..checks import check
from ..comparison import Moved
from ..cost import Assignment, Parts, cost_of
from ..errors import InstanceError
from ..geometry import distance_m
from ..index import HostKind, Index
from ..legality import units_by_host
from ..limits import Ended, Limits, Progress, Watch
from ..plan import ParkShare
from ..problem import Problem
from ..report import ended_of
from ..ties import together_blocks
from .carrying import settled_places
from .side_by_side import moved_between
from .wishes import Wishes, with_wishes

NEARBY = Limits(seconds=5.0)
MOST = 30  # units that a neighbourhood frees, as long as its ties allow


@dataclass(frozen=True)
class Replanned:
    """A plan solved anew around wishes.

    problem: with the wishes applied; before: the old places carried over; assignment: the new ones.
    cost_before, cost, parts: of the whole plan; bound: no plan that keeps everything outside `considered` is cheaper.
    considered: the units that were free to move; moved: those whose companions or branch changed.
    partial: whether `cap` kept units from moving that ought to have been free.
    """

    problem: Problem
    before: Assignment
    assignment: Assignment
    cost_before: int
    cost: int
    bound: int
    parts: Parts
    considered: tuple[str, ...]
    moved: tuple[Moved, ...]
    ended: Ended
    seconds: float
    partial: bool = False

    @property
    def proven(self) -> bool:
        """Tell whether no plan that keeps everything outside the neighbourhood is cheaper."""
        return self.cost == self.bound


def replan(
    problem: Problem,
    assignment: Assignment,
    *,
    wishes: Wishes | None = None,
    around: Collection[str] | None = None,
    most: int = MOST,
    cap: int | None = None,
    seed: int = 1,
    limits: Limits = NEARBY,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Replanned:
    """Solve anew around what is settled.

    problem: as computed, without wishes; assignment: the plan shown. around: units, hosts or branches whose
    neighbourhood is solved while everything else stays; about `most` units are freed, the nearest groups first.
    cap: frees no more than about so many, the first named first. None solves everything. Wishes that the plan shown does
    not keep yet are always part of the neighbourhood.
    Raises InstanceError for unknown ids, ContradictionError naming two settlements that cannot hold together.
    """
    wishes = wishes or Wishes()
    changed = with_wishes(problem, wishes)
    check(changed)
    index = Index(changed)
    before = settled_places(index, assignment)
    freeing = _Freeing(index, before, wishes=wishes, around=around, most=most, cap=cap)
    free = freeing.units()
    found = _Solving(index, before, wishes, free, Watch(limits.seconds, cancelled)).solve(seed, limits, progress)
    return replace(found, partial=freeing.partial)


class _Freeing:
    """Chooses which units may move."""

    def __init__(
        self,
        index: Index,
        places: Assignment,
        *,
        wishes: Wishes,
        around: Collection[str] | None,
        most: int,
        cap: int | None,
    ) -> None:
        self.index = index
        self.places = places
        self.around = around
        self.most = most
        self.cap = float("inf") if cap is None else cap
        self.partial = False
        self.wishes = wishes
        self.placed = units_by_host(index, places)
        self.held = {unit for lock in wishes.locked for unit in lock.units}
        self.block = {unit: block for block in together_blocks(index.hosts, index.problem.pairs) for unit in block}

    def units(self) -> tuple[str, ...]:
        small = [unit.id for unit in self.index.small if unit.id not in self.held]
        if self.around is None:
            return tuple(small)
        free: set[str] = set()
        seeds = self._seeds()
        for seed in seeds:
            if len(free) < self.cap:
                self._add(seed, free)
        self.partial = any(self._is_free_in(seed) and seed not in free for seed in seeds)
        for unit in self._by_way(small, seeds):
            if len(free) >= self.most:
                break
            self._add(unit, free)
        return tuple(unit for unit in small if unit in free)

    def _is_free_in(self, entry: str) -> bool:
        return entry not in self.held and self.index.is_small(entry)

    def _seeds(self) -> list[str]:
        for entry in self.around or ():
            if entry not in self.index.hosts:
                raise InstanceError(entry, "不在这次测算里")
        kept = [choice for choice in self.wishes.forced if self.places.get(choice.unit) != choice.host]
        torn = [
            end
            for pair in self.wishes.pairs
            for end in (pair.a, pair.b)
            if (self._place(pair.a) == self._place(pair.b)) != (pair.kind == "together")
        ]
        astray = [unit for lock in self.wishes.locked for unit in lock.units if self.places.get(unit) != lock.host]
        wanted = [*(self.around or ()), *(end for c in kept for end in (c.unit, c.host) if end), *torn, *astray]
        return list(dict.fromkeys(wanted))

    def _place(self, entry: str) -> str | None:
        return self.places.get(entry, entry)

    def _by_way(self, small: list[str], seeds: list[str]) -> list[str]:
        """Order units by their way to the nearest seed of the same park."""
        spots = [self.index.hosts[seed] for seed in seeds]

        def way(unit: str) -> float:
            own = self.index.hosts[unit]
            near = [distance_m(own.lat, own.lon, spot.lat, spot.lon) for spot in spots if spot.park == own.park]
            return min(near, default=float("inf"))

        ways = {unit: way(unit) for unit in small}
        reach = 2 * self.index.problem.parameters.max_way_m
        return sorted((unit for unit in small if ways[unit] <= reach), key=lambda unit: (ways[unit], unit))

    def _add(self, entry: str, free: set[str]) -> None:
        """Free a unit with its new branch and everybody tied to them."""
        waiting = [entry]
        while waiting:
            now = waiting.pop()
            if now in free or now in self.held or not self.index.is_small(now):
                continue
            free.add(now)
            host = self.places[now]
            together = self.placed.get(host, []) if host is not None and self.index.is_small(host) else []
            waiting += [*together, *self.block[now]]


class _Solving:
    """Solves the part of a problem in which the free units can move."""

    def __init__(self, index: Index, before: Assignment, wishes: Wishes, free: tuple[str, ...], watch: Watch) -> None:
        self.index = index
        self.before = before
        self.wishes = wishes
        self.free = set(free)
        self.order = free
        self.watch = watch

    def solve(self, seed: int, limits: Limits, progress: Callable[[Progress], None] | None) -> Replanned:
        from ..solver.run import solve_parks

        part, at_anchor = self._part()
        index = Index(part)
        locks = [lock for lock in self.wishes.locked if self._stays_in(index, lock)]
        forced = [choice for choice in self.wishes.forced if choice.unit in index.units]
        arrangement = arrange(index, locks, [*forced, *self._held_there(at_anchor, locks, forced)])
        here = {unit.id: self.before[unit.id] for unit in part.units}
        places, shares, _ = solve_parks(
            index, arrangement, here, seed=seed, limits=limits, watch=self.watch, progress=progress, workers=1
        )
        return self._replanned(places, sum(share.bound for share in shares), shares)

    def _part(self) -> tuple[Problem, list[str]]:
        """Cut out the free units, every branch of their parks, and who stays at those branches."""
        problem = self.index.problem
        parks = {self.index.park_of(unit) for unit in self.free}
        anchors = {
            host.id for host in self.index.hosts.values() if host.kind is not HostKind.NEW and host.park in parks
        }
        locked = {unit for lock in self.wishes.locked for unit in lock.units}
        at_anchor = [unit.id for unit in self.index.small if self._stays(unit.id, anchors)]
        kept = self.free | anchors | set(at_anchor) | {unit for unit in locked if self.index.park_of(unit) in parks}
        part = replace(
            problem,
            parks=tuple(park for park in problem.parks if park.id in parks),
            units=tuple(unit for unit in problem.units if unit.id in kept),
            branches=tuple(branch for branch in problem.branches if branch.id in kept),
            pairs=tuple(pair for pair in problem.pairs if {pair.a, pair.b} <= kept),
        )
        return part, at_anchor

    def _stays(self, unit: str, anchors: set[str]) -> bool:
        return unit not in self.free and self.before[unit] in anchors

    def _stays_in(self, index: Index, lock: Lock) -> bool:
        return lock.host in index.hosts and all(unit in index.units for unit in lock.units)

    def _held_there(self, at_anchor: list[str], locks: list[Lock], forced: list[Forced]) -> Iterator[Forced]:
        """Keep at their branches those who are not free and whom no wish names."""
        named = {unit for lock in locks for unit in lock.units} | {choice.unit for choice in forced}
        return (Forced(unit, self.before[unit]) for unit in at_anchor if unit not in named)

    def _replanned(self, places: Assignment, bound: int, shares: tuple[ParkShare, ...]) -> Replanned:
        after = {**self.before, **places}
        inside = cost_of(self.index, places).total
        parts, before = cost_of(self.index, after), cost_of(self.index, self.before).total
        return Replanned(
            problem=self.index.problem,
            before=self.before,
            assignment=after,
            cost_before=before,
            cost=parts.total,
            bound=parts.total - inside + bound,
            parts=parts,
            considered=self.order,
            moved=moved_between(self.index, self.before, after),
            ended=ended_of(shares),
            seconds=self.watch.elapsed(),
        )
