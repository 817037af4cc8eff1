"""Cutting planes of one park: rounded capacity and subset rows, kept as incidence arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Bools, Bytes, Floats, Ints
from .columns import Columns
from .model import ParkModel


@dataclass(frozen=True, eq=False)
class CapacityCuts:
    """A set of items needs at least `need` groups (容量割).

    groups touching the set + (weight of the set left or at an anchor that is not `closed`) / residue ≥ need, where
    weight counts units, or members. It is the mixed-integer rounding of
    limit × groups + such weight ≥ weight of the set − room of the closed anchors.
    touches: (N + 1, cuts); share: (N, cuts), weight / residue within the set; closed: (cuts, K); need, residue: (cuts);
    by_members: (cuts), whether weights count members instead of units.
    """

    touches: Bytes
    share: Floats
    closed: Bools
    need: Floats
    residue: Floats
    by_members: Bools

    def __len__(self) -> int:
        return len(self.need)

    def of_columns(self, columns: Columns) -> Bools:
        """Tell which columns touch which cut, shape (columns, cuts)."""
        return np.asarray(columns.counts(self.touches) > 0)

    def of_anchor(self, anchor: int) -> Floats:
        """Weigh every item placed at one anchor, shape (N, cuts)."""
        return np.asarray(self.share * ~self.closed[:, anchor])

    def joined(self, other: CapacityCuts) -> CapacityCuts:
        """Append more cuts."""
        return CapacityCuts(
            np.concatenate([self.touches, other.touches], axis=1),
            np.concatenate([self.share, other.share], axis=1),
            np.concatenate([self.closed, other.closed]),
            np.concatenate([self.need, other.need]),
            np.concatenate([self.residue, other.residue]),
            np.concatenate([self.by_members, other.by_members]),
        )


@dataclass(frozen=True, eq=False)
class SubsetCuts:
    """Groups hold at most (n - 1) / 2 pairs out of an odd number n of items (子集行割). touches: (N + 1, cuts)."""

    touches: Bytes

    def __len__(self) -> int:
        return int(self.touches.shape[1])

    @property
    def most(self) -> Ints:
        """Return how many pairs there can be, (n - 1) / 2 per cut."""
        return np.asarray((self.touches.sum(axis=0, dtype=np.int64) - 1) // 2)

    def of_columns(self, columns: Columns) -> Floats:
        """Count the pairs that each column holds of each cut, shape (columns, cuts)."""
        return np.asarray(columns.counts(self.touches) // 2)

    def joined(self, other: SubsetCuts) -> SubsetCuts:
        """Append more cuts."""
        return SubsetCuts(np.concatenate([self.touches, other.touches], axis=1))


def no_capacity_cuts(model: ParkModel) -> CapacityCuts:
    """Return no cuts at all."""
    closed = np.zeros((0, len(model.anchor_ids)), dtype=bool)
    touches = np.zeros((model.count + 1, 0), dtype=np.uint8)
    none = np.zeros(0)
    return CapacityCuts(touches, np.zeros((model.count, 0)), closed, none, none, none.astype(bool))


def no_subset_cuts(model: ParkModel) -> SubsetCuts:
    """Return no cuts at all."""
    return SubsetCuts(np.zeros((model.count + 1, 0), dtype=np.uint8))
