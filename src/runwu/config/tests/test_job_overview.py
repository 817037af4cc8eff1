"""What the system administrator sees of jobs: kinds, states and reasons of failures, nothing of their contents."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conftest import ClientAs
from runwu.core.models import AuditEntry, Job, Worker
from runwu.core.tests import job_samples
from tests.world import World

pytestmark = pytest.mark.django_db(databases=["default", "progress"])
SECRET = "示秘密有限公司"
FAILED = {"happened": "任务运行中出现了意外错误", "reference": "1A2B3C4D"}


def job(**changes: object) -> Job:
    values = {"kind": job_samples.save_suggestions.kind, "title": SECRET, "message": SECRET, "args": {"count": 1}}
    return Job.objects.create(**{**values, "owner": "00000000-0000-4000-8000-000000000001", **changes})


def page(world: World, client_as: ClientAs, address: str = "/jobs/all/") -> str:
    return client_as(world.cast.system_administrator).get(address).content.decode()


def test_a_failed_job_shows_its_reason_and_number_but_not_what_it_is_about(world: World, client_as: ClientAs) -> None:
    job(state="failed", error=FAILED, finished_at=timezone.now())

    html = page(world, client_as)

    assert "登记意见" in html
    assert "编号 1A2B3C4D" in html
    assert SECRET not in html


def test_why_a_rule_refused_a_job_stays_with_its_owner(world: World, client_as: ClientAs) -> None:
    refused = job(state="refused", error={"happened": SECRET})

    assert SECRET not in page(world, client_as)
    assert SECRET not in page(world, client_as, f"/jobs/all/{refused.public_id}")


def test_the_queue_tells_how_long_the_oldest_waits_and_that_nobody_works(world: World, client_as: ClientAs) -> None:
    job(created_at=timezone.now() - timedelta(hours=3))

    html = page(world, client_as)

    assert "最久等了 3" in html
    assert "没有后台服务在运行" in html


def test_a_clock_that_was_put_back_is_said_where_jobs_are_looked_at(world: World, client_as: ClientAs) -> None:
    before = page(world, client_as)
    AuditEntry.objects.create(action="core.backup.made", at=timezone.now() + timedelta(hours=1))

    after = page(world, client_as)

    assert ["请校准服务器时间" in html for html in (before, after)] == [False, True]


def test_a_silent_worker_is_told_from_one_that_is_there(world: World, client_as: ClientAs) -> None:
    Worker.objects.create(key="a", host="host-a", process=1, version="1")
    Worker.objects.create(key="b", host="host-b", process=2, version="1", seen_at=timezone.now() - timedelta(minutes=5))

    html = page(world, client_as)

    assert html.index("host-a") < html.index("在运行</span>") < html.index("host-b") < html.index("失去联系")


def test_retrying_anothers_job_runs_it_and_is_logged(world: World, client_as: ClientAs) -> None:
    failed = job(state="failed", error=FAILED)

    client_as(world.cast.system_administrator).post(f"/jobs/all/{failed.public_id}/retry")

    failed.refresh_from_db()
    assert failed.state == "queued"
    assert AuditEntry.objects.get(action="core.job.retried").subject_id == str(failed.public_id)


def test_cancelling_anothers_job_is_logged(world: World, client_as: ClientAs) -> None:
    waiting = job()

    client_as(world.cast.system_administrator).post(f"/jobs/all/{waiting.public_id}/cancel")

    waiting.refresh_from_db()
    assert waiting.state == "cancelled"
    assert AuditEntry.objects.filter(action="core.job.cancelled").count() == 1
