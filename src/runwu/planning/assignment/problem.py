"""Who looks after which enterprise (派员问题): contacts, enterprises, weights; plain data, ids are strings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Contact:
    """An instructor or liaison (指导员、联络员): where they start from, what they speak and know, how many they take.

    `limit` counts enterprises in all; `elsewhere` of them are looked after already and take no part here.
    Degrees are WGS-84; None where the place is not known.
    """

    id: str
    name: str
    park: str
    limit: int
    lat: float | None = None
    lon: float | None = None
    languages: frozenset[str] = frozenset()
    trades: frozenset[str] = frozenset()
    elsewhere: int = 0

    @property
    def room(self) -> int:
        """How many more enterprises they can take."""
        return max(0, self.limit - self.elsewhere)


@dataclass(frozen=True, slots=True)
class Firm:
    """An enterprise that needs a contact; it is served by whoever speaks one of its languages (none: no matter)."""

    id: str
    name: str
    park: str
    lat: float | None = None
    lon: float | None = None
    languages: frozenset[str] = frozenset()
    trade: str | None = None
    today: str | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What a plan pays, in points; one metre of way costs one point.

    `unknown_way` is the way counted where a place is not known. `balance` is paid per square of everybody's load, so
    that a plan prefers even loads. `left` is so dear that nobody is left to save a way.
    """

    unknown_way: int = 1_000
    language: int = 1_500
    trade: int = 300
    change: int = 400
    balance: int = 20
    left: int = 100_000


@dataclass(frozen=True, slots=True)
class Pin:
    """A firm fixed to a contact, or to nobody (固定安排)."""

    firm: str
    contact: str | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A contact who must not look after a firm (回避), and why."""

    firm: str
    contact: str
    reason: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Firms, those who may look after them, and what is fixed; contacts serve firms of their own park only."""

    contacts: tuple[Contact, ...]
    firms: tuple[Firm, ...]
    weights: Weights = field(default_factory=Weights)
    max_way_m: int | None = None
    pins: tuple[Pin, ...] = ()
    bars: tuple[Bar, ...] = ()

    def with_limits(self, change: int) -> Problem:
        """Return the problem with everybody's limit changed, never below nothing."""
        contacts = tuple(replace(one, limit=max(0, one.limit + change)) for one in self.contacts)
        return replace(self, contacts=contacts)

    def with_pins(self, pins: Mapping[str, str | None]) -> Problem:
        """Return the problem with further firms fixed; a firm named anew is fixed anew."""
        merged = {**{pin.firm: pin.contact for pin in self.pins}, **pins}
        return replace(self, pins=tuple(Pin(firm, contact) for firm, contact in merged.items()))
