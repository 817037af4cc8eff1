"""Database triggers that keep the floating periods of one member apart (流动期不重叠), whoever writes the row.

The service refuses first and in words. This is the second line, against scripts and two people at once.
"""

from typing import Any, Final

from django.db import connections

TABLE: Final = "members_floatingstay"
REFUSAL: Final = "同一名党员的流动期不能重叠 (floating periods of a member stay apart)"
VERBS: Final = ("INSERT", "UPDATE")
_TOGETHER: Final = (
    f"EXISTS (SELECT 1 FROM {TABLE} AS held WHERE held.member_id = NEW.member_id "  # noqa: S608 -- constants only
    "AND held.id <> COALESCE(NEW.id, -1) AND (held.valid_to IS NULL OR held.valid_to > NEW.valid_from) "
    "AND (NEW.valid_to IS NULL OR held.valid_from < NEW.valid_to))"
)
_COLUMNS: Final = "member_id, valid_from, valid_to"


def install_after_migrate(using: str, **_kwargs: Any) -> None:
    """Install the triggers after migrations, where the table is; SQLite loses them when it rebuilds a table."""
    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        with connection.cursor() as cursor:
            for statement in _sqlite() if connection.vendor == "sqlite" else _postgresql():
                cursor.execute(statement)


def remove_before_migrate(using: str, **_kwargs: Any) -> None:
    """Take the triggers of SQLite away while migrations run: it rebuilds tables, and refuses to while they stand."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for verb in VERBS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_apart_{verb.lower()}")


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_apart_{verb.lower()} BEFORE {verb}"
        f"{f' OF {_COLUMNS}' if verb == 'UPDATE' else ''} ON {TABLE} "
        f"WHEN {_TOGETHER} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in VERBS
    ]


def _postgresql() -> list[str]:
    """Lock the member first, so that the second of two at once sees what the first one wrote."""
    function = (
        "CREATE OR REPLACE FUNCTION runwu_stays_apart() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "PERFORM 1 FROM members_partymember WHERE id = NEW.member_id FOR NO KEY UPDATE; "
        f"IF {_TOGETHER} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NEW; END $$"
    )
    trigger = (
        f"CREATE OR REPLACE TRIGGER {TABLE}_apart BEFORE INSERT OR UPDATE OF {_COLUMNS} ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION runwu_stays_apart()"
    )
    return [function, trigger]
