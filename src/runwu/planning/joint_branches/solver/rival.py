"""A plan found another way, which the first plan must not be dearer than (另法所得的方案)."""

from __future__ import annotations

from dataclasses import dataclass

from .draft import INFINITE, Draft, Prices


@dataclass(frozen=True, slots=True)
class Rival:
    """Groups and places of items that another way of planning has found."""

    groups: tuple[tuple[int, ...], ...]
    at_anchor: tuple[tuple[int, ...], ...]


def drafted(prices: Prices, rival: Rival) -> Draft:
    """Read a rival as a draft, as far as it is legal."""
    fits = [items if prices.at_anchor(anchor, items) < INFINITE else () for anchor, items in enumerate(rival.at_anchor)]
    return prices.draft(rival.groups, fits)
