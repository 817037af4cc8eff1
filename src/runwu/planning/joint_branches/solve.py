"""Solve a problem: one plan for all its parks (求解)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .arrangements import Forced, Lock, arrange
from .baseline import clerks_plan
from .checks import check
from .errors import ContradictionError
from .index import Index
from .limits import Limits, Progress, Watch
from .plan import Plan
from .problem import Problem
from .report import build_plan


def solve(
    problem: Problem,
    *,
    seed: int = 1,
    limits: Limits = Limits(),  # noqa: B008 — frozen, so one default may serve all calls
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    locked: Sequence[Lock] = (),
    forced: Sequence[Forced] = (),
    workers: int = 1,
    cluster: str = "",
) -> Plan:
    """Find a cheapest plan and prove how near to the cheapest it is.

    The same problem, seed, limits, locks and fixed places give the same plan unless time or a person ends the run.
    workers: processes that solve parks side by side; a script that asks for more than one needs a main guard.
    cluster: the address of a Dask scheduler whose workers do so instead; one park goes there, too.
    Raises InstanceError when the problem is ill-posed, ContradictionError when locks and fixed places cannot hold,
    ClusterAway when the cluster cannot be reached or goes away.
    """
    from .solver.run import solve_parks

    check(problem)
    index = Index(problem)
    watch = Watch(limits.seconds, cancelled)
    arrangement = arrange(index, locked, forced)
    baseline = clerks_plan(index)
    assignment, parks, certificate = solve_parks(
        index,
        arrangement,
        baseline.assignment,
        seed=seed,
        limits=limits,
        watch=watch,
        progress=progress,
        workers=workers,
        cluster=cluster,
    )
    for choice in forced:
        if choice.host is not None and assignment[choice.unit] is None:
            where = f"指定的去处（{choice.unit} → {choice.host}）"
            raise ContradictionError(where, "附近凑不够能与它成立支部的单位")
    settled = frozenset(arrangement.settled)
    return build_plan(index, assignment, parks, certificate, baseline, seed=seed, watch=watch, by_person=settled)
