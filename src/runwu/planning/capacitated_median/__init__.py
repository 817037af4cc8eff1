"""Choose p places and send every point to one of them within its capacity, at least total way (带容量的 p 中位问题)."""

from .orlib import read_orlib
from .problem import MedianPlan, MedianProblem
from .solve import solve_medians

__all__ = ["MedianPlan", "MedianProblem", "read_orlib", "solve_medians"]
