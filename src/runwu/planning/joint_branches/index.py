"""Look-ups over one problem: who is a host, what a unit pays at a host, who is tied to whom."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from .geometry import distance_m
from .problem import Branch, Pair, Problem, Unit
from .ways import Ways


class HostKind(StrEnum):
    """Where a unit can be placed (承接主体)."""

    NEW = "new"
    BIG = "big"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True)
class Host:
    """A possible host: a unit that leads a new joint branch, a unit with its own branch, or an existing branch.

    `units`, `full_members` and `members` are what it holds before anybody joins; a new host holds nothing yet.
    """

    id: str
    name: str
    kind: HostKind
    park: str
    lat: float
    lon: float
    grid: str
    chain: str | None
    today: str | None
    units: int
    full_members: int
    members: int


@dataclass(frozen=True, slots=True)
class Link:
    """What one unit pays for its host: metres of way, and the grid, chain and change terms in points."""

    way: int
    grid: int
    chain: int
    change: int

    @property
    def cost(self) -> int:
        """Add the four terms."""
        return self.way + self.grid + self.chain + self.change


NO_LINK = Link(0, 0, 0, 0)


def host_of_unit(unit: Unit, kind: HostKind) -> Host:
    """Describe a unit as a host; one with its own branch already counts itself and its members."""
    own = kind is HostKind.BIG
    return Host(
        unit.id, unit.name, kind, unit.park, unit.lat, unit.lon, unit.grid, unit.chain, unit.today,
        units=1 if own else 0,
        full_members=unit.full_members if own else 0,
        members=unit.members if own else 0,
    )  # fmt: skip


def host_of_branch(branch: Branch) -> Host:
    """Describe an existing branch as a host."""
    return Host(
        branch.id, branch.name, HostKind.BRANCH, branch.park, branch.lat, branch.lon, branch.grid, branch.chain,
        branch.today, branch.units, branch.full_members, branch.members,
    )  # fmt: skip


def pairs_by_entry(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    """Gather the pairs that each entry stands in."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[pair.a].append(pair)
        found[pair.b].append(pair)
    return found


class Index:
    """The look-ups of one problem; built once, read often."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        least = problem.parameters.min_full
        self.units: dict[str, Unit] = {unit.id: unit for unit in problem.units}
        self.small: tuple[Unit, ...] = tuple(unit for unit in problem.units if unit.full_members < least)
        self.big: tuple[Unit, ...] = tuple(unit for unit in problem.units if unit.full_members >= least)
        self.hosts: dict[str, Host] = {unit.id: host_of_unit(unit, HostKind.NEW) for unit in self.small}
        self.hosts |= {unit.id: host_of_unit(unit, HostKind.BIG) for unit in self.big}
        self.hosts |= {branch.id: host_of_branch(branch) for branch in problem.branches}
        self.pairs_of: dict[str, list[Pair]] = pairs_by_entry(problem.pairs)
        self._links: dict[tuple[str, str], Link] = {}
        self.ways = Ways((host.id, host.park, host.lat, host.lon) for host in self.hosts.values())

    def after_one_leaves(self, unit_id: str) -> Index:
        """Return the look-ups for the same problem with one full member fewer; an empty unit drops out."""
        unit = self.units[unit_id]
        fewer = replace(unit, full_members=unit.full_members - 1)
        problem = self.problem
        units = tuple(fewer if other.id == unit_id else other for other in problem.units)
        pairs = problem.pairs
        if not fewer.members:
            units = tuple(other for other in units if other.id != unit_id)
            pairs = tuple(pair for pair in pairs if unit_id not in (pair.a, pair.b))
        changed = replace(problem, units=units, pairs=pairs)
        index = self._with_small(changed, fewer) if self.is_small(unit_id) else Index(changed)
        index._links = self._links
        return index

    def _with_small(self, problem: Problem, unit: Unit) -> Index:
        """Return the look-ups of a problem in which one small unit is smaller or gone; ways stay as they are."""
        changed = copy.copy(self)
        changed.problem = problem
        changed.units, changed.hosts = dict(self.units), dict(self.hosts)
        if unit.members:
            changed.units[unit.id], changed.hosts[unit.id] = unit, host_of_unit(unit, HostKind.NEW)
        else:
            del changed.units[unit.id], changed.hosts[unit.id]
            changed.pairs_of = pairs_by_entry(problem.pairs)
        changed.small = tuple(changed.units[other.id] for other in self.small if other.id in changed.units)
        return changed

    def park_of(self, entry: str) -> str:
        """Name the park of a unit or branch."""
        return self.hosts[entry].park

    def is_small(self, unit_id: str) -> bool:
        """Tell whether a unit has too few full members for its own branch."""
        return self.hosts[unit_id].kind is HostKind.NEW

    def may_take_in(self, host: Host) -> bool:
        """Tell whether the settings let this host take in neighbours at all."""
        return host.kind is not HostKind.BIG or self.problem.parameters.big_units_may_take_in

    def link(self, unit_id: str, host_id: str) -> Link:
        """Price one unit at one host; a unit that is its own host pays nothing."""
        key = (unit_id, host_id)
        if key not in self._links:
            self._links[key] = NO_LINK if unit_id == host_id else self._price(self.units[unit_id], self.hosts[host_id])
        return self._links[key]

    def _price(self, unit: Unit, host: Host) -> Link:
        costs = self.problem.costs
        same_chain = bool(unit.chain) and unit.chain == host.chain
        moved = unit.today is not None and unit.today != host.today
        return Link(
            way=distance_m(unit.lat, unit.lon, host.lat, host.lon),
            grid=0 if unit.grid == host.grid else costs.grid,
            chain=0 if same_chain else costs.chain,
            change=costs.change if moved else 0,
        )

    def price_of_leaving(self, unit_id: str) -> tuple[int, int]:
        """Price a unit left to the catch-all branch: (for its full members, for losing today's branch)."""
        unit = self.units[unit_id]
        costs = self.problem.costs
        return costs.left * unit.full_members, 0 if unit.today is None else costs.change

    def within_reach(self, unit_id: str, host_id: str) -> bool:
        """Tell whether the host stands in the same park and near enough (距离不超过上限)."""
        unit, host = self.units[unit_id], self.hosts[host_id]
        near = self.link(unit_id, host_id).way <= self.problem.parameters.max_way_m
        return unit.park == host.park and near
