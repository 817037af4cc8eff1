"""What the command line does with an instance file (runwu plan-coverage --instance)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .joint_branches import ClusterAway, Limits, Plan, Problem, read_instance, solve, write_answer
from .joint_branches.locating import summary_text


def plan_instance(
    input_path: Path,
    output_path: Path,
    *,
    seed: int = 1,
    limits: Limits | None = None,
    say: Callable[[str], None] | None = None,
    cluster: str = "",
) -> Plan:
    """Read an instance, solve it and write the answer; `say` hears how many places had to be estimated, and that a
    cluster is away and this machine solves instead.

    Raises InstanceError when the instance is ill-posed, OSError when a file cannot be read or written.
    """
    problem = read_instance(input_path)
    if problem.estimates and say is not None:
        say(summary_text(problem.estimates, len(problem.units) + len(problem.branches)))
    plan = _solved(problem, seed, limits or Limits(), say, cluster)
    write_answer(plan, output_path, problem)
    return plan


def _solved(problem: Problem, seed: int, limits: Limits, say: Callable[[str], None] | None, cluster: str) -> Plan:
    if cluster:
        try:
            return solve(problem, seed=seed, limits=limits, cluster=cluster)
        except ClusterAway as away:
            if say is not None:
                say(f"{away} 现改在本机测算。")
    return solve(problem, seed=seed, limits=limits)
