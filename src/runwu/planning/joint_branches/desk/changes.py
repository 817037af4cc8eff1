"""What if: a person leaves or joins, or any facts change – what follows for the plan (人员变动的影响)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..comparison import Moved
from ..cost import Assignment, cost_of
from ..errors import InstanceError
from ..index import Index
from ..legality import Broken, broken_rules
from ..limits import Limits
from ..problem import Branch, Problem, Unit
from .carrying import settled_places
from .replan import MOST, NEARBY, Replanned, replan
from .side_by_side import moved_between
from .wishes import Wishes, with_wishes


@dataclass(frozen=True, slots=True)
class Threshold:
    """A unit whose full members reach the least number of an own branch, or fall below it; counts before and after."""

    unit: str
    reached: bool
    before: int
    after: int


@dataclass(frozen=True)
class Consequence:
    """What changed facts do to a plan.

    problem: the new facts; kept: the old places as far as they still exist; kept_cost and broken: what the plan
    costs and newly breaks when nobody does anything. replanned: the neighbourhood solved anew.
    moved: units whose companions or branch change against the old plan; gone, new: units that left or came.
    thresholds: who may now form, or no longer has the members for, an own branch.
    partial: whether only a part of what changed was planned anew (`cap`).
    """

    problem: Problem
    kept: Assignment
    kept_cost: int
    broken: tuple[Broken, ...]
    replanned: Replanned
    moved: tuple[Moved, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    thresholds: tuple[Threshold, ...]
    partial: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether the plan may stay as it is (方案仍成立)."""
        return all(broken.soft for broken in self.broken)

    @property
    def saving(self) -> int:
        """Return what the new plan saves against doing nothing; negative when mending costs something."""
        return self.kept_cost - self.replanned.cost


def person_leaves(
    problem: Problem,
    assignment: Assignment,
    unit_id: str,
    *,
    probationary: bool = False,
    wishes: Wishes | None = None,
    limits: Limits = NEARBY,
) -> Consequence:
    """Ask what one member leaving a unit or existing branch does (一名党员离开).

    Raises InstanceError when the entry is unknown or has no such member.
    """
    after = _with_person(problem, unit_id, -1, probationary=probationary)
    return facts_changed(problem, assignment, after, wishes=wishes, limits=limits)


def person_joins(
    problem: Problem,
    assignment: Assignment,
    unit_id: str,
    *,
    probationary: bool = False,
    wishes: Wishes | None = None,
    limits: Limits = NEARBY,
) -> Consequence:
    """Ask what one member joining a unit or existing branch does (一名党员加入)."""
    after = _with_person(problem, unit_id, 1, probationary=probationary)
    return facts_changed(problem, assignment, after, wishes=wishes, limits=limits)


def _with_person(problem: Problem, entry: str, by: int, *, probationary: bool) -> Problem:
    full = 0 if probationary else by
    found = next((unit for unit in problem.units if unit.id == entry), None)
    if found is not None:
        changed = replace(found, full_members=found.full_members + full, probationary=found.probationary + by - full)
        if min(changed.full_members, changed.probationary) < 0:
            raise InstanceError(entry, "没有这样的党员可以离开", "请核对党员人数。")
        units = tuple(changed if unit.id == entry else unit for unit in problem.units)
        return _without_empty(replace(problem, units=units), changed)
    branch = next((branch for branch in problem.branches if branch.id == entry), None)
    if branch is None:
        raise InstanceError(entry, "不在这次测算里")
    fewer = replace(branch, full_members=branch.full_members + full, members=branch.members + by)
    if fewer.full_members < 0 or fewer.members < fewer.full_members:
        raise InstanceError(entry, "没有这样的党员可以离开", "请核对党员人数。")
    return replace(problem, branches=tuple(fewer if one.id == entry else one for one in problem.branches))


def _without_empty(problem: Problem, unit: Unit) -> Problem:
    """Drop a unit that nobody is left in."""
    if unit.members:
        return problem
    return replace(
        problem,
        units=tuple(one for one in problem.units if one.id != unit.id),
        pairs=tuple(pair for pair in problem.pairs if unit.id not in (pair.a, pair.b)),
    )


