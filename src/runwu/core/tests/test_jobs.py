"""Jobs from start to end, in one process."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from runwu.core.errors import Conflict
from runwu.core.jobs import JobCancelled, JobFunction, cancel, current_job, enqueue, job, retry
from runwu.core.jobs.housekeeping import prune_jobs
from runwu.core.jobs.progress import JobLost, JobProgress, JobStopped
from runwu.core.jobs.runner import run
from runwu.core.models import Feedback, Job
from runwu.core.tests import job_samples

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
OnCommit = Callable[..., Any]


@dataclass
class Account:
    """Somebody who starts jobs."""

    public_id: uuid.UUID = field(default_factory=uuid.uuid4)


def queued(function: JobFunction = job_samples.save_suggestions, **changes: Any) -> Job:
    """Save a job that waits in the queue."""
    values: dict[str, Any] = {"kind": function.kind, "title": "任务", "owner": uuid.uuid4(), "args": {"count": 2}}
    return Job.objects.create(**{**values, **changes})


def started(**changes: Any) -> Job:
    """Save a job that runs in its first attempt."""
    now = timezone.now()
    return queued(**{"state": "running", "attempt": 1, "started_at": now, "heartbeat": now, **changes})


def finished(function: JobFunction, **args: Any) -> Job:
    """Run a job and return how it ended."""
    job = queued(function, args=args)
    run(str(job.public_id))
    job.refresh_from_db()
    return job


def test_a_job_runs_after_the_transaction_commits(django_capture_on_commit_callbacks: OnCommit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue(job_samples.save_suggestions, by=Account(), args={"count": 3})
        existed_before_commit = Job.objects.filter(public_id=job.public_id).exists()

    ended = Job.objects.get(public_id=job.public_id)
    assert not existed_before_commit
    assert (ended.state, ended.title, ended.done, ended.total) == ("done", "登记意见", 3, 3)
    assert (ended.result_url, ended.message, ended.result) == ("/list", "登记了 3 条", {"saved": 3})
    assert Feedback.objects.count() == 3


def test_a_job_of_a_transaction_that_is_rolled_back_never_exists(django_capture_on_commit_callbacks: OnCommit) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        enqueue(job_samples.save_suggestions, by=Account(), args={"count": 3})
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_the_same_work_is_not_started_twice(django_capture_on_commit_callbacks: OnCommit) -> None:
    by = Account()
    function = job_samples.save_suggestions
    waiting = enqueue(function, by=by, args={"count": 3})
    waiting.save()

    again = enqueue(function, by=by, args={"count": 3})
    other_args = enqueue(function, by=by, args={"count": 4})
    other_person = enqueue(function, by=Account(), args={"count": 3})

    assert again.public_id == waiting.public_id
    assert waiting.public_id not in {other_args.public_id, other_person.public_id}


def test_arguments_that_json_cannot_hold_are_an_error() -> None:
    with pytest.raises(TypeError):
        enqueue(job_samples.save_suggestions, by=Account(), args={"count": uuid.uuid4()})


def test_a_function_that_no_worker_finds_cannot_be_started() -> None:
    @job(title="局部")
    def local() -> None:
        """Do nothing."""

    with pytest.raises(LookupError):
        enqueue(local, by=Account())


def test_a_name_that_is_no_job_is_never_called() -> None:
    ended = queued(kind="shutil.rmtree")

    run(str(ended.public_id))

    ended.refresh_from_db()
    assert ended.state == "failed"


def test_a_refusal_ends_the_job_as_refused_with_the_verdict() -> None:
    ended = finished(job_samples.break_a_rule)

    assert ended.state == "refused"
    assert ended.error == {
        "happened": "暂不能单独成立：正式党员只有两名",
        "rule": "",
        "now": "与邻近企业联合组建",
    }


def test_an_error_that_a_person_can_mend_ends_as_refused_with_its_message() -> None:
    ended = finished(job_samples.make_a_mistake)

    assert ended.state == "refused"
    assert ended.error == {"happened": "第 3 行没有名称。", "rule": "名称必填。", "now": "补上名称后重新上传。"}


def test_an_unexpected_error_shows_a_number_and_no_detail(caplog: pytest.LogCaptureFixture) -> None:
    ended = finished(job_samples.crash)

    assert ended.state == "failed"
    assert ended.error["reference"] in ended.error["now"]
    assert "secret" not in str(ended.error)
    assert ended.error["reference"] in caplog.text


def test_a_job_is_run_by_one_worker_only() -> None:
    job = queued()

    run(str(job.public_id))
    run(str(job.public_id))

    job.refresh_from_db()
    assert (job.attempt, Feedback.objects.count()) == (1, 2)


def test_outside_of_a_job_progress_is_silent() -> None:
    result = job_samples.save_suggestions(count=2)

    assert result is not None
    assert result.figures == {"saved": 2}
    assert current_job().owner is None


def test_progress_is_written_at_most_twice_a_second() -> None:
    moments = iter([0.0, 0.0, 0.1, 0.2, 0.6, 0.6])
    job = started()
    progress = JobProgress(job, clock=lambda: next(moments))

    progress.report(1, 9)
    progress.report(2)
    progress.report(3)
    seen_early = Job.objects.get().done
    progress.report(4)

    assert (seen_early, Job.objects.get().done, Job.objects.get().total) == (1, 4, 9)


def test_a_replaced_attempt_cannot_write_any_more() -> None:
    job = started()
    progress = JobProgress(job)
    Job.objects.update(attempt=2)

    with pytest.raises(JobLost):
        progress.report(1)


def test_a_cancelled_job_stops_where_it_asks() -> None:
    job = started()
    cancel(job)

    with pytest.raises(JobCancelled):
        JobProgress(job).check_cancelled()


def test_a_worker_that_shuts_down_stops_the_job_where_it_asks() -> None:
    with pytest.raises(JobStopped):
        JobProgress(started(), stopping=lambda: True).check_cancelled()


def test_a_waiting_job_is_cancelled_at_once_and_never_runs() -> None:
    job = queued()

    cancel(job)
    run(str(job.public_id))

    job.refresh_from_db()
    assert (job.state, Feedback.objects.count()) == ("cancelled", 0)


def test_a_finished_job_cannot_be_cancelled() -> None:
    job = queued(state="done")

    cancel(job)

    job.refresh_from_db()
    assert (job.state, job.cancel_requested) == ("done", False)


def test_a_job_without_a_heartbeat_is_interrupted() -> None:
    late = timezone.now() - timedelta(minutes=3)

    assert started(heartbeat=late).interrupted
    assert not started().interrupted
    assert not queued(state="done", heartbeat=late).interrupted


def test_an_interrupted_job_can_be_run_again(django_capture_on_commit_callbacks: OnCommit) -> None:
    job = started(heartbeat=timezone.now() - timedelta(minutes=3))

    with django_capture_on_commit_callbacks(execute=True):
        retry(job)

    job.refresh_from_db()
    assert (job.state, job.attempt, Feedback.objects.count()) == ("done", 2, 2)


@pytest.mark.parametrize("state", ["done", "refused", "running", "queued"])
def test_other_jobs_cannot_be_run_again(state: str) -> None:
    job = started(state=state)

    with pytest.raises(Conflict):
        retry(job)


def test_two_people_retrying_start_it_once() -> None:
    job = queued(state="failed")
    same = Job.objects.get()
    retry(job)

    with pytest.raises(Conflict):
        retry(same)


def test_old_jobs_are_cleared_away_and_active_ones_stay() -> None:
    long_ago = timezone.now() - timedelta(days=91)
    queued(state="done", created_at=long_ago)
    kept = [queued(state="done"), queued(created_at=long_ago)]

    count = prune_jobs()

    assert count == 1
    assert set(Job.objects.all()) == set(kept)
