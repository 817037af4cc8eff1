"""Cutting planes of one park: rounded capacity and subset rows, kept as incidence arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Bools, Bytes, Floats
from .columns import Columns
from .model import ParkModel


@dataclass(frozen=True, eq=False)
class CapacityCuts:
    """A set of items needs at least `need` groups (容量割).

    groups touching the set + (units of the set left or at an anchor that is not `closed`) / residue ≥ need.
    It is the mixed-integer rounding of max_units × groups + such units ≥ units of the set − places of closed anchors.
    touches: (N + 1, cuts); closed: (cuts, K); need, residue: (cuts).
    """

    touches: Bytes
    closed: Bools
    need: Floats
    residue: Floats

    def __len__(self) -> int:
        return len(self.need)

    def of_columns(self, columns: Columns) -> Bools:
        """Tell which columns touch which cut, shape (columns, cuts)."""
        return np.asarray(columns.counts(self.touches) > 0)

    def of_leaving(self, model: ParkModel) -> Floats:
        """Weigh every item left over, shape (N, cuts)."""
        return self.touches[:-1] * weights(model)[:, None] / self.residue

    def of_anchor(self, model: ParkModel, anchor: int) -> Floats:
        """Weigh every item placed at one anchor, shape (N, cuts)."""
        return np.asarray(self.of_leaving(model) * ~self.closed[:, anchor])

    def joined(self, other: CapacityCuts) -> CapacityCuts:
        """Append more cuts."""
        return CapacityCuts(
            np.concatenate([self.touches, other.touches], axis=1),
            np.concatenate([self.closed, other.closed]),
            np.concatenate([self.need, other.need]),
            np.concatenate([self.residue, other.residue]),
        )


@dataclass(frozen=True, eq=False)
class SubsetCuts:
    """At most one group may hold two or more of three items (子集行割). touches: (N + 1, cuts)."""

    touches: Bytes

    def __len__(self) -> int:
        return int(self.touches.shape[1])

    def of_columns(self, columns: Columns) -> Bools:
        """Tell which columns hold two or more items of which cut, shape (columns, cuts)."""
        return np.asarray(columns.counts(self.touches) >= 2)

    def joined(self, other: SubsetCuts) -> SubsetCuts:
        """Append more cuts."""
        return SubsetCuts(np.concatenate([self.touches, other.touches], axis=1))


def weights(model: ParkModel) -> Floats:
    """Count the units of each item, at most as many as a branch may hold; a person may have settled more."""
    return np.minimum(model.size, model.parameters.max_units).astype(np.float64)


def no_capacity_cuts(model: ParkModel) -> CapacityCuts:
    """Return no cuts at all."""
    closed = np.zeros((0, len(model.anchor_ids)), dtype=bool)
    return CapacityCuts(np.zeros((model.count + 1, 0), dtype=np.uint8), closed, np.zeros(0), np.zeros(0))


def no_subset_cuts(model: ParkModel) -> SubsetCuts:
    """Return no cuts at all."""
    return SubsetCuts(np.zeros((model.count + 1, 0), dtype=np.uint8))
