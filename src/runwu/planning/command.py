"""What the command line does with an instance file (runwu plan-coverage --instance)."""

from __future__ import annotations

from pathlib import Path

from .joint_branches import Limits, Plan, read_instance, solve, write_answer


def plan_instance(input_path: Path, output_path: Path, *, seed: int = 1, limits: Limits | None = None) -> Plan:
    """Read an instance, solve it and write the answer.

    Raises InstanceError when the instance is ill-posed, OSError when a file cannot be read or written.
    """
    plan = solve(read_instance(input_path), seed=seed, limits=limits or Limits())
    write_answer(plan, output_path)
    return plan
