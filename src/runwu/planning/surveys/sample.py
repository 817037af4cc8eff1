"""A stratified sample: how many to visit per stratum, which ones, and what their answers say of the whole (分层抽样).

Shares are those of enterprises that operate. Sizes follow Neyman's optimum for a given margin at 95 %, with the finite
population taken into account; the expected share of each stratum stands for its spread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil, sqrt

_Z = 1.96
_LEAST = 5


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the whole: how many there are, and which share of them is expected to operate."""

    key: str
    size: int
    expected: float

    @property
    def spread(self) -> float:
        """The standard deviation that goes with the expected share."""
        return sqrt(self.expected * (1 - self.expected))


@dataclass(frozen=True, slots=True)
class Answered:
    """What visits found in a stratum: how many gave an answer, how many of them operate."""

    size: int
    answered: int
    operating: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many operate, and half the width of the interval at 95 %; numbers of enterprises."""

    operating: int
    margin: int


def allocate(strata: Sequence[Stratum], *, margin: float) -> dict[str, int]:
    """Return how many to visit per stratum so that the share of the whole is known to ± `margin` (0–1) at 95 %.

    >>> allocate([Stratum("a", 1000, 0.5), Stratum("b", 3, 0.5)], margin=0.05)
    {'a': 277, 'b': 3}
    """
    whole = sum(stratum.size for stratum in strata)
    weighted = sum(stratum.size * stratum.spread for stratum in strata)
    if not whole or not weighted:
        return {stratum.key: 0 for stratum in strata}
    squared = sum(stratum.size * stratum.spread**2 for stratum in strata)
    needed = weighted**2 / ((whole * margin / _Z) ** 2 + squared)
    return {one.key: _bounded(needed * one.size * one.spread / weighted, one.size) for one in strata}


def _bounded(wanted: float, size: int) -> int:
    return min(size, max(_LEAST, ceil(wanted)))


def draw(ids: Iterable[str], number: int, *, seed: str) -> list[str]:
    """Draw so many of the ids, the same ones for the same seed, whatever order they come in.

    >>> draw(["a", "b", "c"], 2, seed="1") == draw(["c", "b", "a"], 2, seed="1")
    True
    """
    return sorted(ids, key=lambda one: sha256(f"{seed}/{one}".encode()).digest())[:number]


def estimate(answers: Mapping[str, Answered]) -> Estimate | None:
    """Say from the answers how many operate in all; None while some stratum has fewer than two answers.

    >>> estimate({"a": Answered(100, 10, 5)})
    Estimate(operating=50, margin=31)
    """
    found = [one for one in answers.values() if one.size]
    if not found or any(one.answered < min(2, one.size) for one in found):
        return None
    total = sum(one.size * one.operating / one.answered for one in found)
    variance = sum(_variance(one) for one in found)
    return Estimate(round(total), ceil(_Z * sqrt(variance)))


def _variance(one: Answered) -> float:
    if one.answered < 2:
        return 0.0
    share = one.operating / one.answered
    return one.size**2 * (1 - one.answered / one.size) * share * (1 - share) / (one.answered - 1)
