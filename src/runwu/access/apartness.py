"""Database triggers that keep the three platform roles apart (三员分立), whoever writes the row.

The service refuses first and in words. This is the second line, against scripts and mistakes.
"""

from typing import Any, Final

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from runwu.access.policies import PLATFORM_ROLES

TABLE: Final = "access_roleassignment"
REFUSAL: Final = "一个账号只能担任系统、安全、审计管理员中的一个 (platform roles stay apart)"
VERBS: Final = ("INSERT", "UPDATE")
_ROLES: Final = ", ".join(f"'{role.value}'" for role in sorted(PLATFORM_ROLES))
_TOGETHER: Final = (
    f"NEW.role IN ({_ROLES}) AND EXISTS (SELECT 1 FROM {TABLE} AS held WHERE held.user_id = NEW.user_id "  # noqa: S608
    f"AND held.role IN ({_ROLES}) AND held.role <> NEW.role AND held.id <> COALESCE(NEW.id, -1) "
    "AND (held.valid_to IS NULL OR held.valid_to > NEW.valid_from) "
    "AND (NEW.valid_to IS NULL OR held.valid_from < NEW.valid_to))"
)


def statements(vendor: str) -> list[str]:
    """Return the statements that install the triggers on a database vendor."""
    return _sqlite() if vendor == "sqlite" else _postgresql()


def install(connection: BaseDatabaseWrapper) -> None:
    """Install what is missing; SQLite loses the triggers of a table whenever a migration rebuilds it."""
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)


def install_after_migrate(using: str, **_kwargs: Any) -> None:
    """Install the triggers again after migrations, where the table is."""
    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        install(connection)


def remove_before_migrate(using: str, **_kwargs: Any) -> None:
    """Take the triggers of SQLite away while migrations run: it rebuilds tables, and refuses to while they stand."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for verb in VERBS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_apart_{verb.lower()}")


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_apart_{verb.lower()} BEFORE {verb} ON {TABLE} "
        f"WHEN {_TOGETHER} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in VERBS
    ]


def _postgresql() -> list[str]:
    function = (
        "CREATE OR REPLACE FUNCTION runwu_roles_apart() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {_TOGETHER} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NEW; END $$"
    )
    trigger = (
        f"CREATE OR REPLACE TRIGGER {TABLE}_apart BEFORE INSERT OR UPDATE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION runwu_roles_apart()"
    )
    return [function, trigger]
