"""Where plans are computed: in the worker, or on a cluster that the installation names (测算在哪里进行)."""

from typing import Any

import structlog
from django.conf import settings

from runwu.planning.joint_branches.errors import ClusterAway
from runwu.planning.joint_branches.plan import Plan
from runwu.planning.joint_branches.problem import Problem

log = structlog.get_logger(__name__)


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
