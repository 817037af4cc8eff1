"""Backups between processes: nobody is held up, a kill leaves nothing half-done, versions and databases change."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from runwu.core.tests.office import Office, new_database, open_branch, runwu
from tests.migrated import founded

pytestmark = pytest.mark.slow

WORK = """
from runwu.config.setup import set_up_park
set_up_park(name='示例园区', region='460105', kind='county', user_name='office', display_name='示春分')
"""
MEANWHILE = """
from threading import Thread
from runwu.core.backup.content import Inventory, content
from runwu.core.models import Feedback
inventory = Inventory(lambda line: None)
inside = content(inventory)
next(inside)
writer = Thread(target=lambda: Feedback.objects.create(text='示例意见'))
writer.start()
writer.join(timeout=10)
waited = writer.is_alive()
list(inside)
print(waited, inventory.manifest.tables['core_feedback'].rows, Feedback.objects.count())
"""
KILLED_AT_THE_END = """
import os
from runwu.core.backup.loading import TableLoader
TableLoader.compare = lambda *arguments: os._exit(0)
"""
BACK_UP = "from pathlib import Path; from runwu.core.backup import back_up; print(back_up(Path({path!r})).rows > 0)"
RESTORE = "from pathlib import Path; from runwu.core.backup import restore; print(restore(Path({path!r})).verified.ok)"
OLDER = """
from django.core.management import call_command
call_command('migrate', 'enterprises', '0006', verbosity=0)
from django.db.migrations.executor import MigrationExecutor
from django.db import connection
from runwu.core.backup.versions import models_of_database
models_of_database().get_model('enterprises', 'Park').objects.create(name='示例园区', region='460105')
"""


@pytest.fixture
def office(office: Office) -> Office:
    """Open an installation with a park."""
    office.run(WORK)
    return office


@pytest.fixture
def elsewhere(empty_office: Office, tmp_path: Path) -> Iterator[Office]:
    """Open another installation, without data."""
    branch = open_branch(empty_office, tmp_path / "elsewhere")
    yield branch
    branch.close()


def give_keys(office: Office, other: Office) -> None:
    """Bring the keys by another way than the backup."""
    other.folder.mkdir(parents=True, exist_ok=True)
    for name in ("keys.toml", "backup-key.toml"):
        shutil.copy2(office.folder / name, other.folder / name)


def test_an_act_during_a_backup_waits_for_nothing_and_is_not_in_it(office: Office) -> None:
    assert office.run(MEANWHILE) == "False 0 1"


def test_the_commands_carry_an_office_to_another_place(office: Office, elsewhere: Office, tmp_path: Path) -> None:
    path = str(tmp_path / "b.rwb")

    made = runwu(office, "backup", path)
    give_keys(office, elsewhere)
    checked = runwu(elsewhere, "backup", "--verify", path)
    restored = runwu(elsewhere, "restore", path)
    again = runwu(elsewhere, "restore", path)

    assert (made.returncode, checked.returncode, restored.returncode, again.returncode) == (0, 0, 0, 1), made.stderr
    assert "备份里不含密钥" in made.stdout
    assert "操作日志核验" in restored.stdout
    assert "已经有数据" in again.stderr
    assert elsewhere.query("SELECT count(*) FROM enterprises_park") == (1,)


def test_killed_at_its_end_a_restore_has_changed_nothing_and_the_next_one_succeeds(
    office: Office, elsewhere: Office, tmp_path: Path
) -> None:
    path = str(tmp_path / "b.rwb")
    office.run(BACK_UP.format(path=path))
    give_keys(office, elsewhere)

    elsewhere.run(KILLED_AT_THE_END + RESTORE.format(path=path))
    after_death = elsewhere.query("SELECT count(*) FROM enterprises_park")
    said = elsewhere.run(RESTORE.format(path=path))

    assert (after_death, said) == ((0,), "True")


def test_a_backup_of_an_older_version_is_restored_and_upgraded(elsewhere: Office, tmp_path: Path) -> None:
    path = str(tmp_path / "old.rwb")
    elsewhere.run(OLDER)
    elsewhere.run(BACK_UP.format(path=path))
    new = Office(tmp_path / "new", new_database())
    give_keys(elsewhere, new)

    said = runwu(new, "restore", path)
    found = new.query("SELECT count(*) FROM enterprises_park")
    pending = new.run("from runwu.core.backup import unapplied_migrations; print(len(unapplied_migrations()))")
    new.close()

    assert (said.returncode, found, pending) == (0, (1,), "0"), said.stderr
    assert "已升级到本版本" in said.stdout


@pytest.mark.skipif(not os.environ.get("RUNWU_TEST_DATABASE_URL", "").startswith("postgres"), reason="needs both")
def test_an_office_grows_from_sqlite_to_postgresql(elsewhere: Office, tmp_path: Path) -> None:
    (tmp_path / "small").mkdir()
    small = founded(tmp_path / "small", on_sqlite=True)
    small.run(WORK)
    small.run(BACK_UP.format(path=str(tmp_path / "b.rwb")))
    give_keys(small, elsewhere)

    said = runwu(elsewhere, "restore", str(tmp_path / "b.rwb"))

    assert (said.returncode, elsewhere.query("SELECT count(*) FROM enterprises_park")) == (0, (1,)), said.stderr
