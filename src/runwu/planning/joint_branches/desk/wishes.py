"""What a person has settled in a plan, gathered in one value that can be stored (人定事项)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from ..arrangements import Forced, Lock
from ..cost import Assignment
from ..errors import ContradictionError, InstanceError
from ..problem import Pair, Problem


@dataclass(frozen=True, slots=True)
class Wishes:
    """Locked groups, fixed places, pairs, and units that take no part; in the order in which they were settled."""

    locked: tuple[Lock, ...] = ()
    forced: tuple[Forced, ...] = ()
    pairs: tuple[Pair, ...] = ()
    excluded: tuple[str, ...] = ()

    def lock_of(self, entry: str) -> Lock | None:
        """Find the locked group that a unit or host belongs to."""
        return next((lock for lock in self.locked if entry == lock.host or entry in lock.units), None)

    def forced_of(self, unit: str) -> Forced | None:
        """Find the fixed place of a unit."""
        return next((choice for choice in self.forced if choice.unit == unit), None)

    def without(self, unit: str) -> Wishes:
        """Forget everything that names a unit, but its exclusion."""
        return replace(
            self,
            locked=tuple(lock for lock in self.locked if unit != lock.host and unit not in lock.units),
            forced=tuple(choice for choice in self.forced if unit not in (choice.unit, choice.host)),
            pairs=tuple(pair for pair in self.pairs if unit not in (pair.a, pair.b)),
        )


def with_wishes(problem: Problem, wishes: Wishes) -> Problem:
    """Return the problem with the pairs a person added and without the units that take no part.

    Raises InstanceError for an id that the problem does not know, ContradictionError when two pairs, or a pair and an
    exclusion, cannot hold together; both are named.
    """
    known = {unit.id for unit in problem.units} | {branch.id for branch in problem.branches}
    for entry in (*wishes.excluded, *(end for pair in wishes.pairs for end in (pair.a, pair.b))):
        if entry not in known:
            raise InstanceError(entry, "不在这次测算里")
    gone = set(wishes.excluded)
    _refuse_excluded_ends(wishes, gone)
    pairs = {frozenset((pair.a, pair.b)): pair for pair in problem.pairs}
    for pair in wishes.pairs:
        before = pairs.setdefault(frozenset((pair.a, pair.b)), pair)
        if before.kind != pair.kind:
            raise ContradictionError(f"{pair.a} 与 {pair.b}", "既要求同组又要求分开，两条互相矛盾")
    return replace(
        problem,
        units=tuple(unit for unit in problem.units if unit.id not in gone),
        pairs=tuple(pair for pair in pairs.values() if not {pair.a, pair.b} & gone),
    )


def _refuse_excluded_ends(wishes: Wishes, gone: set[str]) -> None:
    for pair in wishes.pairs:
        if pair.kind == "together" and len({pair.a, pair.b} & gone) == 1:
            (out,) = {pair.a, pair.b} & gone
            (other,) = {pair.a, pair.b} - gone
            raise ContradictionError(f"{out} 与 {other}", f"要求同组，但 {out} 不参加编组")
    for choice in wishes.forced:
        for end in {choice.unit, choice.host} & gone:
            raise ContradictionError(f"指定的去处（{choice.unit} → {choice.host or '兜底'}）", f"{end} 不参加编组")
    for lock in wishes.locked:
        for end in {lock.host, *lock.units} & gone:
            raise ContradictionError(f"锁定的组（{lock.host}）", f"{end} 不参加编组")


def kept_places(problem: Problem, assignment: Assignment) -> dict[str, str | None]:
    """Restrict an assignment to the units of a problem; a unit that it does not know yet is left."""
    return {unit.id: assignment.get(unit.id) for unit in problem.units}


def wishes_document(wishes: Wishes) -> dict[str, Any]:
    """Write wishes as JSON."""
    return asdict(wishes)


def wishes_from_document(document: Mapping[str, Any]) -> Wishes:
    """Read what `wishes_document` wrote."""
    return Wishes(
        locked=tuple(Lock(lock["host"], tuple(lock["units"])) for lock in document.get("locked", ())),
        forced=tuple(Forced(**choice) for choice in document.get("forced", ())),
        pairs=tuple(Pair(**pair) for pair in document.get("pairs", ())),
        excluded=tuple(document.get("excluded", ())),
    )
