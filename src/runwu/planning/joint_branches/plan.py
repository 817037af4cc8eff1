"""The answer: a plan with its price, its proof, its groups and its reasons (组建方案)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..certificate.values import Certificate
from .cost import Parts
from .index import HostKind, Link
from .legality import Broken
from .limits import Ended


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is: a code for programs and a Chinese sentence for people."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Placement:
    """One unit at its host and what it pays there; the host itself pays nothing."""

    unit: str
    link: Link


@dataclass(frozen=True, slots=True)
class Alternative:
    """A way to mend a branch that lost somebody: who goes where, and what it changes in the plan's cost."""

    kind: str
    moves: tuple[tuple[str, str | None], ...]
    delta: int
    text: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """What happens when one full member of this unit leaves (一人离开)."""

    unit: str
    full_members: int
    stands: bool
    alternative: Alternative | None


@dataclass(frozen=True, slots=True)
class Stability:
    """What one person leaving does to a branch (稳定性): stands when it holds whoever leaves."""

    stands: bool
    leavings: tuple[Leaving, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One branch of the plan: a new joint branch, or an existing one that takes units in.

    full_members, members and unit_count include what the host held before; `units` are those placed by the plan.
    """

    letter: str
    park: str
    host: str
    kind: HostKind
    units: tuple[str, ...]
    unit_count: int
    full_members: int
    members: int
    longest_way: int
    placements: tuple[Placement, ...]
    parts: Parts
    why: tuple[Reason, ...]
    stability: Stability
    exceeded: tuple[Broken, ...] = ()


class LeftCode(StrEnum):
    """Why a unit is left to the catch-all branch (为何兜底)."""

    NOBODY = "nobody_within_reach"
    APART = "kept_apart"
    EXCEEDS = "would_exceed"
    DEARER = "dearer_than_leaving"
    PERSON = "decided_by_a_person"


@dataclass(frozen=True, slots=True)
class LeftUnit:
    """A unit left to the catch-all branch, with the reason and its price."""

    unit: str
    code: LeftCode
    text: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class Change:
    """What changes for one unit against today: kind is joins, moves or leaves."""

    unit: str
    kind: str
    today: str | None
    host: str | None


@dataclass(frozen=True, slots=True)
class ParkShare:
    """What one park contributed: cost, bound, why its run ended and how much work it took."""

    park: str
    cost: int
    bound: int
    ended: Ended
    columns: int
    cuts: int
    nodes: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """The plan a clerk makes by nearest neighbours (就近手排), for comparison."""

    cost: int
    parts: Parts
    assignment: Mapping[str, str | None]


@dataclass(frozen=True)
class Plan:
    """A plan for one problem. `gap` is (cost − bound) / bound, None while nothing is proven.

    assignment: unit id → host id, own id, or None for the catch-all branch; covers every unit of the problem.
    """

    name: str
    profile: str
    seed: int
    cost: int
    parts: Parts
    bound: int
    gap: float | None
    seconds: float
    ended: Ended
    assignment: Mapping[str, str | None]
    groups: tuple[Group, ...]
    left: tuple[LeftUnit, ...]
    changes: tuple[Change, ...]
    parks: tuple[ParkShare, ...]
    baseline: Baseline
    certificate: Certificate

    @property
    def proven(self) -> bool:
        """Tell whether no plan can be cheaper."""
        return self.cost == self.bound

    @property
    def joined_existing(self) -> tuple[Group, ...]:
        """List the existing branches that take units in."""
        return tuple(group for group in self.groups if group.kind is not HostKind.NEW)
