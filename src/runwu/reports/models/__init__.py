"""Rows of reports: releases of area totals, impact assessments, and figures frozen on a closing day."""

from runwu.reports.models.assessments import ImpactAssessment, ProcessingKind
from runwu.reports.models.frozen import FrozenCorrection, FrozenFigure, FrozenSet
from runwu.reports.models.releases import AreaRelease

__all__ = ["AreaRelease", "FrozenCorrection", "FrozenFigure", "FrozenSet", "ImpactAssessment", "ProcessingKind"]
