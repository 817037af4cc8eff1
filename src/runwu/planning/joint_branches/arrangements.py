"""What a person has settled before the solver starts: locked groups and fixed places (锁定的组、指定的去处)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .errors import ContradictionError
from .index import HostKind, Index
from .legality import SOFT, broken_at
from .ties import together_blocks


@dataclass(frozen=True, slots=True)
class Lock:
    """A group kept exactly as it is (锁定一组): its host and all units placed there; nobody else joins it."""

    host: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forced:
    """One unit whose place a person has fixed (指定去处): a host, its own id, or None for the catch-all branch.

    reason: what the person gave as the reason, kept with the plan.
    """

    unit: str
    host: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Units that are placed together; with `host` set they must be placed, in a new branch led by that unit."""

    units: tuple[str, ...]
    host: str | None = None


@dataclass(frozen=True)
class Arrangement:
    """What is settled and what is still open; `closed` hosts take nobody else in."""

    settled: dict[str, str | None] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    blocks: tuple[Block, ...] = ()


def arrange(index: Index, locked: Sequence[Lock], forced: Sequence[Forced]) -> Arrangement:
    """Work out what follows from locks, fixed places and ties.

    Raises ContradictionError when two of them cannot hold together, or one breaks a rule nobody may exceed.
    """
    desk = _Desk(index)
    for lock in locked:
        desk.take_lock(lock)
    for choice in forced:
        desk.take_forced(choice)
    blocks = desk.close_blocks()
    _refuse_illegal(desk, {lock.host for lock in locked})
    return Arrangement(desk.settled, frozenset(lock.host for lock in locked), blocks)


class _Desk:
    """The bookkeeping of one arrangement."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.settled: dict[str, str | None] = {}
        self.led_by: dict[str, str] = {}
        self.closed: dict[str, tuple[str, ...]] = {}
        self.said: dict[str, str] = {}  # who settled a unit first, for the message when a second one disagrees

    def take_lock(self, lock: Lock) -> None:
        where = f"锁定的组（{lock.host}）"
        if lock.host not in self.index.hosts:
            raise ContradictionError(where, "牵头单位或支部不在这次测算里")
        if self.index.hosts[lock.host].kind is HostKind.NEW and lock.host not in lock.units:
            raise ContradictionError(where, "牵头单位自己不在组里")
        self.closed[lock.host] = lock.units
        for unit in lock.units:
            self._settle(unit, lock.host, where)

    def take_forced(self, choice: Forced) -> None:
        where = f"指定的去处（{choice.unit} → {choice.host or '兜底'}）"
        if choice.host is not None and choice.host not in self.index.hosts:
            raise ContradictionError(where, f"{choice.host} 不在这次测算里")
        if choice.host in self.closed and choice.unit not in self.closed[choice.host]:
            raise ContradictionError(where, f"与锁定的组（{choice.host}）矛盾，锁定的组不再接收别的单位")
        if choice.host is None or self._already_stands(choice.host):
            self._settle(choice.unit, choice.host, where)
        else:
            self._lead(choice.unit, choice.host, where)

    def _already_stands(self, host: str) -> bool:
        return not self.index.is_small(host) or self.settled.get(host) == host

    def _settle(self, unit: str, host: str | None, where: str) -> None:
        self._refuse_unknown(unit, where)
        if self.settled.setdefault(unit, host) != host or unit in self.led_by:
            raise self._contradiction(unit, where)
        self.said.setdefault(unit, where)

    def _contradiction(self, unit: str, where: str) -> ContradictionError:
        """Name both settlements that disagree about a unit."""
        first = self.said.get(unit, "")
        return ContradictionError(where, f"与{first}矛盾，{unit} 已另有安排（{self._place(unit)}）")

    def _lead(self, unit: str, host: str, where: str) -> None:
        self._refuse_unknown(unit, where)
        for end in {unit, host}:
            if end in self.settled or self.led_by.setdefault(end, host) != host:
                raise self._contradiction(end, where)
            self.said.setdefault(end, where)

    def _refuse_unknown(self, unit: str, where: str) -> None:
        if unit not in self.index.units:
            raise ContradictionError(where, f"{unit} 不在这次测算里")
        if not self.index.is_small(unit):
            raise ContradictionError(where, f"{unit} 有自己的支部，不参加编组")

    def _place(self, unit: str) -> str:
        return self.led_by.get(unit) or self.settled.get(unit) or "兜底"

    def close_blocks(self) -> tuple[Block, ...]:
        """Carry settled places along the ties and return the blocks that are still open."""
        blocks = together_blocks(self.index.hosts, self.index.problem.pairs)
        joined: dict[str, list[str]] = {}
        leader_of_block: dict[int, str] = {}
        for number, block in enumerate(blocks):
            self._close(block, number, leader_of_block)
        for number, block in enumerate(blocks):
            open_units = [entry for entry in block if self.index.is_small(entry) and entry not in self.settled]
            joined.setdefault(leader_of_block.get(number, f"\0{number}"), []).extend(open_units)
        return tuple(Block(tuple(units), key if key in self.led_by else None) for key, units in joined.items() if units)

    def _close(self, block: tuple[str, ...], number: int, leader_of_block: dict[int, str]) -> None:
        anchored = [entry for entry in block if not self.index.is_small(entry)]
        places = {entry: self.settled[entry] for entry in block if entry in self.settled}
        places |= {entry: entry for entry in anchored}
        led = {entry: self.led_by[entry] for entry in block if entry in self.led_by}
        distinct = {**places, **led}
        if len(set(distinct.values())) > 1:
            self._refuse_split(distinct)
        if places:
            self.settled |= {entry: next(iter(places.values())) for entry in block if self.index.is_small(entry)}
        elif led:
            leader_of_block[number] = next(iter(led.values()))

    def _refuse_split(self, places: dict[str, str | None]) -> None:
        (first, one), *rest = places.items()
        second, other = next((entry, place) for entry, place in rest if place != one)
        problem = f"必须同组，却分别安排在 {one or '兜底'} 与 {other or '兜底'}"
        raise ContradictionError(f"{first} 与 {second}", problem)


def _refuse_illegal(desk: _Desk, locked: set[str]) -> None:
    index = desk.index
    at_host: dict[str, list[str]] = {}
    for unit, host in desk.settled.items():
        if host is not None:
            at_host.setdefault(host, []).append(unit)
    for host, units in at_host.items():
        hard = [broken for broken in broken_at(index, host, units) if broken.rule not in SOFT]
        if hard:
            raise ContradictionError("锁定的组" if host in locked else "指定的去处", hard[0].text)
        _refuse_apart(desk, host, [host, *units])


def _refuse_apart(desk: _Desk, host: str, together: list[str]) -> None:
    for pair in desk.index.problem.pairs:
        if pair.kind == "apart" and pair.a in together and pair.b in together:
            said = "、".join(dict.fromkeys(desk.said[end] for end in (pair.a, pair.b) if end in desk.said))
            raise ContradictionError(
                f"{pair.a} 与 {pair.b}", f"必须分开，却安排在同一处 {host}" + (f"（{said}）" if said else "")
            )
