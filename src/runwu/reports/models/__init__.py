"""Rows of reports: releases of area totals, and figures frozen on a closing day."""

from runwu.reports.models.frozen import FrozenCorrection, FrozenFigure, FrozenSet
from runwu.reports.models.releases import AreaRelease

__all__ = ["AreaRelease", "FrozenCorrection", "FrozenFigure", "FrozenSet"]
