"""What each pair of enterprise and contact costs, term by term, and as one matrix (评分)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..joint_branches.geometry import EARTH_RADIUS_M, distance_m
from .problem import Contact, Firm, Problem

Matrix = NDArray[np.int64]
NEVER = np.int64(2**42)
"""The cost of a pair that is not allowed; whatever reaches half of it is none."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What one pair pays; `metres` is the way, or None where a place is not known."""

    way: int
    language: int
    trade: int
    change: int
    metres: int | None = None

    @property
    def total(self) -> int:
        """The sum of the terms."""
        return self.way + self.language + self.trade + self.change


def terms_of(problem: Problem, firm: Firm, contact: Contact) -> Terms:
    """Return what a pair pays."""
    weights, metres = problem.weights, way_of(firm, contact)
    return Terms(
        way=weights.unknown_way if metres is None else metres,
        language=weights.language if firm.languages and not firm.languages & contact.languages else 0,
        trade=0 if firm.trade is None or firm.trade in contact.trades else weights.trade,
        change=weights.change if firm.today not in (None, contact.id) else 0,
        metres=metres,
    )


def way_of(firm: Firm, contact: Contact) -> int | None:
    """Return the way in metres, or None where a place is not known."""
    if firm.lat is None or firm.lon is None or contact.lat is None or contact.lon is None:
        return None
    return distance_m(firm.lat, firm.lon, contact.lat, contact.lon)


def left_cost(problem: Problem, firm: Firm) -> int:
    """Return what a firm without anybody pays; one that has somebody today also pays for the change."""
    return problem.weights.left + (problem.weights.change if firm.today is not None else 0)


def load_cost(problem: Problem, contact: Contact, taken: int) -> int:
    """Return what a contact's load pays when they take so many firms: the square of all they look after."""
    return problem.weights.balance * ((contact.elsewhere + taken) ** 2 - contact.elsewhere**2)


def allowed(problem: Problem, firm: Firm, contact: Contact) -> bool:
    """Tell whether a pair may be: same park, within the way where it is known, nobody barred, nothing else fixed."""
    metres = way_of(firm, contact)
    far = problem.max_way_m is not None and metres is not None and metres > problem.max_way_m
    barred = any(bar.firm == firm.id and bar.contact == contact.id for bar in problem.bars)
    pin = next((pin for pin in problem.pins if pin.firm == firm.id), None)
    return firm.park == contact.park and not far and not barred and (pin is None or pin.contact == contact.id)


def matrix_of(problem: Problem) -> Matrix:
    """Return costs, shape (firms, contacts + 1), NEVER where not allowed; the last column is “nobody”."""
    cost = np.full((len(problem.firms), len(problem.contacts) + 1), NEVER, dtype=np.int64)
    if problem.contacts and problem.firms:
        cost[:, :-1] = _pairs(problem)
    cost[:, -1] = [left_cost(problem, firm) for firm in problem.firms]
    number = {contact.id: place for place, contact in enumerate(problem.contacts)}
    row = {firm.id: place for place, firm in enumerate(problem.firms)}
    for bar in problem.bars:
        cost[row[bar.firm], number[bar.contact]] = NEVER
    for pin in problem.pins:
        place = len(problem.contacts) if pin.contact is None else number[pin.contact]
        kept = cost[row[pin.firm], place]
        if kept >= NEVER // 2:  # a person fixed it beyond the way: the way is paid, not forbidden
            kept = terms_of(problem, problem.firms[row[pin.firm]], problem.contacts[place]).total
        cost[row[pin.firm]] = NEVER
        cost[row[pin.firm], place] = kept
    return cost


def _pairs(problem: Problem) -> Matrix:
    weights, firms, contacts = problem.weights, problem.firms, problem.contacts
    metres, known = _ways(firms, contacts)
    found = np.where(known, metres, weights.unknown_way)
    speaks = _any_common([firm.languages for firm in firms], [one.languages for one in contacts])
    asks = np.array([bool(firm.languages) for firm in firms])[:, None]
    found += weights.language * (asks & ~speaks)
    knows = _any_common([frozenset((firm.trade,)) for firm in firms], [one.trades for one in contacts])
    has = np.array([firm.trade is not None for firm in firms])[:, None]
    found += weights.trade * (has & ~knows)
    number = {contact.id: place for place, contact in enumerate(contacts)}
    today = np.array([number.get(firm.today or "", -1) for firm in firms])[:, None]
    found += weights.change * ((today >= 0) & (today != np.arange(len(contacts))[None, :]))
    parks = np.array([firm.park for firm in firms])[:, None] != np.array([one.park for one in contacts])[None, :]
    far = known & (metres > problem.max_way_m) if problem.max_way_m is not None else np.False_
    return np.where(parks | far, NEVER, found)


def _ways(firms: tuple[Firm, ...], contacts: tuple[Contact, ...]) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return metres, shape (firms, contacts), rounded as `distance_m` rounds, and where they are known."""
    there, here = _radians(firms), _radians(contacts)
    lat, lon = there[:, None, 0] - here[None, :, 0], there[:, None, 1] - here[None, :, 1]
    chord = np.sin(lat / 2) ** 2 + np.cos(there[:, None, 0]) * np.cos(here[None, :, 0]) * np.sin(lon / 2) ** 2
    metres = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    known = ~np.isnan(metres)
    return np.rint(np.where(known, metres, 0)).astype(np.int64), known


def _radians(places: Any) -> NDArray[np.float64]:
    points = [(np.nan, np.nan) if one.lat is None else (one.lat, one.lon) for one in places]
    return np.radians(np.array(points, dtype=np.float64).reshape(len(places), 2))


def _any_common(rows: list[frozenset[Any]], columns: list[frozenset[Any]]) -> NDArray[np.bool_]:
    words = {word: number for number, word in enumerate(sorted({w for s in (*rows, *columns) for w in s if w}))}
    marks = [np.zeros((len(side), len(words)), dtype=np.int64) for side in (rows, columns)]
    for mark, side in zip(marks, (rows, columns), strict=True):
        for number, held in enumerate(side):
            mark[number, [words[word] for word in held if word]] = 1
    return marks[0] @ marks[1].T > 0
