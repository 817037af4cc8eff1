"""Parks on a cluster of two workers: the same answer as in one process; a cluster that is away is said to be."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from runwu.planning.certificate.check import check_plan
from runwu.planning.command import plan_instance
from runwu.planning.joint_branches import ClusterAway, Ended, Progress, document_of, solve

from .instances import random_problem

distributed = pytest.importorskip("distributed", reason="the extra “cluster” is not installed")
PROBLEM = random_problem(5, 45, parks=3, branches=3, span=1500, big=0.1, limit=5)
NOWHERE = "tcp://127.0.0.1:9"  # the port of the protocol that throws everything away; nobody listens


PATIENT = {
    "distributed.comm.timeouts.connect": "600s",
    "distributed.comm.timeouts.tcp": "600s",
    "distributed.scheduler.worker-ttl": "1 hour",
    "distributed.worker.use-file-locking": False,
}  # ends what hangs, also where many tests share few cores


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a scheduler with two workers on this machine; return its address."""
    folder = tmp_path_factory.mktemp("workers")
    with (
        pytest.importorskip("dask").config.set(PATIENT),
        pytest.MonkeyPatch.context() as patience,
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, local_directory=str(folder)
        ) as workers,
    ):
        patience.setattr("runwu.planning.joint_branches.solver.cluster.CONNECT", 600.0)
        yield workers.scheduler_address


def test_a_cluster_gives_the_plan_of_one_process_and_tells_how_it_gets_on(cluster: str) -> None:
    told: list[Progress] = []

    there = solve(PROBLEM, cluster=cluster, progress=told.append)

    assert replace(there, seconds=0) == replace(solve(PROBLEM), seconds=0)
    assert check_plan(PROBLEM, there) == ()
    assert (told[-1].park, told[-1].parks, told[-1].cost) == (3, 3, there.cost)
    assert [step.bound for step in told] == sorted(step.bound for step in told)


def test_a_run_on_a_cluster_can_be_cancelled(cluster: str) -> None:
    plan = solve(PROBLEM, cluster=cluster, cancelled=lambda: True)

    assert plan.ended in {Ended.CANCELLED, Ended.PROVEN}
    assert check_plan(PROBLEM, plan) == ()


def test_a_cluster_that_does_not_answer_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runwu.planning.joint_branches.solver.cluster.CONNECT", 0.2)

    with pytest.raises(ClusterAway, match="请核对地址"):
        solve(PROBLEM, cluster=NOWHERE)


def test_the_command_line_solves_here_when_the_cluster_is_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runwu.planning.joint_branches.solver.cluster.CONNECT", 0.2)
    source, target, said = tmp_path / "problem.json", tmp_path / "answer.json", list[str]()
    source.write_text(json.dumps(document_of(PROBLEM)), encoding="utf-8")

    plan = plan_instance(source, target, say=said.append, cluster=NOWHERE)

    assert plan.ended is Ended.PROVEN
    assert target.exists()
    assert said[-1].endswith("现改在本机测算。")
