"""The database goes away and comes back, a file can't grow any more: clear words, and nobody restarts anything."""

import errno
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from django.db import DatabaseError, connections

from runwu.core.jobs.outcomes import ended_by
from runwu.core.outages import Outage, outage_of
from runwu.core.tests.office import Office
from runwu.core.tests.wire import Wire

ASK = """
import os, sys
from runwu.core.tests.wire import Wire
wire = Wire(os.environ['DATABASE_URL'])
os.environ['DATABASE_URL'] = wire.url
import django; django.setup()
import logging; logging.disable()
from wsgiref.util import setup_testing_defaults
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
def ask():
    said = {}
    environ = {'PATH_INFO': '/account/login/', 'HTTP_HOST': 'localhost', 'HTTP_COOKIE': 'sessionid=' + 'x' * 32}
    setup_testing_defaults(environ)
    answer = application(environ, lambda status, headers: said.update(headers, status=status[:3]))
    body = b''.join(answer).decode()
    answer.close()
    print(said['status'], said.get('Retry-After'), '连接不上数据库' in body, said['X-Request-ID'][:8].upper() in body)
ask(); wire.cut(); ask(); wire.mend(); ask()
"""


LAST = "SELECT state FROM core_job ORDER BY id DESC LIMIT 1"


@pytest.mark.slow
@pytest.mark.postgres_only
def test_pages_answer_503_while_the_database_is_away_and_recover_by_themselves(office: Office) -> None:
    asked = [sys.executable, "-c", ASK]

    done = subprocess.run(asked, env=office.environment, check=True, capture_output=True, text=True, timeout=60)

    assert done.stdout.splitlines() == ["200 None False False", "503 10 True True", "200 None False False"]


@pytest.mark.slow
@pytest.mark.postgres_only
def test_a_worker_without_database_says_what_became_of_its_job_and_goes_on(office: Office) -> None:
    wire = Wire(office.url)
    near = replace(office, url=wire.url, processes=office.processes)
    start_job(office)
    near.start_worker()
    office.wait_for(LAST, ("running",))

    wire.cut()
    time.sleep(2)
    wire.mend()
    office.wait_for(LAST, ("failed",))
    (office.folder / "go").touch()
    start_job(office)

    office.wait_for(LAST, ("done",))
    assert office.query("SELECT error ->> 'happened' FROM core_job ORDER BY id LIMIT 1") == (
        "暂时连接不上数据库，这一步没有完成。",
    )
    assert office.query("SELECT count(*) FROM core_feedback") == (1,)


@pytest.mark.sqlite_only
@pytest.mark.django_db
def test_a_database_file_that_cannot_grow_is_a_full_disk() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1")  # as many as there are; pages freed by earlier tests are reused
        with pytest.raises(DatabaseError) as raised:
            cursor.execute("CREATE TABLE grown AS SELECT zeroblob(100000000) AS much")
        cursor.execute("PRAGMA max_page_count = 4294967294")

    assert outage_of(raised.value) is Outage.FULL


def test_a_full_disk_ends_a_job_with_words_for_the_administrator() -> None:
    ended = ended_by(OSError(errno.ENOSPC, "No space left on device"))

    assert "磁盘空间不足" in ended.values["error"]["happened"]
    assert ended.values["error"]["reference"] == ended.reference


def test_a_full_disk_is_found_behind_the_error_that_it_caused() -> None:
    error = ValueError("could not be saved")
    error.__cause__ = OSError(errno.ENOSPC, "No space left on device")

    assert outage_of(error) is Outage.FULL


def test_a_fault_of_the_program_is_no_outage() -> None:
    assert outage_of(ZeroDivisionError()) is None


def start_job(office: Office) -> None:
    """Start a job that waits inside its transaction until the file `go` is there."""
    office.run(
        "import types, uuid; from runwu.core.jobs import enqueue; from runwu.core.tests import job_samples; "
        "by = types.SimpleNamespace(public_id=uuid.uuid4()); "
        f"enqueue(job_samples.wait_in_a_transaction, by=by, args={{'folder': {str(office.folder)!r}, 'steps': 10_000}})"
    )
