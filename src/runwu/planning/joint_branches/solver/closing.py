"""The last step: list every group that a better plan could still use, and choose among them to the end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...certificate.values import SCALE
from .arrays import Floats
from .columns import Columns
from .duals import Duals
from .generation import Generation
from .partition import Choices, Partition, partition
from .points import Point
from .pricing import Pricer

TOLERANCE = 1e-3
TRIES = 6


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A converged master: proof and duals that belong together, and the reduced costs of everything but groups."""

    point: Point
    duals: Duals
    left: Floats
    places: Floats

    @property
    def bound(self) -> float:
        """Return what the prices prove, in points."""
        return self.point.value / SCALE


def snapshot(generation: Generation) -> Snapshot | None:
    """Keep what the closing needs before more cuts change the master; None unless the last bound was exact."""
    solution, duals = generation.solution, generation.duals
    if solution is None or duals is None or generation.last is None or not generation.exact:
        return None
    left, places = generation.master.reduced_costs()
    return Snapshot(generation.last, duals, left, places)


class Closing:
    """Lists and chooses under one snapshot."""

    def __init__(self, generation: Generation, taken: Snapshot) -> None:
        self.generation = generation
        self.taken = taken
        self.pricer = Pricer(generation.model, taken.duals)

    def list_below(self, spare: float, most: int) -> Columns | None:
        """List all groups with reduced cost up to `spare`; None when there are more than `most`."""
        priced = self.pricer.below(spare + TOLERANCE, limit=10 * most)
        return priced.columns if priced.complete and len(priced.columns) <= most else None

    def list_widest(self, spare: float, most: int) -> tuple[Columns, float] | None:
        """List groups for the widest of a few spares that stays within `most`: (groups, spare)."""
        for _ in range(TRIES):
            columns = self.list_below(spare, most)
            if columns is not None:
                return columns, spare
            spare *= 0.6
        return None

    def choices(self, columns: Columns, spare: float) -> Choices:
        """Add to these groups everything else whose reduced cost stays within the spare."""
        left = np.flatnonzero(self.taken.left <= spare + TOLERANCE)
        places = np.argwhere(self.taken.places <= spare + TOLERANCE)
        return Choices(columns, left, places)

    def choose(self, columns: Columns, spare: float, *, nodes: int, seconds: float) -> Partition:
        """Choose among these groups, with everything else whose reduced cost stays within the spare."""
        master = self.generation.master
        choices = self.choices(columns, spare)
        prices = self.generation.prices
        return partition(prices, choices, master.capacity, master.subset, nodes=nodes, seconds=seconds)
