"""How large an enterprise is for statistics (企业规模、规模以上)."""

from runwu.rules.enterprises.above_scale import ScaleAnswer, ScaleGroup, is_above_scale, scale_group_of
from runwu.rules.enterprises.figures import EnterpriseFigures
from runwu.rules.enterprises.size_class import SizeAnswer, SizeClass, size_class
from runwu.rules.enterprises.size_group import SizeGroup, size_group_of

__all__ = [
    "EnterpriseFigures",
    "ScaleAnswer",
    "ScaleGroup",
    "SizeAnswer",
    "SizeClass",
    "SizeGroup",
    "is_above_scale",
    "scale_group_of",
    "size_class",
    "size_group_of",
]
