import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from runwu.core.models import AuditEntry, Worker

pytestmark = pytest.mark.django_db(databases=["default", "progress"])


def test_the_process_says_that_it_lives(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_migrated_database_is_ready(client: Client) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "checks": {"database": "ok", "disk": "ok"}})


def test_pages_are_ready_without_a_worker_but_not_everything_is_well(client: Client) -> None:
    answer = client.get("/healthz/all")

    assert (answer.status_code, answer.json()["status"]) == (503, "no worker")


def test_with_a_worker_everything_is_well(client: Client) -> None:
    Worker.objects.create(key="a", host="a", process=1, version="1")

    assert client.get("/healthz/all").status_code == 200


def test_a_clock_that_was_put_back_is_told_to_monitoring(client: Client) -> None:
    Worker.objects.create(key="a", host="a", process=1, version="1")
    AuditEntry.objects.create(action="core.backup.made", at=timezone.now() + timedelta(hours=1))

    answer = client.get("/healthz/all")

    assert (answer.status_code, answer.json()["status"]) == (503, "clock put back")
    assert client.get("/readyz").status_code == 200  # pages are served all the same


def test_a_disk_with_little_room_is_told_in_time(client: Client, settings: Any) -> None:
    settings.RUNWU_DISK_RESERVE = shutil.disk_usage("/").total * 1000

    assert client.get("/readyz").json()["checks"]["disk"] == "disk nearly full"


def test_a_data_folder_that_is_not_there_yet_is_no_trouble(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "not" / "yet"

    assert client.get("/readyz").status_code == 200
