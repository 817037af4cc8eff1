"""Try one unit at another place: price, legality and resulting groups at once (试移一个单位)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .cost import Assignment, Parts, left_parts
from .errors import InstanceError
from .index import HostKind
from .legality import Broken, Rule, allows
from .problem import Problem
from .ties import together_blocks
from .trial import Books, Placing, TouchedGroup

OWN = "own"
NEAREST = 16  # places whose repairs are tried when the plain move would break something


@dataclass(frozen=True)
class Move:
    """What moving one unit does. delta: new cost less the old one; `broken` holds what the move newly breaks.

    also: who else moves with it, (unit, place) each, so that the plan stays legal: nobody for a plain move, the
    partner of an exchange, whoever must stay with it, or the rest of a group that would no longer stand.
    """

    unit: str
    host: str | None
    assignment: Assignment
    delta: int
    parts: Parts
    broken: tuple[Broken, ...]
    groups: tuple[TouchedGroup, ...]
    also: tuple[tuple[str, str | None], ...] = ()

    @property
    def allowed(self) -> bool:
        """Tell whether a person may keep the move; soft rules may be exceeded (不得 只看硬性规则)."""
        return all(broken.soft for broken in self.broken)

    @property
    def exceeds(self) -> bool:
        """Tell whether the move is allowed only because a person may exceed a soft rule (一般)."""
        return self.allowed and bool(self.broken)


def evaluate_move(problem: Problem, assignment: Assignment, unit_id: str, target: str | None) -> Move:
    """Price one move. target: a host, any unit of the group to join, the unit's own id or OWN, or None for catch-all.

    A group that loses its host is led by the cheapest of the rest. Raises InstanceError for unknown ids and for units
    that keep their own branch.
    """
    return Trial(problem, assignment).move(unit_id, target)


def alternatives(problem: Problem, assignment: Assignment, unit_id: str, *, count: int = 3) -> tuple[Move, ...]:
    """List the cheapest other places of a unit that break no hard rule (为何不去别处).

    Where the plain move would break one, because the old group would no longer stand, the new one is full or somebody
    must stay with the unit, the cheapest exchange, the cheapest way to place the rest or the move of all who are tied
    together counts instead; `Move.also` names who moves with it.
    """
    return Trial(problem, assignment).alternatives(unit_id, count)


class Trial:
    """Moves tried against one plan; keep it while the same plan is on the page."""

    def __init__(self, problem: Problem, assignment: Assignment) -> None:
        self.books = Books(problem, assignment)
        self.index = self.books.index
        self.assignment = self.books.assignment
        self.cost = self.books.cost

    def targets(self, unit_id: str) -> list[str | None]:
        """List the hosts in reach other than today's, and the catch-all branch."""
        placed = self.books.placed
        standing = [host for host in self.index.hosts.values() if host.kind is not HostKind.NEW or host.id in placed]
        park = self.index.units[unit_id].park
        hosts = [host.id for host in standing if host.park == park and self.index.may_take_in(host)]
        near = [host for host in hosts if self.index.within_reach(unit_id, host)]
        options: list[str | None] = [*near, None]
        return [host for host in options if host != self.assignment[unit_id]]

    def move(self, unit_id: str, target: str | None) -> Move:
        """Price one move."""
        self._refuse_unknown(unit_id, target)
        host = self._host(unit_id, target)
        return self._moved(unit_id, host, {unit_id: host})

    def _moved(self, unit_id: str, host: str | None, changes: dict[str, str | None]) -> Move:
        complete = self.books.led_anew(changes)
        outcome = self.books.outcome(complete)
        also = tuple((unit, place) for unit, place in changes.items() if unit != unit_id)
        return Move(
            unit_id, host, outcome.assignment, outcome.delta, outcome.parts, outcome.broken, outcome.groups, also
        )

    def _refuse_unknown(self, unit_id: str, target: str | None) -> None:
        if unit_id not in self.index.units:
            raise InstanceError(unit_id, "不在这次测算里")
        if not self.index.is_small(unit_id):
            raise InstanceError(unit_id, "有自己的支部，不参加编组", "请改选其他单位。")
        if target not in (None, OWN) and target not in self.index.hosts:
            raise InstanceError(str(target), "不在这次测算里")

    def _host(self, unit_id: str, target: str | None) -> str | None:
        if target is None:
            return None
        if target in (OWN, unit_id):
            return unit_id
        is_led = self.index.is_small(target)
        return (self.assignment[target] or target) if is_led else target

    def alternatives(self, unit_id: str, count: int) -> tuple[Move, ...]:
        """List the cheapest other places of a unit that break no hard rule, with what else has to move."""
        self._refuse_unknown(unit_id, None)
        plain = [self.move(unit_id, target) for target in self.targets(unit_id)]
        found = [move for move in plain if move.allowed]
        broken = [move for move in plain if not move.allowed or move.exceeds]
        broken.sort(key=lambda move: (move.delta, move.host or ""))
        for move in broken[:NEAREST]:
            found += [mended for mended in self._mended(move) if mended.allowed and not mended.broken]
        best: dict[str | None, Move] = {}
        for move in sorted(found, key=_rank):
            best.setdefault(move.host, move)
        return tuple(sorted(best.values(), key=_rank)[:count])

    def _mended(self, move: Move) -> list[Move]:
        """Repair a move: exchange with somebody of the group joined, or place the rest of the group left behind."""
        stuck = {broken.rule for broken in move.broken if not broken.soft}
        if Rule.TOGETHER in stuck:
            return self._with_tied(move)
        swaps = self._exchanges(move.unit, move.host)
        return [*swaps, *(self._dissolved(move) if stuck == {Rule.FULL_MEMBERS} else [])]

    def _with_tied(self, move: Move) -> list[Move]:
        """Take along whoever must share a place with the unit; nothing where that is a branch that cannot move."""
        blocks = together_blocks(self.index.hosts, self.index.problem.pairs)
        tied = next(block for block in blocks if move.unit in block)
        if not all(self.index.is_small(entry) for entry in tied):
            return []
        others = {other: move.host for other in tied if other != move.unit}
        return [self._moved(move.unit, move.host, {move.unit: move.host, **others})]

    def _exchanges(self, unit_id: str, host: str | None) -> list[Move]:
        old = self.assignment[unit_id]
        if host is None or old is None or host == unit_id:
            return []
        partners = [other for other in self.books.held(host) if other not in (unit_id, host)]
        back = self._after_leaving(unit_id, old)
        return [self._moved(unit_id, host, {unit_id: host, other: back}) for other in partners if back is not None]

    def _after_leaving(self, unit_id: str, old: str) -> str | None:
        """Name who leads the old group when the unit has left it."""
        if old != unit_id:
            return old
        rest = [other for other in self.books.held(old) if other != unit_id]
        return self.books.leader(rest) if rest else None

    def _dissolved(self, move: Move) -> list[Move]:
        """Send the rest of the old group to the cheapest places with room, the dearest to leave first."""
        old = self.assignment[move.unit]
        rest = [other for other in self.books.held(old) if other != move.unit]
        if old is None or not rest or not self.index.is_small(old) or self._is_tied(rest):
            return []
        rest.sort(key=lambda unit: (-left_parts(self.index, unit).total, unit))
        changes: dict[str, str | None] = {move.unit: move.host, **dict.fromkeys(rest)}
        for unit in rest:
            options = [place for place in self.targets(unit) if place != old]
            changes[unit] = min(options, key=self._price_at(unit, changes))
        return [self._moved(move.unit, move.host, changes)]

    def _is_tied(self, units: list[str]) -> bool:
        return any(pair.kind == "together" for unit in units for pair in self.index.pairs_of.get(unit, ()))

    def _price_at(self, unit: str, changes: Placing) -> Callable[[str | None], tuple[float, str]]:
        def price(place: str | None) -> tuple[float, str]:
            if place is None:
                return left_parts(self.index, unit).total, ""
            together = self.books.held(place, {**changes, unit: place})
            fits = allows(self.index, place, together)
            return (self.index.link(unit, place).cost if fits else float("inf")), place

        return price


def _rank(move: Move) -> tuple[int, bool, str]:
    return move.delta, bool(move.also), move.host or ""
