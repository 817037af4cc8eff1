"""The checker's own reading of one park: prices of every place from the words of the model, in plain integers.

Nothing here comes from the solver; distances, prices and what follows from locks are worked out anew.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..joint_branches.problem import Branch, Problem, Unit

    Place = Unit | Branch

RADIUS = 6_371_000


class LockLike(Protocol):
    """A group kept as it is."""

    @property
    def host(self) -> str: ...  # noqa: D102
    @property
    def units(self) -> tuple[str, ...]: ...  # noqa: D102


class ForcedLike(Protocol):
    """One unit with a fixed place."""

    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def host(self) -> str | None: ...  # noqa: D102


def metres(a: Place, b: Place) -> int:
    """Measure a way by the haversine formula."""
    phi_a, phi_b = math.radians(a.lat), math.radians(b.lat)
    up, over = phi_b - phi_a, math.radians(b.lon) - math.radians(a.lon)
    h = math.sin(up / 2) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(over / 2) ** 2
    return round(RADIUS * 2 * math.atan2(math.sqrt(h), math.sqrt(max(1 - h, 0.0))))


def toll(problem: Problem, unit: Unit, host: Place) -> int | None:
    """Price one unit at a host other than itself; None beyond the longest way or in another park."""
    way = metres(unit, host)
    if way > problem.parameters.max_way_m or unit.park != host.park:
        return None
    price = way + (problem.costs.grid if unit.grid != host.grid else 0)
    price += 0 if unit.chain and unit.chain == host.chain else problem.costs.chain
    return price + (problem.costs.change if unit.today is not None and unit.today != host.today else 0)


def leaving(problem: Problem, unit: Unit) -> int:
    """Price one unit left to the catch-all branch."""
    return problem.costs.left * unit.full_members + (problem.costs.change if unit.today is not None else 0)


@dataclass(frozen=True)
class Settled:
    """What follows from locks, fixed places and ties: units with a place, and units that one of them must lead."""

    places: Mapping[str, str | None]
    led_by: Mapping[str, str]
    closed: frozenset[str]


def settle(problem: Problem, locked: Sequence[LockLike], forced: Sequence[ForcedLike]) -> Settled:
    """Carry locks and fixed places along the ties."""
    small = {unit.id for unit in problem.units if unit.full_members < problem.parameters.min_full}
    places: dict[str, str | None] = {unit: lock.host for lock in locked for unit in lock.units}
    led_by: dict[str, str] = {}
    for choice in forced:
        if choice.host is None or choice.host not in small or places.get(choice.host) == choice.host:
            places[choice.unit] = choice.host
        else:
            led_by |= {choice.unit: choice.host, choice.host: choice.host}
    for block in tied(problem):
        here = [places.get(entry, entry) for entry in block if entry in places or entry not in small]
        leaders = [led_by[entry] for entry in block if entry in led_by]
        if here:
            places |= {entry: here[0] for entry in block if entry in small}
        elif leaders:
            led_by |= dict.fromkeys(block, leaders[0])
    return Settled(places, led_by, frozenset(lock.host for lock in locked))


def places_of(problem: Problem) -> dict[str, Place]:
    """Look up units and branches by id."""
    places: dict[str, Place] = {unit.id: unit for unit in problem.units}
    return places | {branch.id: branch for branch in problem.branches}


def tied(problem: Problem) -> list[list[str]]:
    """Split units and branches into blocks tied together by pairs."""
    block_of = {entry: [entry] for entry in places_of(problem)}
    for pair in problem.pairs:
        one, other = block_of[pair.a], block_of[pair.b]
        if pair.kind == "together" and one is not other:
            one += other
            block_of |= dict.fromkeys(other, one)
    return list({id(block): block for block in block_of.values()}.values())


def apart_pairs(problem: Problem) -> set[frozenset[str]]:
    """List the pairs that must not meet."""
    return {frozenset((pair.a, pair.b)) for pair in problem.pairs if pair.kind == "apart"}


def clashing(entries: Iterable[str], others: Iterable[str], apart: set[frozenset[str]]) -> bool:
    """Tell whether any of one side must stay apart from any of the other."""
    right = list(others)
    return any(frozenset((a, b)) in apart for a in entries for b in right if a != b)
