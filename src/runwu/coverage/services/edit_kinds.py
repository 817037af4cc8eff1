"""The kinds of edits (调整的种类): what each does to the places and to what people settled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from runwu.coverage.choices import EditKind, Profile
from runwu.coverage.services import refusals
from runwu.coverage.services.decisions import Decisions, problem_under
from runwu.planning.joint_branches.cost import cost_of
from runwu.planning.joint_branches.errors import InstanceError
from runwu.planning.joint_branches.index import Index
from runwu.planning.joint_branches.legality import broken_rules, units_by_host
from runwu.planning.joint_branches.moves import Move, Trial
from runwu.planning.joint_branches.problem import Pair, PairKind

if TYPE_CHECKING:
    from runwu.coverage.services.edits import Desk

Places = Mapping[str, str | None]
Changed = tuple[Places, Decisions]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person wants: `unit` and `other` as in PlanEdit, `reason` where the kind asks for one."""

    kind: EditKind
    unit: str = ""
    other: str = ""
    reason: str = ""


def _moved(desk: "Desk", edit: Edit) -> Changed:
    desk.refuse_locked_unit(edit.unit)
    move = _move(desk, edit.unit, edit.other)
    desk.refuse_locked(move.host)
    decisions = desk.decisions.without(edit.unit)
    return move.assignment, replace(decisions, placed={**decisions.placed, edit.unit: str(move.host)})


def _move(desk: "Desk", unit: str, target: str | None) -> Move:
    try:
        return desk.trial.move(unit, target)
    except InstanceError as error:
        raise refusals.unknown() from error


def _caught(desk: "Desk", edit: Edit) -> Changed:
    desk.refuse_locked_unit(edit.unit)
    decisions = desk.decisions.without(edit.unit)
    caught = {**decisions.caught, edit.unit: edit.reason}
    return _move(desk, edit.unit, None).assignment, replace(decisions, caught=caught)


def _freed(desk: "Desk", edit: Edit) -> Changed:
    if edit.unit not in {*desk.decisions.placed, *desk.decisions.caught}:
        raise refusals.unknown()
    return desk.assignment, desk.decisions.without(edit.unit)


def _locked(desk: "Desk", edit: Edit) -> Changed:
    if edit.other not in units_by_host(desk.index, desk.assignment):
        raise refusals.no_group()
    locked = dict.fromkeys((*desk.decisions.locked, edit.other))
    return desk.assignment, replace(desk.decisions, locked=tuple(locked))


def _unlocked(desk: "Desk", edit: Edit) -> Changed:
    if edit.other not in desk.decisions.locked:
        raise refusals.no_group()
    return desk.assignment, replace(
        desk.decisions, locked=tuple(host for host in desk.decisions.locked if host != edit.other)
    )


def _paired(desk: "Desk", edit: Edit) -> Changed:
    known = {edit.unit, edit.other} <= desk.index.hosts.keys()
    if not known or edit.unit == edit.other:
        raise refusals.no_pair()
    for pair in desk.index.pairs_of[edit.unit]:
        if edit.other in (pair.a, pair.b):
            raise refusals.paired_already(pair, desk.index)
    word: PairKind = "together" if edit.kind is EditKind.TOGETHER else "apart"
    pair = Pair(word, edit.unit, edit.other, edit.reason)
    return desk.assignment, replace(desk.decisions, pairs=(*desk.decisions.pairs, pair))


def _unpaired(desk: "Desk", edit: Edit) -> Changed:
    ends = {edit.unit, edit.other}
    kept = tuple(pair for pair in desk.decisions.pairs if {pair.a, pair.b} != ends)
    if len(kept) == len(desk.decisions.pairs):
        raise refusals.no_pair()
    return desk.assignment, replace(desk.decisions, pairs=kept)


def _left_out(desk: "Desk", edit: Edit) -> Changed:
    desk.refuse_locked_unit(edit.unit)
    decisions = desk.decisions.without(edit.unit)
    decisions = replace(decisions, left_out={**decisions.left_out, edit.unit: edit.reason})
    rest = {unit: host for unit, host in desk.assignment.items() if unit != edit.unit}
    index = Index(problem_under(desk.plan, Profile(desk.alternative.profile), decisions))
    return _led_anew(edit.unit, rest, index), decisions


def _led_anew(gone: str, rest: Places, index: Index) -> Places:
    """Let the group of an enterprise that is gone be led by the best of the others."""
    orphans = [unit for unit, host in rest.items() if host == gone]
    options = [{**rest, **dict.fromkeys(orphans, leader)} for leader in orphans]
    return min(options, key=lambda option: _rank(index, option), default=rest)


def _rank(index: Index, places: Places) -> tuple[int, int]:
    return sum(not one.soft for one in broken_rules(index, places)), cost_of(index, places).total


def _taken_back(desk: "Desk", edit: Edit) -> Changed:
    """Let an enterprise take part again: at the best place that the rules allow, else with the catch-all."""
    if edit.unit not in desk.decisions.left_out:
        raise refusals.unknown()
    out = {unit: why for unit, why in desk.decisions.left_out.items() if unit != edit.unit}
    decisions = replace(desk.decisions, left_out=out)
    trial = Trial(
        problem_under(desk.plan, Profile(desk.alternative.profile), decisions), {**desk.assignment, edit.unit: None}
    )
    moves = [trial.move(edit.unit, host) for host in trial.targets(edit.unit) if host not in decisions.locked]
    best = min((move for move in moves if move.allowed), key=lambda move: (move.delta, move.host or ""), default=None)
    return best.assignment if best and best.delta < 0 else trial.assignment, decisions


HOW: Mapping[EditKind, Callable[["Desk", Edit], Changed]] = {
    EditKind.MOVED: _moved,
    EditKind.CAUGHT: _caught,
    EditKind.FREED: _freed,
    EditKind.LOCKED: _locked,
    EditKind.UNLOCKED: _unlocked,
    EditKind.TOGETHER: _paired,
    EditKind.APART: _paired,
    EditKind.UNPAIRED: _unpaired,
    EditKind.LEFT_OUT: _left_out,
    EditKind.TAKEN_BACK: _taken_back,
}
LIFTING = frozenset({EditKind.FREED, EditKind.UNLOCKED, EditKind.UNPAIRED, EditKind.TAKEN_BACK})
NEEDS_REASON = frozenset({EditKind.CAUGHT, EditKind.LEFT_OUT, EditKind.TOGETHER, EditKind.APART})
