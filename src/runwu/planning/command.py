"""What the command line does with an instance file (runwu plan-coverage --instance)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .certificate.check import check_bound
from .certificate.document import certificate_document, certificate_from_document
from .certificate.ground import settle
from .certificate.rules import cost_of, faults_of
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
    workers: int = 1,
    certificate: Path | None = None,
) -> Plan:
    """Read an instance, solve it and write the answer and, where a file is named, the certificate of its bound.

    `say` hears how many places had to be estimated, and that a cluster is away and this machine solves instead.

    Raises InstanceError when the instance is ill-posed, OSError when a file cannot be read or written.
    """
    problem = read_instance(input_path)
    if problem.estimates and say is not None:
        say(summary_text(problem.estimates, len(problem.units) + len(problem.branches)))
    plan = _solved(problem, say, cluster, seed=seed, limits=limits or Limits(), workers=workers)
    write_answer(plan, output_path, problem)
    if certificate is not None:
        certificate.write_text(json.dumps(certificate_document(plan.certificate)) + "\n", encoding="utf-8")
    return plan


def _solved(problem: Problem, say: Callable[[str], None] | None, cluster: str, **options: Any) -> Plan:
    if cluster:
        try:
            return solve(problem, **options, cluster=cluster)
        except ClusterAway as away:
            if say is not None:
                say(f"{away} 现改在本机测算。")
    return solve(problem, **options)


def check_answer(input_path: Path, answer_path: Path, certificate: Path) -> tuple[str, ...]:
    """List what is wrong with an answer and the proof of its bound, without the solver; empty means that both hold.

    Raises InstanceError for an ill-posed instance, OSError for a file that cannot be read, ValueError, KeyError or
    TypeError for an answer or a certificate of another shape.
    """
    problem = read_instance(input_path)
    answer = json.loads(answer_path.read_text(encoding="utf-8"))
    proof = certificate_from_document(json.loads(certificate.read_text(encoding="utf-8")))
    assignment, cost, bound = dict(answer["assignment"]), int(answer["cost"]), int(answer["bound"])
    faults = faults_of(problem, assignment, settle(problem, (), ()))
    if faults:
        return tuple(faults)
    if (counted := cost_of(problem, assignment)) != cost:
        faults.append(f"the plan costs {counted}, not {cost}")
    if bound > cost:
        faults.append(f"the bound {bound} lies above the cost {cost}")
    return (*faults, *check_bound(problem, proof, bound))
