"""A plan is computed here when the cluster that the installation names is away."""

import pytest
from django.test import override_settings

from runwu.coverage.services.computing import SEED
from runwu.coverage.services.solving import solved
from runwu.planning.joint_branches import solve
from runwu.planning.tests.instances import random_problem

PROBLEM = random_problem(3, 12)


def test_a_cluster_that_is_away_costs_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runwu.planning.joint_branches.solver.cluster.CONNECT", 0.2)

    with override_settings(RUNWU_PLAN_CLUSTER="tcp://127.0.0.1:9"):  # nobody listens there
        found = solved(PROBLEM, seed=SEED)

    assert found.assignment == solve(PROBLEM, seed=SEED).assignment
