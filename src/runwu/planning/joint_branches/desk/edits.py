"""Check one edit by hand: new cost by parts, legality, broken rules with their clause, at once (人工调整的即时核对)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..arrangements import Forced, Lock
from ..cost import Assignment, Parts
from ..errors import ContradictionError, InstanceError
from ..index import Index
from ..legality import Broken, Rule, broken_at, place_of
from ..moves import OWN
from ..problem import Pair, Problem
from ..trial import Books, TouchedGroup
from .carrying import settled_places
from .kinds import Edit, Exclude, Include, LockGroup, Place, Release, TiePair, UntiePair
from .wishes import Wishes, kept_places, with_wishes


@dataclass(frozen=True)
class Checked:
    """What an edit does. Nothing is stored: keep `wishes` and `assignment` to keep the edit.

    problem: with all wishes applied, excluded units gone; assignment: its units' places after the edit.
    cost, parts: of the plan after the edit; delta: less what it cost before (an excluded unit's own price included).
    broken: what the edit newly breaks; groups: the touched ones as they stand after it.
    """

    problem: Problem
    wishes: Wishes
    assignment: Assignment
    cost: int
    delta: int
    parts: Parts
    broken: tuple[Broken, ...]
    groups: tuple[TouchedGroup, ...]

    @property
    def allowed(self) -> bool:
        """Tell whether a person may keep the edit; soft rules may be exceeded."""
        return all(broken.soft for broken in self.broken)

    @property
    def exceeds(self) -> bool:
        """Tell whether the edit is allowed only because a person may exceed a soft rule (一般)."""
        return self.allowed and bool(self.broken)


def check_edit(problem: Problem, assignment: Assignment, edit: Edit, *, wishes: Wishes | None = None) -> Checked:
    """Price and judge one edit of a plan, without re-solving anything.

    problem: as computed, without wishes; assignment: the plan shown; wishes: what has been settled so far.
    A move out of or into a locked group breaks Rule.LOCKED, a catch-all without reason Rule.REASON; both are hard.
    Raises InstanceError for unknown ids, ContradictionError when the edit cannot hold together with a wish.
    """
    return _Check(problem, assignment, wishes or Wishes()).check(edit)


class _Check:
    def __init__(self, problem: Problem, assignment: Assignment, wishes: Wishes) -> None:
        self.given = problem
        self.wishes = wishes
        self.problem = with_wishes(problem, wishes)
        self.books = Books(self.problem, kept_places(self.problem, assignment))
        self.index: Index = self.books.index

    def check(self, edit: Edit) -> Checked:
        match edit:
            case Place():
                return self._place(edit)
            case LockGroup():
                return self._lock(edit)
            case Release():
                return self._wished(self._released(edit))
            case Exclude() | Include():
                return self._taking_part(edit)
            case TiePair() | UntiePair():
                return self._tied(edit)

    def _known_small(self, unit: str) -> None:
        if unit not in self.index.units:
            raise InstanceError(unit, "不在这次测算里")
        if not self.index.is_small(unit):
            raise InstanceError(unit, "有自己的支部，不参加编组", "请改选其他单位。")

    def _place(self, edit: Place) -> Checked:
        self._known_small(edit.unit)
        host = self._host(edit)
        changes = self.books.led_anew({edit.unit: host})
        outcome = self.books.outcome(changes)
        broken = [*self._against_locks(edit.unit, host), *outcome.broken]
        if host is None and not edit.reason.strip():
            text = f"{self.index.units[edit.unit].name}转兜底须写明理由"
            broken.append(Broken(Rule.REASON, None, (edit.unit,), 0, 1, text))
        others = tuple(choice for choice in self.wishes.forced if choice.unit != edit.unit)
        forced = (*others, Forced(edit.unit, host, edit.reason))
        wishes = replace(self.wishes, forced=tuple(self._led(choice, outcome.assignment) for choice in forced))
        return Checked(
            self.problem, wishes, outcome.assignment, outcome.parts.total, outcome.delta, outcome.parts,
            tuple(broken), outcome.groups,
        )  # fmt: skip

    def _led(self, choice: Forced, after: Assignment) -> Forced:
        """Let a fixed place follow its group when another unit leads it now."""
        return choice if choice.host is None or choice.unit not in after else replace(choice, host=after[choice.unit])

    def _host(self, edit: Place) -> str | None:
        if edit.host is None:
            return None
        if edit.host in (OWN, edit.unit):
            return edit.unit
        if edit.host not in self.index.hosts:
            raise InstanceError(edit.host, "不在这次测算里")
        return place_of(self.index, self.books.assignment, edit.host) or edit.host

    def _against_locks(self, unit: str, host: str | None) -> list[Broken]:
        """Name the locked groups that the unit would leave or join."""
        own, other = self.wishes.lock_of(unit), self.wishes.lock_of(host) if host else None
        locks = dict.fromkeys(lock for lock in (own, other) if lock is not None)
        stays = own is not None and own == other
        return [] if stays else [self._locked(unit, lock) for lock in locks]

    def _locked(self, unit: str, lock: Lock) -> Broken:
        text = f"{self.index.hosts[lock.host].name}一组已锁定，先解除锁定才能调整{self.index.units[unit].name}"
        return Broken(Rule.LOCKED, lock.host, (unit,), 0, 0, text)

    def _lock(self, edit: LockGroup) -> Checked:
        units = tuple(self.books.held(edit.host))
        if not units:
            raise InstanceError(edit.host, "在方案里没有这个组")
        lock = Lock(edit.host, units)
        kept = tuple(other for other in self.wishes.locked if other.host != edit.host)
        wishes = replace(self.wishes, locked=(*kept, lock))
        hard = tuple(broken for broken in broken_at(self.index, edit.host, list(units)) if not broken.soft)
        return replace(self._wished(wishes), broken=hard)

    def _released(self, edit: Release) -> Wishes:
        locked = tuple(lock for lock in self.wishes.locked if edit.entry != lock.host and edit.entry not in lock.units)
        forced = tuple(choice for choice in self.wishes.forced if choice.unit != edit.entry)
        return replace(self.wishes, locked=locked, forced=forced)

    def _tied(self, edit: TiePair | UntiePair) -> Checked:
        ends = {edit.a, edit.b}
        if isinstance(edit, TiePair) and len(ends) == 1:
            raise InstanceError(edit.a, "两端是同一个单位")
        kept = tuple(pair for pair in self.wishes.pairs if {pair.a, pair.b} != ends)
        new = (Pair(edit.kind, edit.a, edit.b, edit.reason),) if isinstance(edit, TiePair) else ()
        return self._wished(replace(self.wishes, pairs=(*kept, *new)))

    def _taking_part(self, edit: Exclude | Include) -> Checked:
        out = tuple(unit for unit in self.wishes.excluded if unit != edit.unit)
        if isinstance(edit, Include):
            return self._wished(replace(self.wishes, excluded=out))
        if edit.unit not in self.index.units and edit.unit not in self.wishes.excluded:
            raise InstanceError(edit.unit, "不在这次测算里")
        return self._wished(replace(self.wishes.without(edit.unit), excluded=(*out, edit.unit)))

    def _wished(self, wishes: Wishes) -> Checked:
        """Price the same places under other wishes; a group whose host is gone is led by its cheapest."""
        problem = with_wishes(self.given, wishes)
        index = Index(problem)
        places = settled_places(index, self.books.assignment)
        after = Books(index, places)
        new = tuple(sorted(after.broken - self.books.broken, key=lambda broken: broken.text))
        moved = {unit: place for unit, place in places.items() if self.books.assignment.get(unit, "") != place}
        _refuse_wishes_apart(index, wishes)
        return Checked(
            problem, wishes, places, after.cost, after.cost - self.books.cost, after.parts,
            new, after.outcome(moved).groups,
        )  # fmt: skip


def _refuse_wishes_apart(index: Index, wishes: Wishes) -> None:
    """Refuse two settled places that a pair contradicts, naming the pair and the locks or fixed places behind both."""
    settled = {choice.unit: choice.host for choice in wishes.forced}
    settled |= {unit: lock.host for lock in wishes.locked for unit in (lock.host, *lock.units)}
    for pair in index.problem.pairs:
        places = [settled.get(end, "" if index.is_small(end) else end) for end in (pair.a, pair.b)]
        if "" in places:
            continue
        said = "、".join(dict.fromkeys(filter(None, (_settled_by(end, wishes) for end in (pair.a, pair.b)))))
        if pair.kind == "together" and places[0] != places[1]:
            raise ContradictionError(f"{pair.a} 与 {pair.b}", f"要求同组，却分别固定在两处（{said}）")
        if pair.kind == "apart" and places[0] == places[1] is not None:
            raise ContradictionError(f"{pair.a} 与 {pair.b}", f"要求分开，却固定在同一处（{said}）")


def _settled_by(entry: str, wishes: Wishes) -> str:
    """Name the lock or the fixed place that settles where an entry is; empty for a branch, which stands by itself."""
    if lock := wishes.lock_of(entry):
        return f"锁定的组（{lock.host}）"
    choice = wishes.forced_of(entry)
    return f"指定的去处（{entry} → {choice.host or '兜底'}）" if choice else ""
