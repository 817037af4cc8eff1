"""Keys in use (密钥管理): rotate them, hand them to another keeper, check that they fit the data."""

from runwu.core.keys.checking import key_problems
from runwu.core.keys.retiring import bring_back
from runwu.core.keys.rewrapping import rewrap
from runwu.core.keys.rotating import Rotated, rotate, unfinished

__all__ = ["Rotated", "bring_back", "key_problems", "rewrap", "rotate", "unfinished"]
