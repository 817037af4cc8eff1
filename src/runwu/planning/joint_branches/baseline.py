"""The plan a clerk makes by hand: down the list, each time the nearest (就近手排)."""

from __future__ import annotations

from .cost import cost_of
from .index import HostKind, Index
from .legality import broken_at
from .plan import Baseline
from .ties import together_blocks

Block = tuple[str, ...]


def clerks_plan(index: Index) -> Baseline:
    """Go down the list: gather the nearest free neighbours of each unit until the branch is full.

    Whoever finds too few joins the nearest branch with room, or is left.
    """
    desk = _Desk(index)
    for block in desk.blocks:
        if block[0] not in desk.places:
            desk.place(block)
    for block in desk.blocks:
        if desk.places[block[0]] is None:
            desk.squeeze_in(block)
    assignment: dict[str, str | None] = desk.places | {unit.id: unit.id for unit in index.big}
    parts = cost_of(index, assignment)
    return Baseline(parts.total, parts, assignment)


class _Desk:
    def __init__(self, index: Index) -> None:
        self.index = index
        self.places: dict[str, str | None] = {}
        self.held: dict[str, list[str]] = {host.id: [] for host in index.hosts.values()}
        self.apart: dict[str, set[str]] = {entry: set() for entry in index.hosts}
        for pair in index.problem.pairs:
            if pair.kind == "apart":
                self.apart[pair.a].add(pair.b)
                self.apart[pair.b].add(pair.a)
        blocks = together_blocks(index.hosts, index.problem.pairs)
        self.blocks = [small for block in blocks if (small := self._without_anchor(block))]
        self.by_park: dict[str, list[Block]] = {}
        for block in self.blocks:
            self.by_park.setdefault(index.park_of(block[0]), []).append(block)

    def _without_anchor(self, block: Block) -> Block:
        """Strip a block of its existing branch, if it has one, and place it there at once."""
        anchor = next((entry for entry in block if not self.index.is_small(entry)), None)
        small = tuple(entry for entry in block if self.index.is_small(entry))
        if anchor is not None and small:
            self._put(small, anchor)
        return small

    def place(self, block: Block) -> None:
        """Open a branch at a block's first unit, if enough free neighbours stand near."""
        host = block[0]
        members: list[str] = list(block) if self._legal(host, block, list(block), few=True) else []
        most = self.index.problem.parameters.max_units
        for other in self._free_by_way(host) if members else []:
            if len(members) >= most:
                break
            if self._legal(host, other, [*members, *other], few=True):
                members += other
        if members and self._legal(host, block, members, few=False):
            self._put(tuple(members), host)
        else:
            self._put(block, None)

    def squeeze_in(self, block: Block) -> None:
        """Put a left block into the nearest branch that has room."""
        open_hosts = [host for host, held in self.held.items() if held or not self.index.is_small(host)]
        near = [host for host in open_hosts if self.index.hosts[host].park == self.index.units[block[0]].park]
        for host in sorted(near, key=self.index.ways.of(block[0]).__getitem__):
            if self._legal(host, block, [*self.held[host], *block], few=False):
                self._put(block, host)
                return

    def _free_by_way(self, host: str) -> list[Block]:
        place = self.index.hosts[host]
        free = [block for block in self.by_park[place.park] if block[0] not in self.places and block[0] != host]
        way = self.index.ways.of(host)
        ways = [way[block[0]] for block in free]
        near = [number for number, way in enumerate(ways) if way <= self.index.problem.parameters.max_way_m]
        return [free[number] for number in sorted(near, key=ways.__getitem__)]

    def _legal(self, host: str, block: Block, everyone: list[str], *, few: bool) -> bool:
        """Tell whether a host may hold everyone; `few` lets it have too few full members for now."""
        if any(self.apart[unit].intersection([host, *everyone]) for unit in block):
            return False
        broken = broken_at(self.index, host, everyone)
        is_new = self.index.hosts[host].kind is HostKind.NEW
        return all(few and is_new and found.rule == "full_members" for found in broken)

    def _put(self, block: Block, host: str | None) -> None:
        for unit in block:
            self.places[unit] = host
        if host is not None:
            self.held[host] = [*dict.fromkeys([*self.held[host], *block])]
