"""The answer to an assignment: who goes where, what it costs, how good it is, who stays without (派员方案)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Parts:
    """The cost of a plan by what it is paid for."""

    way: int = 0
    language: int = 0
    trade: int = 0
    change: int = 0
    balance: int = 0
    left: int = 0

    @property
    def total(self) -> int:
        """The cost of the plan."""
        return self.way + self.language + self.trade + self.change + self.balance + self.left


@dataclass(frozen=True, slots=True)
class Load:
    """How many enterprises a contact looks after, today and in the plan, of how many at most."""

    contact: str
    today: int
    planned: int
    limit: int


class LeftCode(StrEnum):
    """Why an enterprise stays without anybody (没有安排的原因)."""

    NOBODY = "nobody"  # the park has no contact
    FAR = "far"  # everybody is beyond the way
    BARRED = "barred"  # everybody within reach is barred
    FIXED = "fixed"  # a person said so
    FULL = "full"  # everybody who could is at the limit
    DEARER = "dearer"  # to place it would cost more than to leave it


@dataclass(frozen=True, slots=True)
class LeftFirm:
    """An enterprise without anybody, why, and what would help."""

    firm: str
    code: LeftCode
    words: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The plan of a clerk who gives each enterprise in turn to the nearest who still has room (就近分派)."""

    cost: int
    left: int
    assignment: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """An assignment with its cost, the proven bound and the prices that prove it; gap = (cost − bound) / bound.

    cut_short: whether somebody ended its computation before all firms had the cheapest place.
    """

    assignment: Mapping[str, str | None]
    cost: int
    bound: int
    parts: Parts
    loads: tuple[Load, ...]
    left: tuple[LeftFirm, ...]
    prices: Mapping[str, int]
    baseline: Baseline
    seconds: float
    cut_short: bool = False

    @property
    def gap(self) -> float:
        """The proven gap; nothing to do is no gap."""
        return (self.cost - self.bound) / self.bound if self.bound > 0 else float(self.cost > self.bound)

    @property
    def proven(self) -> bool:
        """Whether no plan can be cheaper."""
        return self.cost == self.bound
