"""What the command line does with an instance file (runwu plan-coverage --instance)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .joint_branches import Limits, Plan, read_instance, solve, write_answer
from .joint_branches.locating import summary_text


def plan_instance(
    input_path: Path,
    output_path: Path,
    *,
    seed: int = 1,
    limits: Limits | None = None,
    say: Callable[[str], None] | None = None,
) -> Plan:
    """Read an instance, solve it and write the answer; `say` hears how many places had to be estimated.

    Raises InstanceError when the instance is ill-posed, OSError when a file cannot be read or written.
    """
    problem = read_instance(input_path)
    if problem.estimates and say is not None:
        say(summary_text(problem.estimates, len(problem.units) + len(problem.branches)))
    plan = solve(problem, seed=seed, limits=limits or Limits())
    write_answer(plan, output_path, problem)
    return plan
