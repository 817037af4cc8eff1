"""What is done with organisations: set up, placed in the tree, moved."""

from runwu.organizations.services.moves import check_move, move, take_back_move
from runwu.organizations.services.tree import establish, place_all

__all__ = ["check_move", "establish", "move", "place_all", "take_back_move"]
