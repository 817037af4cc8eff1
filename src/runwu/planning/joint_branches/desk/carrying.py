"""Carry places over to a problem with other units (原安排的沿用)."""

from __future__ import annotations

from ..cost import Assignment
from ..index import Index
from ..trial import Books
from .wishes import kept_places


def settled_places(index: Index, assignment: Assignment) -> dict[str, str | None]:
    """Carry places over to a problem with other units: hosts that are gone are replaced, unknown units are left."""
    places = kept_places(index.problem, assignment)
    orphans: dict[str, list[str]] = {}
    for unit in index.problem.units:
        host = places[unit.id]
        if not index.is_small(unit.id):
            places[unit.id] = unit.id
        elif host is not None and (host not in index.hosts or (index.is_small(host) and places[host] != host)):
            orphans.setdefault(host, []).append(unit.id)
    books = Books(index, {**places, **dict.fromkeys((u for units in orphans.values() for u in units), None)})
    for units in orphans.values():
        places |= dict.fromkeys(units, books.leader(units))
    return places
