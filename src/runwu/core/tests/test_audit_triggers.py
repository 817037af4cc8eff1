"""The audit tables are append-only in the database itself, and production code cannot lift that."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

import runwu
from runwu.core.audit import triggers
from runwu.core.models import AuditEntry, AuditExpiry, AuditSeal, AuditSegment
from runwu.core.tests.chains import segment
from tests.audit_triggers import remove_triggers

pytestmark = pytest.mark.django_db


def refused(sql: str) -> None:
    """Run a statement that the database must refuse."""
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def expired() -> None:
    """Write the row of an expiry that covers nothing."""
    AuditExpiry.objects.create(
        number=1, before=date(2020, 1, 1), last_segment=0, last_seq=0, count=0, digest="", key_id="", mac=""
    )


@pytest.mark.parametrize("table", triggers.TABLES)
def test_a_delete_statement_is_refused(table: str) -> None:
    segment(2)
    expired()

    refused(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("core_auditentry", "path = 'zz'"),
        ("core_auditsegment", "count = 1"),
        ("core_auditseal", "mac = '0'"),
        ("core_auditexpiry", "count = 1"),
    ],
)
def test_an_update_statement_is_refused(table: str, change: str) -> None:
    segment(2)
    expired()

    refused(f"UPDATE {table} SET {change}")


@pytest.mark.parametrize("model", [AuditEntry, AuditSegment, AuditSeal])
def test_the_models_cannot_delete_either(model: type[Model]) -> None:
    segment(1)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model._default_manager.get().delete()


def test_a_changed_entry_cannot_be_saved() -> None:
    segment(1)
    entry = AuditEntry.objects.get()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", triggers.TABLES)
def test_a_truncate_statement_is_refused(table: str) -> None:
    refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a statement of SQLite")
def test_a_replacing_insert_is_refused() -> None:
    segment(1)

    refused("INSERT OR REPLACE INTO core_auditseal SELECT * FROM core_auditseal")


def test_all_tables_are_protected_after_migrate() -> None:
    assert triggers.missing(connection) == []


def test_every_audit_model_is_on_the_list() -> None:
    tables = {model._meta.db_table for model in apps.get_app_config("core").get_models()}

    assert {table for table in tables if table.startswith("core_audit")} == set(triggers.TABLES)


def test_installing_twice_changes_nothing() -> None:
    triggers.install(connection)

    assert triggers.missing(connection) == []


def test_triggers_that_a_rebuilt_table_lost_come_back_with_migrate() -> None:
    remove_triggers(connection)

    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert triggers.missing(connection) == []


def test_no_production_code_lifts_a_trigger() -> None:
    words = re.compile(
        r"DROP\s+TRIGGER|DISABLE\s+TRIGGER|session_replication_role|writable_schema|recursive_triggers\s*=\s*(OFF|0)",
        re.I,
    )
    package = Path(runwu.__file__).parent

    lifting = [
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if "tests" not in path.parts and words.search(path.read_text(encoding="utf-8"))
    ]

    # One migration exchanged a trigger for the one that knows of expiry, in one transaction. The triggers that keep
    # roles and floating periods apart stand aside while SQLite rebuilds their own tables; they have nothing to do with
    # the log.
    aside = ["access/apartness.py", "members/overlaps.py"]
    assert sorted(lifting) == sorted([*aside, "core/migrations/0009_audit_expiry.py"])
    assert all("audit" not in (package / path).read_text(encoding="utf-8") for path in aside)


def test_the_migration_has_no_way_back() -> None:
    from importlib import import_module

    migration = import_module("runwu.core.migrations.0002_audit_triggers").Migration

    assert [operation.reversible for operation in migration.operations] == [False]
