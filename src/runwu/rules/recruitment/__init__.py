"""Admitting members (发展党员): the steps with their dates, papers and refusals."""

from runwu.rules.recruitment.applying import activist_decided, application_targets, may_be_recommended
from runwu.rules.recruitment.approval import admission_approval
from runwu.rules.recruitment.conditions import AdmissionFacts, may_discuss_admission
from runwu.rules.recruitment.converting import conversion_due, may_convert
from runwu.rules.recruitment.notice import needs_notice, papers_valid, public_notice
from runwu.rules.recruitment.people import may_be_contacts, may_be_introducers
from runwu.rules.recruitment.probation import may_extend_probation, probation_ends, standing_since
from runwu.rules.recruitment.reviewing import activist_review_due, pool_analysis_due, review_inquiries
from runwu.rules.recruitment.steps import Progress, StepDates, may_take_step, step_dates
from runwu.rules.recruitment.template import Interval, Step, Template, load_template, packaged_template

__all__ = [
    "AdmissionFacts",
    "Interval",
    "Progress",
    "Step",
    "StepDates",
    "Template",
    "activist_decided",
    "activist_review_due",
    "admission_approval",
    "application_targets",
    "conversion_due",
    "load_template",
    "may_be_contacts",
    "may_be_introducers",
    "may_be_recommended",
    "may_convert",
    "may_discuss_admission",
    "may_extend_probation",
    "may_take_step",
    "needs_notice",
    "packaged_template",
    "papers_valid",
    "pool_analysis_due",
    "probation_ends",
    "public_notice",
    "review_inquiries",
    "standing_since",
    "step_dates",
]
