"""How many enterprises of unknown operation to visit to know of all, and which (抽样核查).

Pure: plain values in, plain values out.
"""

from runwu.planning.surveys.sample import Answered, Estimate, Stratum, allocate, draw, estimate

__all__ = [
    "Answered",
    "Estimate",
    "Stratum",
    "allocate",
    "draw",
    "estimate",
]
