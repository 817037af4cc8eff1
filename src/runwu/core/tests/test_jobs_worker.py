"""A real worker process beside other processes, on database files."""

import signal

import pytest

from runwu.core.tests.office import Office

pytestmark = pytest.mark.slow
STATE = "SELECT state FROM core_job"
RUNS = "SELECT state, CASE WHEN done > 0 THEN 1 END FROM core_job"
WRITTEN = "SELECT count(*) FROM core_feedback"
_JOB = "from runwu.core.models import Job; from runwu.core import jobs; job = Job.objects.get(); "


def start_job(office: Office) -> None:
    """Start, in a process of its own, a job that waits inside its transaction until the file `go` is there."""
    office.run(
        "import types, uuid; from runwu.core.jobs import enqueue; from runwu.core.tests import job_samples; "
        "by = types.SimpleNamespace(public_id=uuid.uuid4()); "
        f"args = {{'folder': {str(office.folder)!r}, 'steps': 10_000}}; "
        "enqueue(job_samples.wait_in_a_transaction, by=by, args=args)"
    )


def let_go(office: Office) -> None:
    (office.folder / "go").touch()


def test_a_worker_runs_what_another_process_started_and_progress_is_seen_meanwhile(office: Office) -> None:
    start_job(office)
    office.start_worker()

    office.wait_for(RUNS, ("running", 1))
    written_meanwhile = office.query(WRITTEN)
    let_go(office)
    office.wait_for(STATE, ("done",))

    assert written_meanwhile == (0,)
    assert office.query(WRITTEN) == (1,)


def test_a_cancelled_job_leaves_nothing_written(office: Office) -> None:
    start_job(office)
    office.start_worker()
    office.wait_for(RUNS, ("running", 1))

    office.run(_JOB + "jobs.cancel(job)")

    office.wait_for(STATE, ("cancelled",))
    assert office.query(WRITTEN) == (0,)


def test_a_killed_worker_leaves_the_data_as_before_and_the_job_interrupted_until_run_again(office: Office) -> None:
    start_job(office)
    worker = office.start_worker()
    office.wait_for(RUNS, ("running", 1))

    worker.send_signal(signal.SIGKILL)
    worker.wait()
    written_after_kill = office.query(WRITTEN)
    office.change("UPDATE core_job SET heartbeat = '2026-01-01 00:00:00'")
    interrupted = office.run(_JOB + "print(job.interrupted)")
    let_go(office)
    office.run(_JOB + "jobs.retry(job)")
    office.start_worker()
    office.wait_for("SELECT state, attempt FROM core_job", ("done", 2))

    assert (written_after_kill, interrupted) == ((0,), "True")
    assert office.query(WRITTEN) == (1,)


def test_a_worker_told_to_stop_puts_its_job_back_and_the_next_one_finishes_it(office: Office) -> None:
    start_job(office)
    worker = office.start_worker()
    office.wait_for(RUNS, ("running", 1))

    worker.send_signal(signal.SIGTERM)
    ended = worker.wait(timeout=30)
    after_stop = office.query(STATE)
    let_go(office)
    office.start_worker()
    office.wait_for(STATE, ("done",))

    assert (ended, after_stop) == (0, ("queued",))
    assert office.query(WRITTEN) == (1,)


def test_a_worker_stops_when_told_and_one_for_the_queue_alone_when_it_is_empty(office: Office) -> None:
    worker = office.start_worker()
    start_job(office)
    office.wait_for(RUNS, ("running", 1))
    let_go(office)
    office.wait_for(STATE, ("done",))

    worker.send_signal(signal.SIGTERM)
    office.run("from runwu.core.jobs.worker import run_worker; run_worker(until_idle=True, interval=0.1)")

    assert worker.wait(timeout=10) == 0


def test_a_job_that_says_nothing_for_long_keeps_its_heartbeat(office: Office) -> None:
    start_job(office)
    office.change("UPDATE core_job SET state = 'running', heartbeat = '2026-01-01 00:00:00'")

    beats = "import time; from runwu.core.jobs.pulse import beating; from runwu.core.jobs.progress import JobProgress; "
    silent = beats + "f = beating(JobProgress(job).save, every=0.05); f.__enter__(); time.sleep(0.5); "
    printed = office.run(_JOB + silent + "f.__exit__(None, None, None); job.refresh_from_db(); print(job.interrupted)")

    assert printed == "False"
