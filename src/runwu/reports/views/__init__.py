"""Boards and the lists behind their figures."""

from runwu.reports.views.area import area, groups, renew
from runwu.reports.views.assessments import assessment, assessment_record, assessments
from runwu.reports.views.park import board
from runwu.reports.views.releases import end, releases
from runwu.reports.views.rows import covered
from runwu.reports.views.statement import data_statement

__all__ = [
    "area",
    "assessment",
    "assessment_record",
    "assessments",
    "board",
    "covered",
    "data_statement",
    "end",
    "groups",
    "releases",
    "renew",
]
