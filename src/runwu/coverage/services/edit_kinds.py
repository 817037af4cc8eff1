"""The kinds of edits (调整的种类): what pages ask for, in the planner's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from runwu.coverage.choices import EditKind
from runwu.planning.joint_branches import desk


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person wants: `unit` and `other` as in PlanEdit, `reason` where the kind asks for one."""

    kind: EditKind
    unit: str = ""
    other: str = ""
    reason: str = ""


IN_PLANNERS_WORDS: Mapping[EditKind, Callable[[Edit], desk.Edit]] = {
    EditKind.MOVED: lambda edit: desk.Place(edit.unit, edit.other, edit.reason),
    EditKind.CAUGHT: lambda edit: desk.Place(edit.unit, None, edit.reason),
    EditKind.FREED: lambda edit: desk.Release(edit.unit),
    EditKind.LOCKED: lambda edit: desk.LockGroup(edit.other),
    EditKind.UNLOCKED: lambda edit: desk.Release(edit.other),
    EditKind.TOGETHER: lambda edit: desk.TiePair("together", edit.unit, edit.other, edit.reason),
    EditKind.APART: lambda edit: desk.TiePair("apart", edit.unit, edit.other, edit.reason),
    EditKind.UNPAIRED: lambda edit: desk.UntiePair(edit.unit, edit.other),
    EditKind.LEFT_OUT: lambda edit: desk.Exclude(edit.unit),
    EditKind.TAKEN_BACK: lambda edit: desk.Include(edit.unit),
}
PLACING = frozenset({EditKind.MOVED, EditKind.CAUGHT, EditKind.LEFT_OUT})
"""Edits that take an enterprise from where it is."""
LIFTING = frozenset({EditKind.FREED, EditKind.UNLOCKED, EditKind.UNPAIRED, EditKind.TAKEN_BACK})
NEEDS_REASON = frozenset({EditKind.CAUGHT, EditKind.LEFT_OUT, EditKind.TOGETHER, EditKind.APART})
