"""Database triggers that keep the platform roles apart (三员分立), whoever writes the row: from one another, and from
every role that reaches members.

The service refuses first and in words. This is the second line, against scripts and mistakes.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from runwu.access.choices import Role
from runwu.access.policies import MEMBER_ROLES, PLATFORM_ROLES

TABLE: Final = "access_roleassignment"
REFUSAL: Final = "管理员角色不能与另一个管理员角色或看得到党员的角色同在一个账号 (platform roles stay apart)"
VERBS: Final = ("INSERT", "UPDATE")


def _listed(roles: Iterable[Role]) -> str:
    return ", ".join(f"'{role.value}'" for role in sorted(roles))


_PLATFORM: Final = _listed(PLATFORM_ROLES)
_EITHER: Final = _listed(PLATFORM_ROLES | MEMBER_ROLES)
_TOGETHER: Final = (
    f"NEW.role IN ({_EITHER}) AND EXISTS (SELECT 1 FROM {TABLE} AS held WHERE held.user_id = NEW.user_id "  # noqa: S608
    f"AND held.role IN ({_EITHER}) AND (NEW.role IN ({_PLATFORM}) OR held.role IN ({_PLATFORM})) "
    "AND held.role <> NEW.role AND held.id <> COALESCE(NEW.id, -1) "
    "AND (held.valid_to IS NULL OR held.valid_to > NEW.valid_from) "
    "AND (NEW.valid_to IS NULL OR held.valid_from < NEW.valid_to) "
    # what is over is history, whatever it was: a backup that holds it has to be restored
    "AND (held.valid_to IS NULL OR held.valid_to > CURRENT_DATE)) "
    "AND (NEW.valid_to IS NULL OR NEW.valid_to > CURRENT_DATE)"
)
# Two roles that meet since before the triggers refused it have to be ended: an update that only shortens passes.
_WIDENS: Final = (
    "(NEW.role <> OLD.role OR NEW.user_id <> OLD.user_id OR NEW.valid_from < OLD.valid_from "
    "OR (OLD.valid_to IS NOT NULL AND (NEW.valid_to IS NULL OR NEW.valid_to > OLD.valid_to)))"
)


def statements(vendor: str) -> list[str]:
    """Return the statements that install the triggers on a database vendor."""
    return _sqlite() if vendor == "sqlite" else _postgresql()


def install(connection: BaseDatabaseWrapper) -> None:
    """Install the triggers anew; SQLite loses those of a table whenever a migration rebuilds it."""
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
                cursor.execute(_dropped(verb))


def remove_for_rows_of_before(using: str, **_kwargs: Any) -> None:
    """Take the triggers away while a backup is loaded: pairs from before come back as they were, to be ended then."""
    connection = connections[using]
    postgresql = (f"DROP TRIGGER IF EXISTS {TABLE}_apart{end} ON {TABLE}" for end in ("", "_update"))
    with connection.cursor() as cursor:
        for statement in map(_dropped, VERBS) if connection.vendor == "sqlite" else postgresql:
            cursor.execute(statement)


def _dropped(verb: str) -> str:
    return f"DROP TRIGGER IF EXISTS {TABLE}_apart_{verb.lower()}"


def _sqlite() -> list[str]:
    when = {"INSERT": _TOGETHER, "UPDATE": f"{_WIDENS} AND {_TOGETHER}"}
    created = [
        f"CREATE TRIGGER {TABLE}_apart_{verb.lower()} BEFORE {verb} ON {TABLE} "
        f"WHEN {when[verb]} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in VERBS
    ]
    return [*map(_dropped, VERBS), *created]


def _postgresql() -> list[str]:
    function = (
        "CREATE OR REPLACE FUNCTION runwu_roles_apart() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {_TOGETHER} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NEW; END $$"
    )
    inserted = (
        f"CREATE OR REPLACE TRIGGER {TABLE}_apart BEFORE INSERT ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION runwu_roles_apart()"
    )
    updated = (
        f"CREATE OR REPLACE TRIGGER {TABLE}_apart_update BEFORE UPDATE ON {TABLE} "
        f"FOR EACH ROW WHEN ({_WIDENS}) EXECUTE FUNCTION runwu_roles_apart()"
    )
    return [function, inserted, updated]
