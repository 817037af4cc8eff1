"""Database triggers that keep the floating periods of one member apart (流动期不重叠), and the formal affiliations
(组织关系同一时间只有一个), whoever writes the row.

The services refuse first and in words. This is the second line, against scripts and two people at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import connections

VERBS: Final = ("INSERT", "UPDATE")
_COLUMNS: Final = "member_id, valid_from, valid_to"
# Two periods that meet since before the triggers refused it have to be mended: an update that only shortens passes.
_WIDENS: Final = (
    "(NEW.member_id <> OLD.member_id OR NEW.valid_from < OLD.valid_from "
    "OR (OLD.valid_to IS NOT NULL AND (NEW.valid_to IS NULL OR NEW.valid_to > OLD.valid_to)))"
)


@dataclass(frozen=True, slots=True)
class Apart:
    """A table whose periods stay apart, member by member; `function` is its name on PostgreSQL."""

    table: str
    function: str
    refusal: str

    @property
    def together(self) -> str:
        """The condition that a row meets another of the same member."""
        return (
            f"EXISTS (SELECT 1 FROM {self.table} AS held WHERE held.member_id = NEW.member_id "  # noqa: S608 -- constants only
            "AND held.id <> COALESCE(NEW.id, -1) AND (held.valid_to IS NULL OR held.valid_to > NEW.valid_from) "
            "AND (NEW.valid_to IS NULL OR held.valid_from < NEW.valid_to))"
        )

    def sqlite(self) -> Iterator[str]:
        """Yield the statements that install the triggers on SQLite."""
        for verb, of, when in (("INSERT", "", ""), ("UPDATE", f" OF {_COLUMNS}", f"{_WIDENS} AND ")):
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {self.table}_apart_{verb.lower()} BEFORE {verb}{of} ON {self.table} "
                f"WHEN {when}{self.together} BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END"
            )

    def postgresql(self) -> Iterator[str]:
        """Yield those for PostgreSQL. They lock the member first, so that the second of two at once sees the first."""
        yield (
            f"CREATE OR REPLACE FUNCTION {self.function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'UPDATE' THEN IF NOT {_WIDENS} THEN RETURN NEW; END IF; END IF; "
            "PERFORM 1 FROM members_partymember WHERE id = NEW.member_id FOR NO KEY UPDATE; "
            f"IF {self.together} THEN RAISE EXCEPTION '{self.refusal}' USING ERRCODE = 'check_violation'; END IF; "
            "RETURN NEW; END $$"
        )
        yield (
            f"CREATE OR REPLACE TRIGGER {self.table}_apart BEFORE INSERT OR UPDATE OF {_COLUMNS} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.function}()"
        )

    def dropped(self, vendor: str) -> Iterator[str]:
        """Yield the statements that take the triggers away."""
        if vendor == "sqlite":
            yield from (f"DROP TRIGGER IF EXISTS {self.table}_apart_{verb.lower()}" for verb in VERBS)
        else:
            yield f"DROP TRIGGER IF EXISTS {self.table}_apart ON {self.table}"


KEPT_APART: Final = (
    Apart(
        "members_floatingstay", "runwu_stays_apart",
        "同一名党员的流动期不能重叠 (floating periods of a member stay apart)",
    ),
    Apart(
        "members_affiliation", "runwu_affiliations_apart",
        "同一名党员的组织关系同一时间只有一个 (formal affiliations of a member stay apart)",
    ),
)  # fmt: skip


def install_after_migrate(using: str, **_kwargs: Any) -> None:
    """Install the triggers after migrations, where the tables are; SQLite loses them when it rebuilds a table."""
    connection = connections[using]
    there = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for one in KEPT_APART:
            if one.table in there:
                for statement in one.sqlite() if connection.vendor == "sqlite" else one.postgresql():
                    cursor.execute(statement)


def remove_before_migrate(using: str, **_kwargs: Any) -> None:
    """Take the triggers of SQLite away while migrations run: it rebuilds tables, and refuses to while they stand."""
    if connections[using].vendor == "sqlite":
        remove_for_rows_of_before(using)


def remove_for_rows_of_before(using: str, **_kwargs: Any) -> None:
    """Take the triggers away while a backup is loaded: what met since before comes back as it was, to be mended then."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for one in KEPT_APART:
            for statement in one.dropped(connection.vendor):
                cursor.execute(statement)
