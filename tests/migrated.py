"""An SQLite test database begins as a copy of one that the same migrations have built before.

Ninety migrations take several seconds of processor time at the start of every run. The copy stands in the folder for
temporary files under a name made from all that migrating reads; `migrate` still runs on it and finds nothing to do.
"""

import hashlib
import sqlite3
import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.core.management import call_command
from django.db import connections
from django.db.backends.base import creation

ROOT = Path(__file__).parents[1]
# migrations, and what they and the signals around them call
READ = (
    "src/runwu/*/migrations/*.py",
    "src/runwu/core/audit/triggers.py",
    "src/runwu/core/crypto/fields.py",
    "src/runwu/core/dialect/*.py",
    "src/runwu/access/apartness.py",
    "src/runwu/members/overlaps.py",
    "requirements/dev.txt",
)


def begin_with_migrated_copies() -> None:
    """Let Django's test databases on SQLite be copied; PostgreSQL's are migrated as ever."""
    create = creation.BaseDatabaseCreation.create_test_db

    def create_test_db(self: creation.BaseDatabaseCreation, *arguments: Any, **options: Any) -> str:
        with patch("django.core.management.call_command", _call_command):
            return create(self, *arguments, **options)

    creation.BaseDatabaseCreation.create_test_db = create_test_db  # type: ignore[method-assign]


def _call_command(name: str, *arguments: Any, **options: Any) -> Any:
    if name != "migrate" or connections[options["database"]].vendor != "sqlite":
        return call_command(name, *arguments, **options)
    connection, kept = connections[options["database"]], _kept(options["database"])
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
    content = hashlib.sha256(f"{alias} {sqlite3.sqlite_version}".encode())
    for path in sorted(path for pattern in READ for path in ROOT.glob(pattern)):
        content.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return Path(tempfile.gettempdir()) / f"runwu-migrated-{content.hexdigest()[:24]}.sqlite3"


def _keep(database: sqlite3.Connection, kept: Path) -> None:
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        written = Path(folder) / "database"
        target = sqlite3.connect(written)
        database.backup(target)
        target.close()
        written.replace(kept)
