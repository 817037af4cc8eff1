"""Which registered enterprises look like empty shells, and how many of them to visit to know (空壳核查).

Pure: plain values in, plain values out.
"""

from runwu.planning.surveys.sample import Answered, Estimate, Stratum, allocate, draw, estimate
from runwu.planning.surveys.signs import SIGNS, Scale, ShellClass

__all__ = [
    "SIGNS",
    "Answered",
    "Estimate",
    "Scale",
    "ShellClass",
    "Stratum",
    "allocate",
    "draw",
    "estimate",
]