def facts_changed(
    before: Problem,
    assignment: Assignment,
    after: Problem,
    *,
    wishes: Wishes | None = None,
    limits: Limits = NEARBY,
    most: int = MOST,
    cap: int | None = None,
) -> Consequence:
    """Carry a plan over to new facts and solve the neighbourhood of what changed (事实变动后的方案).

    before, assignment: the plan as it was made; after: today's facts. Wishes that name units which are gone, or that
    have their own branch now, are dropped. Other limits, costs or profiles put the whole plan up for choice; with `cap`
    and more units than that only what they break. Of many changes `cap` plans about so many units anew.
    """
    wishes = _wishes_for(after, wishes or Wishes())
    changed = with_wishes(after, wishes)
    index = Index(changed)
    kept = settled_places(index, assignment)
    alone = {unit.id: unit.id for unit in index.small if _lost_its_branch(before, unit)}
    kept |= alone
    was = set(broken_rules(Index(before), settled_places(Index(before), assignment)))
    broken = tuple(one for one in broken_rules(index, kept) if one not in was)
    around = _around(before, assignment, after, index)
    everything = around is None and cap is not None and len(index.small) > cap
    if everything or (cap is not None and around is not None):
        around = _named_first(broken, around or (), index)
    new_plan = replan(after, kept, wishes=wishes, around=around, limits=limits, most=most, cap=cap)
    return Consequence(
        problem=changed,
        kept=kept,
        kept_cost=cost_of(index, kept).total,
        broken=broken,
        replanned=new_plan,
        moved=moved_between(index, {**assignment, **alone}, new_plan.assignment),
        gone=tuple(unit.id for unit in before.units if unit.id not in index.units),
        new=tuple(unit.id for unit in after.units if unit.id not in assignment),
        thresholds=_thresholds(before, after),
        partial=everything or new_plan.partial,
    )


def _named_first(broken: Sequence[Broken], around: Sequence[str], index: Index) -> list[str]:
    """List the entries whose groups are broken, then the others that changed."""
    named = [end for one in broken for end in (*one.units, *([one.host] if one.host else []))]
    return [entry for entry in dict.fromkeys((*named, *around)) if entry in index.hosts]


def _lost_its_branch(before: Problem, unit: Unit) -> bool:
    old = next((one for one in before.units if one.id == unit.id), None)
    return old is not None and old.full_members >= before.parameters.min_full > unit.full_members


def _wishes_for(problem: Problem, wishes: Wishes) -> Wishes:
    """Drop what names units that are gone or that no longer take part as small units."""
    index = Index(problem)
    named = {
        *(end for lock in wishes.locked for end in lock.units),
        *(choice.unit for choice in wishes.forced),
    }
    for entry in sorted(named):
        if entry not in index.units or not index.is_small(entry):
            wishes = wishes.without(entry)
    ends = {end for pair in wishes.pairs for end in (pair.a, pair.b)}
    hosts = {lock.host for lock in wishes.locked} | {choice.host for choice in wishes.forced if choice.host}
    for entry in sorted((ends | hosts) - set(index.hosts)):
        wishes = wishes.without(entry)
    return replace(wishes, excluded=tuple(unit for unit in wishes.excluded if unit in index.units))


def _around(before: Problem, assignment: Assignment, after: Problem, index: Index) -> list[str] | None:
    """List the entries whose facts changed, and the companions of those that are gone; None for everything."""
    if (before.parameters, before.costs, before.profile) != (after.parameters, after.costs, after.profile):
        return None
    old: dict[str, Unit | Branch] = {unit.id: unit for unit in before.units}
    old |= {branch.id: branch for branch in before.branches}
    new: dict[str, Unit | Branch] = {unit.id: unit for unit in after.units}
    new |= {branch.id: branch for branch in after.branches}
    changed = [key for key, entry in new.items() if old.get(key) != entry]
    pairs = set(before.pairs) ^ set(after.pairs)
    changed += [end for pair in sorted(pairs, key=repr) for end in (pair.a, pair.b)]
    gone = {key for key in old if key not in new}
    hosts = {assignment.get(key) for key in gone} | set(changed) | gone
    changed += [unit for unit, host in assignment.items() if host in hosts]
    return [entry for entry in dict.fromkeys(changed) if entry in index.hosts]


def _thresholds(before: Problem, after: Problem) -> tuple[Threshold, ...]:
    old = {unit.id: unit.full_members for unit in before.units}
    least, now = before.parameters.min_full, after.parameters.min_full
    pairs = [(unit.id, old[unit.id], unit.full_members) for unit in after.units if unit.id in old]
    return tuple(
        Threshold(unit, count >= now, was, count) for unit, was, count in pairs if (was >= least) != (count >= now)
    )
