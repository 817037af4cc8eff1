"""Entries tied together, directly or through others (必须同组的一串)."""

from __future__ import annotations

from collections.abc import Iterable

from .problem import Pair


def together_blocks(ids: Iterable[str], pairs: Iterable[Pair]) -> tuple[tuple[str, ...], ...]:
    """Split ids into blocks that must share a place; order follows `ids`."""
    order = list(ids)
    leader = {entry: entry for entry in order}
    for pair in pairs:
        if pair.kind == "together":
            leader[_leader_of(pair.a, leader)] = _leader_of(pair.b, leader)
    blocks: dict[str, list[str]] = {}
    for entry in order:
        blocks.setdefault(_leader_of(entry, leader), []).append(entry)
    return tuple(tuple(block) for block in blocks.values())


def _leader_of(entry: str, leader: dict[str, str]) -> str:
    while leader[entry] != entry:
        leader[entry] = leader[leader[entry]]
        entry = leader[entry]
    return entry
