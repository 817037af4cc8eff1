"""The capacitated p-median problem as values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class MedianProblem:
    """ways (n, n): cost of sending a point (row) to a median (column); demand (n); p medians of equal capacity.

    Raises ValueError when shapes disagree, a number is negative, or no plan can exist by count alone.
    """

    ways: Ints
    demand: Ints
    medians: int
    capacity: int

    def __post_init__(self) -> None:
        count = len(self.demand)
        if self.ways.shape != (count, count):
            raise ValueError(f"距离表应为 {count} × {count}，读到的是 {self.ways.shape}")
        if min(self.ways.min(initial=0), self.demand.min(initial=0), self.capacity) < 0:
            raise ValueError("距离、需求和容量不能为负")
        if not 1 <= self.medians <= count:
            raise ValueError(f"中位点 {self.medians} 个，应在 1 到 {count} 之间")
        if self.demand.sum() > self.medians * self.capacity or self.demand.max(initial=0) > self.capacity:
            raise ValueError(f"总需求 {self.demand.sum()} 或单点需求超过 {self.medians} 个中位点的容量 {self.capacity}")


@dataclass(frozen=True, eq=False)
class MedianPlan:
    """median (n): the median that each point goes to. No plan is cheaper than `bound`; seconds by the clock."""

    median: Ints
    cost: int
    bound: int
    seconds: float

    @property
    def proven(self) -> bool:
        """Tell whether no plan is cheaper."""
        return self.cost == self.bound
