"""What was cut off in the middle – a migration, a rotation – goes on afterwards, and a start says what is missing."""

import subprocess
import sys
from pathlib import Path

import pytest

from runwu.core.tests.office import Office, new_database, runwu

pytestmark = pytest.mark.slow

PEOPLE = """
from runwu.people.models import Person
from runwu.core.crypto import blind_index
number = '1380000'
Person.objects.bulk_create(
    Person(name=f'示例{n}', phone=f'{number}{n:04}', phone_index=blind_index(f'{number}{n:04}', 'phone'))
    for n in range(1200)
)
"""
KILLED_WHILE_ROTATING = """
import os
from runwu.core.crypto import rotation
from runwu.core.keys import rotate
real, rounds = rotation._rewrite, []
def die(*arguments):
    rounds.append(real(*arguments))
    if len(rounds) == 2:
        os._exit(0)
    return rounds[-1]
rotation._rewrite = die
rotate()
"""
MIXED = """
from runwu.core.crypto import keyring
from runwu.core.crypto.rotation import outdated_values
from runwu.people.models import Person
print(len(keyring().encryption), outdated_values(Person.objects.all(), 'phone') > 0, Person.objects.last().phone[-4:])
"""
KILLED_WHILE_MIGRATING = """
import os
from django.db import migrations
real = migrations.CreateModel.database_forwards
def die(self, *arguments):
    real(self, *arguments)
    if self.name == 'Workplace':
        os._exit(0)
migrations.CreateModel.database_forwards = die
from django.core.management import call_command
call_command('migrate', verbosity=0)
"""


def test_a_rotation_that_was_killed_reads_everything_and_goes_on(office: Office) -> None:
    office.run(PEOPLE)

    office.run(KILLED_WHILE_ROTATING)
    after_death = office.run(MIXED)
    again = runwu(office, "keys", "rotate")
    status = runwu(office, "keys", "status")

    assert after_death == "2 True 1199"
    assert (again.returncode, office.run(MIXED)) == (0, "1 False 1199")
    assert "密钥与数据库相符" in status.stdout


def test_a_migration_that_was_killed_is_told_at_the_start_and_goes_on(tmp_path: Path) -> None:
    office = Office(tmp_path / "office", new_database())
    office.folder.mkdir()

    office.run(KILLED_WHILE_MIGRATING)
    start = runwu(office, "serve")
    again = runwu(office, "migrate")
    done = office.run("from runwu.core.backup import unapplied_migrations as u; print(len(u()))")
    office.close()

    assert start.returncode == 1
    assert "runwu backup" in start.stderr
    assert "runwu migrate" in start.stderr
    assert (again.returncode, done) == (0, "0")


def test_a_start_under_the_keys_of_another_installation_is_refused(office: Office) -> None:
    office.run(PEOPLE)
    (office.folder / "keys.toml").unlink()

    start, check = runwu(office, "serve"), runwu(office, "check")

    assert start.returncode == 1
    assert "密钥文件与数据库不是一套" in start.stderr
    assert "密钥文件与数据库不是一套" in check.stdout


def test_gunicorn_ends_under_the_keys_of_another_installation(office: Office) -> None:
    office.run(PEOPLE)
    (office.folder / "keys.toml").unlink()
    command = [sys.executable, "-m", "gunicorn", "runwu.config.wsgi:application", "--bind", "127.0.0.1:0"]

    done = subprocess.run(command, env=office.environment, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode != 0
    assert "密钥文件与数据库不是一套" in done.stderr


def test_a_server_has_its_views_before_the_first_request_and_never_searches_them_for_garbage(office: Office) -> None:
    told = "import gc, sys, runwu.config.wsgi; print(gc.get_freeze_count(), 'runwu.members.views' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", told], env=office.environment, capture_output=True, text=True, check=True, timeout=60
    )

    frozen, loaded = done.stdout.split()
    assert int(frozen) > 50_000
    assert loaded == "True"


def test_a_start_without_a_database_says_where_to_look(tmp_path: Path) -> None:
    nowhere = Office(tmp_path / "nowhere", "postgres://nobody@127.0.0.1:1/nothing")

    start = runwu(nowhere, "serve")

    assert start.returncode == 1
    assert "连不上数据库" in start.stderr
    assert "Traceback" not in start.stderr
