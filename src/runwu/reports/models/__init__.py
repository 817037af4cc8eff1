"""Rows of reports: releases of area totals, impact assessments, frozen figures, and figures received from parks."""

from runwu.reports.models.assessments import ImpactAssessment, ProcessingKind
from runwu.reports.models.exchange import ExchangeKey, ReceivedFigures
from runwu.reports.models.frozen import FrozenCorrection, FrozenFigure, FrozenSet
from runwu.reports.models.releases import AreaRelease

__all__ = [
    "AreaRelease",
    "ExchangeKey",
    "FrozenCorrection",
    "FrozenFigure",
    "FrozenSet",
    "ImpactAssessment",
    "ProcessingKind",
    "ReceivedFigures",
]
