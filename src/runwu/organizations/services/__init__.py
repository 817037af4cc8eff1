"""What is done with organisations: set up, placed in the tree, moved, dissolved, merged, split, upgraded."""

from runwu.organizations.services.moves import check_move, move, take_back_move
from runwu.organizations.services.refusals import not_undoable
from runwu.organizations.services.restructuring import Paper, check_ending, dissolve, handover_of, merge
from runwu.organizations.services.splitting import (
    Part,
    check_parts,
    check_upgrade,
    handovers_of,
    may_become,
    split,
    upgrade,
)
from runwu.organizations.services.taking_back import take_back
from runwu.organizations.services.tree import establish, place_all

__all__ = [
    "Paper",
    "Part",
    "check_ending",
    "check_move",
    "check_parts",
    "check_upgrade",
    "dissolve",
    "establish",
    "handover_of",
    "handovers_of",
    "may_become",
    "merge",
    "move",
    "not_undoable",
    "place_all",
    "split",
    "take_back",
    "take_back_move",
    "upgrade",
]
