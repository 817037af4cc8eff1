"""The cheapest assignment, exactly: successive shortest paths with convex loads (最小费用流).

Firms enter one by one; each takes the cheapest chain of moves that ends at a contact with room, or with a firm left to
nobody. After each firm the assignment is the cheapest of those that entered, because loads only grow dearer
(Ahuja, Magnanti, Orlin: Network Flows, 9.7 and 14.5). Ties are broken by the order of the input: the same input gives
the same plan. Where nobody waits for the cheapest, the firms left are appended, each where it then costs least.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .costs import NEVER, Matrix

_NONE = NEVER // 2


@dataclass(frozen=True, slots=True)
class Slots:
    """What the next firm of a contact costs: `costs[j][k]` for the one after k; no entry where the limit is reached."""

    costs: tuple[tuple[int, ...], ...]

    def after(self, place: int, taken: int) -> int:
        """Return the cost of one more, NEVER where there is no room."""
        held = self.costs[place]
        return held[taken] if taken < len(held) else int(NEVER)


class Flow:
    """An assignment that grows by one firm at a time and is cheapest throughout; the last place is “nobody”."""

    def __init__(self, cost: Matrix, slots: Slots) -> None:
        self._cost, self._slots = cost, slots
        self._nobody = cost.shape[1] - 1
        self._held: list[list[int]] = [[] for _ in range(cost.shape[1])]
        self._moves = np.full((cost.shape[1], cost.shape[1]), NEVER, dtype=np.int64)
        self._changed: set[int] = set()
        self.at = np.full(cost.shape[0], -1, dtype=np.int64)

    def loads(self) -> list[int]:
        """Return how many firms each contact has."""
        return [len(held) for held in self._held[:-1]]

    def enter(self, firm: int) -> None:
        """Place one more firm by the cheapest chain of moves."""
        ways, before = self._shortest(self._cost[firm])
        ends = ways + self._room()
        place = int(np.argmin(ends))
        chain: list[tuple[int, int, int]] = []
        while before[place] >= 0:
            source = int(before[place])
            chain.append((self._mover(source, place), source, place))
            place = source
        for mover, source, target in chain:
            self._held[source].remove(mover)
            self._put(mover, target)
        self._put(firm, place)
        for changed in {place, *(target for _, _, target in chain), *(source for _, source, _ in chain)}:
            self._remember(changed)

    def append(self, firm: int) -> None:
        """Place one more firm where it costs least as things stand, moving nobody; no firm `enter`s afterwards."""
        place = int(np.argmin(self._cost[firm] + self._room()))
        self._put(firm, place)
        self._changed.add(place)

    def prices(self) -> list[int]:
        """Return what one more firm at each contact would cost the whole plan: the dual values (影子价格)."""
        for changed in sorted(self._changed):
            self._remember(changed)
        prices = self._room()
        for _ in range(len(prices)):
            better = np.minimum(prices, (self._moves + prices[None, :]).min(axis=1))
            if np.array_equal(better, prices):
                break
            prices = better
        return [int(min(price, _NONE)) for price in prices[:-1]]

    def _room(self) -> Matrix:
        loads = self.loads()
        return np.array([*(self._slots.after(j, load) for j, load in enumerate(loads)), 0], dtype=np.int64)

    def _shortest(self, first: Matrix) -> tuple[Matrix, Matrix]:
        """Return the cheapest way to each place, and the place before it (-1: directly)."""
        ways, before = first.copy(), np.full(len(first), -1, dtype=np.int64)
        for _ in range(len(first)):
            through = ways[:, None] + self._moves
            best = through.argmin(axis=0)
            found = through[best, np.arange(len(first))]
            shorter = (found < ways) & (found < _NONE)
            if not shorter.any():
                break
            ways, before = np.where(shorter, found, ways), np.where(shorter, best, before)
        return ways, before

    def _mover(self, source: int, target: int) -> int:
        held = self._held[source]
        return held[int(np.argmin(self._cost[held, target] - self._cost[held, source]))]

    def _put(self, firm: int, place: int) -> None:
        self._held[place].append(firm)
        self.at[firm] = place

    def _remember(self, place: int) -> None:
        """Renew what it costs to move one firm from a place to each other."""
        held = sorted(self._held[place])
        self._held[place] = held
        if not held:
            self._moves[place] = NEVER
            return
        row = (self._cost[held] - self._cost[held, place][:, None]).min(axis=0)
        self._moves[place] = np.where(row >= _NONE, NEVER, row)
        self._moves[place, place] = NEVER
