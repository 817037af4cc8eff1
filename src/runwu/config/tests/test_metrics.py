"""Figures for Prometheus: off by default, for the machine itself or a token, without sign-ins."""

from typing import Any

import pytest
from django.test import Client

from runwu.core.models import Worker

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


@pytest.fixture
def on(settings: Any) -> Any:
    settings.RUNWU_METRICS = True
    around = "django_prometheus.middleware.Prometheus{}Middleware"
    settings.MIDDLEWARE = [around.format("Before"), *settings.MIDDLEWARE, around.format("After")]
    return settings


def test_without_the_setting_there_are_no_figures(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


def test_the_machine_itself_reads_jobs_and_workers(on: Any, client: Client) -> None:
    Worker.objects.create(key="a", host="a", process=1, version="1")

    figures = client.get("/metrics").content.decode()

    assert 'runwu_jobs{state="queued"} 0.0' in figures
    assert "runwu_workers 1.0" in figures


@pytest.mark.parametrize(
    "place", [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"REMOTE_ADDR": ""}]
)
def test_nobody_else_reads_them(place: dict[str, str], on: Any, client: Client) -> None:
    assert client.get("/metrics", **place).status_code == 404  # type: ignore[arg-type]


@pytest.mark.parametrize(("sent", "status"), [("Bearer open", 200), ("Bearer wrong", 404), ("", 404)])
def test_a_token_opens_them_from_elsewhere(sent: str, status: int, on: Any, client: Client) -> None:
    on.RUNWU_METRICS_TOKEN = "open"  # noqa: S105 -- of this test

    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7", headers={"Authorization": sent}).status_code == status


def test_sign_ins_are_not_told(on: Any, client: Client) -> None:
    client.get("/account/login/")
    client.get("/healthz")

    figures = client.get("/metrics").content.decode()

    assert 'view="healthz"' in figures
    assert 'view="account_login"' not in figures
