"""Carry what people settled from one plan to the next (沿用人工安排): what still holds, and what was dropped and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from runwu.coverage.models import PlanAlternative
from runwu.coverage.services.decisions import Decisions, decisions_of
from runwu.planning.joint_branches.arrangements import Forced, arrange
from runwu.planning.joint_branches.checks import check
from runwu.planning.joint_branches.desk import Wishes, with_wishes
from runwu.planning.joint_branches.errors import ContradictionError, InstanceError
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.problem import Problem

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Carried:
    """What an alternative takes over from the plan before: the decisions that hold, a sentence for each dropped one."""

    decisions: Decisions = Decisions()  # noqa: RUF009 -- frozen
    dropped: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Carried":
        """Read what `document` wrote."""
        return cls(Decisions.of(document.get("decided", {})), tuple(document.get("dropped", ())))

    def document(self) -> dict[str, Any]:
        """Write it as JSON."""
        return {"decided": self.decisions.document(), "dropped": list(self.dropped)}

    @property
    def kept(self) -> int:
        """How many decisions were taken over."""
        wishes = self.decisions.wishes
        return len(wishes.locked) + len(self.decisions.forced) + len(wishes.pairs) + len(wishes.excluded)

    def without(self, error: ContradictionError, index: Index, why: str = "") -> "Carried":
        """Give up the fixed place that the solver found nobody for, and say why. Raises the error where it is none."""
        wishes = self.decisions.wishes
        failed = [choice for choice in self.decisions.forced if _said(choice) == error.entry]
        if not failed:
            raise error
        kept = replace(wishes, forced=tuple(choice for choice in wishes.forced if choice not in failed))
        names = {key: host.name for key, host in index.hosts.items()}
        told = tuple(_dropped(_place_words(choice, names), why or error.problem, names) for choice in failed)
        return Carried(replace(self.decisions, wishes=kept), (*self.dropped, *told))


def _said(choice: Forced) -> str:
    """Name a fixed place as the planner's errors do."""
    return f"指定的去处（{choice.unit} → {choice.host or '兜底'}）"


@dataclass(frozen=True, slots=True)
class _Item:
    """One decision: in words, alone as wishes, whom it names, and who of them must be placed by the plan."""

    words: str
    wishes: Wishes
    names: tuple[str, ...]
    placed: tuple[str, ...] = field(default=())


def carry(row: PlanAlternative, problem: Problem) -> Carried:
    """Return what of an alternative's decisions holds for a problem of other facts (沿用). No query.

    A decision is dropped where one of its enterprises or branches takes no part any more, where an enterprise has members
    enough for its own branch now, or where the rules or another decision forbid it.
    """
    before, index = decisions_of(row), Index(problem)
    names = _names(row, problem)
    kept, dropped = Wishes(), []
    items = list(_items(before, names))
    standing = [item for item in items if not _why_not(item, index, names)]
    at_once = _joined(standing)
    all_hold = not _refused(problem, at_once)
    for item in items:
        if why := _why_not(item, index, names):
            dropped.append(_dropped(item.words, why, names))
        elif not all_hold and (refused := _refused(problem, _joined([_Item("", kept, ()), item]))):
            dropped.append(_dropped(item.words, refused, names))
        else:
            kept = _joined([_Item("", kept, ()), item])
    left_out = {unit: why for unit, why in before.left_out.items() if unit in kept.excluded}
    return Carried(Decisions(wishes=kept, left_out=left_out), tuple(dropped))


def _names(row: PlanAlternative, problem: Problem) -> dict[str, str]:
    """Name everything that either plan speaks of."""
    then = (*row.plan.instance["units"], *row.plan.instance["branches"])
    now = {unit.id: unit.name for unit in problem.units} | {branch.id: branch.name for branch in problem.branches}
    return {entry["id"]: entry["name"] for entry in then} | now


def _items(before: Decisions, names: Names) -> Iterator[_Item]:
    """List the decisions one by one: who takes no part, pairs, locked groups, fixed places."""
    for unit in before.wishes.excluded:
        yield _Item(_("本次不列入 %(unit)s") % {"unit": _name(unit, names)}, Wishes(excluded=(unit,)), (unit,))
    for pair in before.wishes.pairs:
        words = _("%(a)s 与 %(b)s 同组") if pair.kind == "together" else _("%(a)s 与 %(b)s 分开")
        both = {"a": _name(pair.a, names), "b": _name(pair.b, names)}
        yield _Item(words % both, Wishes(pairs=(pair,)), (pair.a, pair.b))
    for lock in before.wishes.locked:
        units = "、".join(_name(unit, names) for unit in lock.units)
        words = _("锁定的 %(host)s 一组（%(units)s）") % {"host": _name(lock.host, names), "units": units}
        yield _Item(words, Wishes(locked=(lock,)), (lock.host, *lock.units), lock.units)
    for choice in before.wishes.forced:
        ends = (choice.unit, *([choice.host] if choice.host else []))
        yield _Item(_place_words(choice, names), Wishes(forced=(choice,)), ends, (choice.unit,))


def _place_words(choice: Forced, names: Names) -> str:
    unit = _name(choice.unit, names)
    if choice.host is None:
        return _("%(unit)s 暂由大党委兜底") % {"unit": unit}
    if choice.host == choice.unit:
        return _("%(unit)s 自己牵头") % {"unit": unit}
    return _("%(unit)s → %(host)s") % {"unit": unit, "host": _name(choice.host, names)}


def _name(key: str, names: Names) -> str:
    return names.get(key, "—")


def _why_not(item: _Item, index: Index, names: Names) -> str:
    """Say why a decision means nothing to the new facts; empty where it may."""
    for key in item.names:
        if key not in index.hosts:
            return _("%(name)s不在这次参加测算的企业和支部里") % {"name": _name(key, names)}
    for key in item.placed:
        if not index.is_small(key):
            return _("%(name)s的正式党员已够单独成立党支部") % {"name": _name(key, names)}
    return ""


def _joined(items: list[_Item]) -> Wishes:
    """Put wishes together, each once."""
    parts = [item.wishes for item in items]
    return Wishes(
        locked=tuple(dict.fromkeys(one for part in parts for one in part.locked)),
        forced=tuple(dict.fromkeys(one for part in parts for one in part.forced)),
        pairs=tuple(dict.fromkeys(one for part in parts for one in part.pairs)),
        excluded=tuple(dict.fromkeys(one for part in parts for one in part.excluded)),
    )


def _refused(problem: Problem, wishes: Wishes) -> str:
    """Say why wishes cannot hold for a problem; empty where they can."""
    try:
        changed = with_wishes(problem, wishes)
        check(changed)
        arrange(Index(changed), wishes.locked, Decisions(wishes=wishes).forced)
    except InstanceError as error:
        return f"{error.entry}{error.problem}" if " 与 " in error.entry else error.problem
    return ""


def _dropped(words: str, why: str, names: Names) -> str:
    for key, name in names.items():
        why = why.replace(key, name)
    return f"{words}：{why}。"
