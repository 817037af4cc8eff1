"""Find subset-row cuts on five or more items, grown pair by pair along the fractional support (奇集割的分离)."""

from __future__ import annotations

import numpy as np

from .arrays import Bools, Floats
from .columns import Columns
from .cuts import SubsetCuts
from .master import Fractional
from .model import ParkModel
from .subset_rows import SUPPORT, VIOLATION, incidence

PAIRS = 8  # growth steps: sets of up to 2 × 8 + 1 items
USES = 5


def violated_odd_sets(model: ParkModel, columns: Columns, solution: Fractional, most: int) -> SubsetCuts:
    """Grow an odd set from every item in doubt and keep the worst sets that are violated.

    A set of n items is violated when the groups that hold an odd number of them, with its items left or at anchors,
    add up to less than one: the pairs inside are then more than (n - 1) / 2.
    """
    used = np.flatnonzero((solution.groups > SUPPORT) & (solution.groups < 1 - SUPPORT))
    share, holds = solution.groups[used], incidence(columns.take(used), model.count)
    doubtful = np.flatnonzero(holds.any(axis=0))
    elsewhere = (solution.left + solution.at_anchor.sum(axis=1))[doubtful]
    found = _Growth(share, holds[:, doubtful], elsewhere).run() if len(doubtful) >= 5 else []
    touches = np.zeros((model.count + 1, min(len(found), most)), dtype=np.uint8)
    chosen = _spread(found, len(doubtful), most)
    for cut, members in enumerate(chosen):
        touches[doubtful[members], cut] = 1
    return SubsetCuts(touches[:, : len(chosen)])


class _Growth:
    """Sets grown from every item at once: members (starts, items), and how often each group's count is odd."""

    def __init__(self, share: Floats, holds: Floats, elsewhere: Floats) -> None:
        self.share = share
        self.holds = holds
        self.elsewhere = elsewhere
        self.members = np.eye(holds.shape[1], dtype=bool)
        self.odd = holds.T > 0
        self.weight = self.odd @ share + elsewhere

    def run(self) -> list[tuple[float, Bools]]:
        """Return violated sets of five items or more, the worst first, each once."""
        found: dict[bytes, tuple[float, Bools]] = {}
        for pairs in range(1, PAIRS + 1):
            self._add()
            self._add()
            if not len(self.members):
                break
            for row in np.flatnonzero(self.weight < 1 - 2 * VIOLATION).tolist() if pairs > 1 else []:
                found[self.members[row].tobytes()] = (float(self.weight[row]), self.members[row].copy())
        return sorted(found.values(), key=lambda entry: (round(entry[0], 6), entry[1].tobytes()))

    def _add(self) -> None:
        """Add to every set the item that lowers its weight the most; sets without one end here."""
        change = np.where(self.odd, -self.share, self.share) @ self.holds + self.elsewhere
        change[self.members] = np.inf
        best = change.argmin(axis=1)
        rows = np.arange(len(best))
        self.weight = self.weight + change[rows, best]
        self.members[rows, best] = True
        self.odd ^= self.holds[:, best].T > 0
        going = np.isfinite(self.weight) & (self.weight < 2.0)
        self.members, self.odd, self.weight = self.members[going], self.odd[going], self.weight[going]


def _spread(found: list[tuple[float, Bools]], count: int, most: int) -> list[Bools]:
    """Take the worst sets so that no item stands in too many of them."""
    uses = np.zeros(count, dtype=np.int64)
    chosen: list[Bools] = []
    for _, members in found:
        if len(chosen) < most and uses[members].max() < USES:
            uses[members] += 1
            chosen.append(members)
    return chosen
