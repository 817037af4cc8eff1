"""May, or should, a branch be set up (党支部的组建)."""

from runwu.rules.counts import MemberCounts
from runwu.rules.formation.application import application_answer
from runwu.rules.formation.floating import may_form_floating_organization
from runwu.rules.formation.joint_branch import JointUnit, may_form_joint_branch, may_joint_branch_reach
from runwu.rules.formation.own_branch import may_form_branch, survives_departure
from runwu.rules.formation.project import may_form_project_branch
from runwu.rules.formation.review import plan_review

__all__ = [
    "JointUnit",
    "MemberCounts",
    "application_answer",
    "may_form_branch",
    "may_form_floating_organization",
    "may_form_joint_branch",
    "may_form_project_branch",
    "may_joint_branch_reach",
    "plan_review",
    "survives_departure",
]
