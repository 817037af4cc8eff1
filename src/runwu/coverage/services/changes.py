"""Where an enterprise of a plan could go instead, each place with its price and what the rules say (可去的组)."""

from collections.abc import Sequence
from dataclasses import dataclass

from runwu.coverage.choices import EditKind
from runwu.coverage.services.edit_kinds import Edit
from runwu.coverage.services.edits import Desk, Outcome, verdict_of
from runwu.planning.joint_branches.moves import Move
from runwu.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Tried:
    """What a move would do, and what the rules say: a refusal, a warning, or nothing."""

    move: Move
    verdict: Verdict | None


def possible_moves(desk: Desk, unit: str) -> Sequence[Tried]:
    """List where an enterprise could go instead, the best first; those that the rules refuse come last.

    Locked groups are not offered. Raises UserError for an enterprise that the plan does not know.
    """
    desk.refuse_locked_unit(unit)
    moves = [desk.trial.move(unit, target) for target in desk.targets(unit)]
    found = [Tried(move, verdict_of(move.broken, desk.book)) for move in moves]
    return sorted(found, key=lambda tried: (not tried.move.allowed, tried.move.delta, tried.move.host or "~"))


def move_to(unit: str, target: str | None, reason: str = "") -> Edit:
    """Return the edit that brings an enterprise to another group, or to the catch-all for a reason."""
    if target is None:
        return Edit(EditKind.CAUGHT, unit=unit, reason=reason)
    return Edit(EditKind.MOVED, unit=unit, other=target, reason=reason)


def try_move(desk: Desk, unit: str, target: str | None) -> Outcome:
    """Say what moving an enterprise would do, without keeping it (试移)."""
    return desk.try_edit(move_to(unit, target))
