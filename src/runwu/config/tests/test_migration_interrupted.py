"""An upgrade of the database killed in the middle goes on where it stood, and readiness says so meanwhile."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from runwu.core.tests.office import Office, new_database

pytestmark = pytest.mark.slow
MIGRATE = "import django; django.setup(); from runwu.core.backup.versions import migrate_databases as m; m()"
APPLIED = "SELECT count(*) FROM django_migrations"
READY = """
from django.test import Client
answer = Client(SERVER_NAME='localhost').get('/readyz')
print(answer.status_code, answer.json()['checks']['database'])
"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    found = Office(tmp_path, new_database())
    yield found
    found.close()


def test_a_killed_upgrade_is_taken_up_again(office: Office) -> None:
    upgrade = start_upgrade(office)
    wait_until_half_done(office)
    upgrade.send_signal(signal.SIGKILL)
    upgrade.wait()

    meanwhile = office.run(READY)
    subprocess.run([sys.executable, "-c", MIGRATE], env=office.environment, check=True, timeout=120)

    assert meanwhile.startswith("503 migrations waiting: ")
    assert office.run(READY) == "200 ok"


def start_upgrade(office: Office) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen([sys.executable, "-c", MIGRATE], env=office.environment)
    office.processes.append(process)
    return process


def wait_until_half_done(office: Office) -> None:
    end = time.monotonic() + 60
    while applied(office) < 15 and time.monotonic() < end:
        time.sleep(0.02)


def applied(office: Office) -> int:
    """Return how many migrations are done; 0 while their table is not there."""
    try:
        return int(office.query(APPLIED)[0])
    except Exception as error:
        if isinstance(error, sqlite3.OperationalError) or "does not exist" in str(error):
            return 0
        raise
