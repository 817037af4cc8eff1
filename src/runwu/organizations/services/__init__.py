"""What is done with organisations: set up, placed in the tree, given enterprises and posts."""

from runwu.organizations.services.tree import establish, move, place_all

__all__ = ["establish", "move", "place_all"]
