"""Indicators of organizations' work, and what they may never count (考核指标)."""

from runwu.rules.assessed import Subject
from runwu.rules.assessment.grading import AssessmentAnswer, grade
from runwu.rules.assessment.indicators import Indicator, may_configure

__all__ = ["AssessmentAnswer", "Indicator", "Subject", "grade", "may_configure"]
