"""A proof of a lower bound as frozen values: dual prices, cuts and a tree of cases (对偶价格、割与分情形)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SCALE = 1_000_000
SCHEMA = "runwu-joint-branch-certificate/1"

Measure = Literal["units", "members"]


@dataclass(frozen=True, slots=True)
class CapacityCut:
    """A set of units needs so many groups (容量割).

    `closed` are the existing branches whose room is taken off beforehand; need and weights follow from the set.
    """

    measure: Measure
    units: tuple[str, ...]
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubsetCut:
    """New branches hold at most (n - 1) / 2 pairs out of an odd number n of units not tied together (子集行割)."""

    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dual:
    """Prices in millionths of a point; all but those of units are zero or more, and zeros are left out.

    units: of placing a unit (tied units share the price of the first); capacity and subset: by number of the cut;
    room_units, room_members: of one place at an existing branch; apart: of two units at an existing branch.
    """

    units: tuple[tuple[str, int], ...]
    capacity: tuple[tuple[int, int], ...] = ()
    subset: tuple[tuple[int, int], ...] = ()
    room_units: tuple[tuple[str, int], ...] = ()
    room_members: tuple[tuple[str, int], ...] = ()
    apart: tuple[tuple[str, str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Together:
    """The question whether two units stand in the same new branch."""

    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Placed:
    """The question whether a unit stands at an existing branch, or (host None) is left to the catch-all."""

    unit: str
    host: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A question with both answers; every plan falls under exactly one (分情形)."""

    question: Together | Placed
    yes: Case | Dual
    no: Case | Dual


@dataclass(frozen=True, slots=True)
class ParkProof:
    """The proof for one park: no legal plan costs less than `bound`, settled units included.

    `root` prices every possible group at zero or more. Without `cases` its value alone reaches the bound; with them,
    what a plan of at most `listed` could still use is listed by the root's prices, and each case prices that list.
    """

    park: str
    bound: int
    capacity: tuple[CapacityCut, ...]
    subset: tuple[SubsetCut, ...]
    root: Dual
    cases: Case | Dual | None = None
    listed: int | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """The proofs of all parks (下界证书)."""

    parks: tuple[ParkProof, ...]

    @property
    def bound(self) -> int:
        """Add the parks' bounds."""
        return sum(park.bound for park in self.parks)
