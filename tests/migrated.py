"""A test database begins as a copy of one that the same migrations have built before.

The migrations take twenty seconds of processor time at the start of every run and of every worker in it. On SQLite the
copy stands in the folder for temporary files under a name made from all that migrating reads; on PostgreSQL the first
worker builds a template in the server of the run. `migrate` still runs on a copy and finds nothing to do.
"""

import hashlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.core.management import call_command
from django.db import connections
from django.db.backends.base import creation

from runwu.core.tests.office import Office, migrate, new_database

ROOT = Path(__file__).parents[1]
# migrations, and what they and the signals around them call
READ = (
    "src/runwu/*/migrations/*.py",
    "src/runwu/core/audit/triggers.py",
    "src/runwu/core/crypto/fields.py",
    "src/runwu/core/dialect/*.py",
    "src/runwu/access/apartness.py",
    "src/runwu/access/policies.py",
    "src/runwu/members/overlaps.py",
    "requirements/dev.txt",
)


def begin_with_migrated_copies() -> None:
    """Let Django's test databases begin as copies."""
    create = creation.BaseDatabaseCreation.create_test_db

    def create_test_db(self: creation.BaseDatabaseCreation, *arguments: Any, **options: Any) -> str:
        if self.connection.vendor == "postgresql":
            self.connection.settings_dict["TEST"]["TEMPLATE"] = template(os.environ["RUNWU_TEST_DATABASE_URL"])
        with patch("django.core.management.call_command", _call_command):
            return create(self, *arguments, **options)

    creation.BaseDatabaseCreation.create_test_db = create_test_db  # type: ignore[method-assign]


def template(server: str) -> str:
    """Return the name of a migrated database on a PostgreSQL server; the first who asks builds it, the others wait."""
    name = f"runwu_migrated_{_fingerprint('default')}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'DROP DATABASE IF EXISTS "{name}_begun"')
            connection.execute(f'CREATE DATABASE "{name}_begun"')
            with tempfile.TemporaryDirectory() as folder:
                migrate(Office(Path(folder), urlunsplit(urlsplit(server)._replace(path=f"/{name}_begun"))))
            connection.execute(f'ALTER DATABASE "{name}_begun" RENAME TO "{name}"')
    return name


def founded(folder: Path, *, on_sqlite: bool = False) -> Office:
    """Make an installation with empty databases in a folder, on the database that the tests run on or on SQLite."""
    server = "" if on_sqlite else os.environ.get("RUNWU_TEST_DATABASE_URL", "")
    office = Office(folder, new_database(template(server)) if server.startswith("postgres") else "")
    kept = _kept("default")
    if not office.url and kept.exists():
        shutil.copyfile(kept, folder / "runwu.sqlite3")
    migrate(office)
    return office


def _call_command(name: str, *arguments: Any, **options: Any) -> Any:
    alias = options["database"]
    if name != "migrate" or connections[alias].vendor != "sqlite":
        return call_command(name, *arguments, **options)
    connection, kept = connections[alias], _kept(alias)
    connection.ensure_connection()
    if kept.exists():
        with sqlite3.connect(kept) as source:
            source.backup(connection.connection)
        source.close()
    done = call_command(name, *arguments, **options)
    if not kept.exists():
        _keep(connection.connection, kept)
    return done


def _kept(alias: str) -> Path:
    return Path(tempfile.gettempdir()) / f"runwu-migrated-{_fingerprint(alias)}.sqlite3"


def _fingerprint(alias: str) -> str:
    content = hashlib.sha256(f"{alias} {sqlite3.sqlite_version}".encode())
    for path in sorted(path for pattern in READ for path in ROOT.glob(pattern)):
        content.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return content.hexdigest()[:24]


def _keep(database: sqlite3.Connection, kept: Path) -> None:
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        written = Path(folder) / "database"
        target = sqlite3.connect(written)
        database.backup(target)
        target.close()
        written.replace(kept)
