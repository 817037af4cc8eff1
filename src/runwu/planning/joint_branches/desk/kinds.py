"""The edits that a person makes in a plan (人工调整的种类)."""

from __future__ import annotations

from dataclasses import dataclass

from ..problem import PairKind


@dataclass(frozen=True, slots=True)
class Place:
    """Put a unit somewhere: a host, any unit of a group, OWN, or None for the catch-all, which needs a reason."""

    unit: str
    host: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LockGroup:
    """Keep a group exactly as it is (锁定): its host."""

    host: str


@dataclass(frozen=True, slots=True)
class Release:
    """Take back what is settled about a unit or a group: its lock, its fixed place (解除)."""

    entry: str


@dataclass(frozen=True, slots=True)
class TiePair:
    """Two entries that must stay together or apart (同组、分开)."""

    kind: PairKind
    a: str
    b: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UntiePair:
    """Take back a pair that a person added."""

    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Exclude:
    """Leave a unit out of the plan altogether (不参加编组); it is in no group, not in the catch-all, and costs nothing."""

    unit: str


@dataclass(frozen=True, slots=True)
class Include:
    """Take an excluded unit in again; it waits in the catch-all until somebody places it."""

    unit: str


Edit = Place | LockGroup | Release | TiePair | UntiePair | Exclude | Include
