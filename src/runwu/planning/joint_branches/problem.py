"""The joint-branch problem (拼支部) as frozen values: everything a plan depends on, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from .locating import Estimate

SCHEMA = "runwu-joint-branch/1"
ANSWER_SCHEMA = "runwu-joint-branch-answer/1"

PairKind = Literal["apart", "together"]


@dataclass(frozen=True, slots=True)
class Parameters:
    """The limits of a plan (参数); each comes from a dated rule or a setting of the park."""

    min_full: int = 3
    max_members: int = 50
    max_units: int = 5
    max_way_m: int = 1500
    big_units_may_take_in: bool = True


@dataclass(frozen=True, slots=True)
class Costs:
    """What a plan pays for, in whole points; one point is one metre of way."""

    branch: int = 400
    grid: int = 150
    chain: int = 80
    three: int = 120
    change: int = 100
    left: int = 3000


NEAR = "近便"
SAME_CHAIN = "同链"
STABLE = "稳定"
PROFILES: dict[str, Costs] = {
    NEAR: Costs(),
    SAME_CHAIN: replace(Costs(), chain=400),
    STABLE: replace(Costs(), three=800),
}


@dataclass(frozen=True, slots=True)
class Park:
    """A park (园区); groups never cross its border."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Unit:
    """An operating enterprise with members (单位); coordinates in degrees, WGS-84."""

    id: str
    name: str
    park: str
    building: str
    lat: float
    lon: float
    grid: str
    chain: str | None
    full_members: int
    probationary: int = 0
    today: str | None = None

    @property
    def members(self) -> int:
        """Count full and probationary members."""
        return self.full_members + self.probationary


@dataclass(frozen=True, slots=True)
class Branch:
    """An existing branch that may take in neighbours (已有支部)."""

    id: str
    name: str
    park: str
    lat: float
    lon: float
    grid: str
    chain: str | None
    units: int
    full_members: int
    members: int
    today: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that must stay together or apart (必须同组 / 必须分开)."""

    kind: PairKind
    a: str
    b: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One instance (一份测算数据): parks, units without a branch, branches that may take in, pairs, limits and costs.

    estimates: the entries whose coordinates were missing when the instance was read, and where they were put.
    """

    name: str
    parks: tuple[Park, ...]
    units: tuple[Unit, ...]
    branches: tuple[Branch, ...] = ()
    pairs: tuple[Pair, ...] = ()
    profile: str = NEAR
    parameters: Parameters = field(default_factory=Parameters)
    costs: Costs = field(default_factory=Costs)
    estimates: tuple[Estimate, ...] = ()


def with_profile(problem: Problem, profile: str) -> Problem:
    """Return the same problem judged by another profile (换一种取向); its costs become the profile's own.

    The price of leaving somebody stays, because instances may set another value for it.
    Raises KeyError when the profile is none of PROFILES.
    """
    costs = replace(PROFILES[profile], left=problem.costs.left)
    return replace(problem, profile=profile, costs=costs)
