"""Points of enterprises (企业党建工作积分): bands, never ranks, never persons."""

from runwu.rules.assessed import Subject
from runwu.rules.points.rules import PointRule, may_depend_on_points, may_use_rule
from runwu.rules.points.scoring import PointFact, PointsAnswer, score

__all__ = [
    "PointFact",
    "PointRule",
    "PointsAnswer",
    "Subject",
    "may_depend_on_points",
    "may_use_rule",
    "score",
]
