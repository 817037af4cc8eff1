"""Where plans are computed: in the worker, or on a cluster that the installation names (测算在哪里进行)."""

from typing import Any

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from runwu.planning.joint_branches.errors import ClusterAway
from runwu.planning.joint_branches.limits import Limits, Progress
from runwu.planning.joint_branches.plan import Plan
from runwu.planning.joint_branches.problem import Problem

log = structlog.get_logger(__name__)


def limits() -> Limits:
    """Return the limits of one computation: work units, so that the same facts give the same plan, and RUNWU_PLAN_SECONDS."""
    return Limits(seconds=settings.RUNWU_PLAN_SECONDS or None)


def standing(step: Progress) -> str:
    """Say where a computation stands: the score so far, the least that is possible, how far they are apart."""
    words = _("综合评分 %(cost)s，可能的最低分 %(bound)s") % {"cost": f"{step.cost:,}", "bound": f"{step.bound:,}"}
    if step.gap is None:
        return words
    return _("%(words)s，与最优相差不超过 %(gap)s") % {"words": words, "gap": f"{100 * step.gap:.2f}%"}


def solved(problem: Problem, **wanted: Any) -> Plan:
    """Solve a problem, with whatever else `planning.joint_branches.solve` takes.

    With RUNWU_PLAN_CLUSTER its parks are solved there; a cluster that is away costs time, never the plan. Raises what
    `solve` raises about the problem.
    """
    # imported where it is used: the solver brings numpy, scipy and ortools
    from runwu.planning.joint_branches import solve

    if settings.RUNWU_PLAN_CLUSTER:
        try:
            return solve(problem, cluster=settings.RUNWU_PLAN_CLUSTER, **wanted)
        except ClusterAway as away:
            log.warning("plan cluster away", address=away.address, why=away.why)
    return solve(problem, **wanted)
