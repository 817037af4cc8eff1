"""The pages of jobs."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from runwu.core.models import Feedback, Job
from runwu.core.tests import job_samples

pytestmark = [
    pytest.mark.django_db(databases=["default", "progress"]),
    pytest.mark.urls("runwu.core.tests.listing_site"),
]
FRAGMENT = {"HX-Request": "true", "HX-Target": "job"}


@pytest.fixture
def user() -> Any:
    return get_user_model().objects.create(username="tester", display_name="测试员")


@pytest.fixture
def client(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def job_of(user: Any, **changes: Any) -> Job:
    """Save a job of this person that runs."""
    now = timezone.now()
    values: dict[str, Any] = {
        "kind": job_samples.save_suggestions.kind,
        "title": "计算方案",
        "owner": user.public_id,
        "args": {"count": 1},
        "state": "running",
        "heartbeat": now,
        "done": 3,
        "total": 13,
        "unit": "个园区",
    }
    return Job.objects.create(**{**values, **changes})


def test_the_list_shows_ones_own_jobs_alone(client: Client, user: Any) -> None:
    job_of(user, title="我的")
    job_of(user, title="别人的", owner=uuid.uuid4())

    html = client.get("/jobs/").content.decode()

    assert "我的" in html
    assert "别人的" not in html


def test_a_foreign_job_and_none_answer_alike(client: Client, user: Any) -> None:
    foreign = job_of(user, owner=uuid.uuid4())

    statuses = {client.get(f"/jobs/{key}").status_code for key in (foreign.public_id, uuid.uuid4())}

    assert statuses == {404}


@pytest.mark.parametrize("verb", ["cancel", "retry"])
def test_a_foreign_job_cannot_be_touched(client: Client, user: Any, verb: str) -> None:
    foreign = job_of(user, owner=uuid.uuid4())

    response = client.post(f"/jobs/{foreign.public_id}/{verb}")

    foreign.refresh_from_db()
    assert (response.status_code, foreign.cancel_requested) == (404, False)


def test_a_running_job_shows_its_progress_and_asks_again(client: Client, user: Any) -> None:
    job = job_of(user)

    html = client.get(f"/jobs/{job.public_id}").content.decode()

    assert '<progress value="3" max="13"' in html
    assert "已完成 3个园区，共 13个园区 · 可以离开此页" in html
    assert 'hx-trigger="every 1s"' in html
    assert "<noscript>" in html


def test_the_polled_fragment_is_the_region_alone(client: Client, user: Any) -> None:
    job = job_of(user)

    html = client.get(f"/jobs/{job.public_id}", headers=FRAGMENT).content.decode()

    assert html.lstrip().startswith('<section class="c job" id="job"')
    assert "<html" not in html


def test_a_finished_job_stops_asking_says_so_and_links_its_result(client: Client, user: Any) -> None:
    job = job_of(user, state="done", result_url="/list", message="登记了 3 条")

    html = client.get(f"/jobs/{job.public_id}", headers=FRAGMENT).content.decode()

    assert "hx-trigger" not in html
    assert 'href="/list">打开结果' in html
    assert 'hx-swap-oob="true">计算方案：已完成' in html


def test_a_refused_job_shows_what_happened_by_which_rule_and_what_to_do(client: Client, user: Any) -> None:
    error = {"happened": "只有两名正式党员", "rule": "党章第三十条", "now": "联合组建"}
    job = job_of(user, state="refused", error=error)

    html = client.get(f"/jobs/{job.public_id}").content.decode()

    assert "只有两名正式党员" in html
    assert "党章第三十条" in html
    assert "联合组建" in html


def test_an_interrupted_job_says_so_and_can_be_run_again(
    client: Client, user: Any, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    job = job_of(user, heartbeat=timezone.now() - timedelta(minutes=5))
    html = client.get(f"/jobs/{job.public_id}").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"/jobs/{job.public_id}/retry")

    job.refresh_from_db()
    assert "中断" in html
    assert "hx-trigger" not in html
    assert response["Location"] == f"/jobs/{job.public_id}"
    assert (job.state, Feedback.objects.count()) == ("done", 1)


def test_a_job_that_waits_long_hints_at_the_worker(client: Client, user: Any) -> None:
    job = job_of(user, state="queued", total=None, created_at=timezone.now() - timedelta(minutes=5))

    html = client.get(f"/jobs/{job.public_id}").content.decode()

    assert "后台服务可能没有运行" in html


def test_cancelling_asks_first_and_acts_on_post(client: Client, user: Any) -> None:
    job = job_of(user)

    asked = client.get(f"/jobs/{job.public_id}/cancel")
    untouched = Job.objects.get().cancel_requested
    client.post(f"/jobs/{job.public_id}/cancel")

    assert "什么也不写入" in asked.content.decode()
    assert (untouched, Job.objects.get().cancel_requested) == (False, True)


@pytest.mark.parametrize("path", ["/jobs/", "/jobs/00000000-0000-4000-8000-000000000001"])
def test_an_anonymous_visitor_is_sent_to_sign_in(path: str) -> None:
    response = Client().get(path)

    assert response["Location"] == f"/sign-in?{urlencode({'next': path})}"


def test_retrying_needs_a_post(client: Client, user: Any) -> None:
    job = job_of(user, state="failed")

    assert client.get(f"/jobs/{job.public_id}/retry").status_code == 405
