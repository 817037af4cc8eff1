"""A subtree's members counted, and a subtree moved, in trees of growing size: the first must not grow with the rest.

Run `scripts/postgres.sh python benchmarks/tree.py [--full]`; without a PostgreSQL it runs on a new SQLite file. `--full`
builds 500,000 organisations and 2 million members (some minutes); without it a tenth of that. The baseline is the time
for counting the members of one committee with its 45 branches in the smallest tree. What is measured has all its indexes
and foreign keys; only while a tree is built on PostgreSQL are its rows, which fit each other, not looked up one by one.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import repeat
from typing import Any
from uuid import uuid4

SIZES = (5_000, 50_000)
FULL = (50_000, 500_000)
MEMBERS_EACH = 4
SUBTREE = 2_700
WANTED_MS = 3.0
SINCE = date(2020, 1, 1)


def main() -> None:
    """Print one line per size."""
    asked = arguments(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        start(folder)
        print(
            f"{'organisations':>14}{'members':>11}{'subtree ms':>12}{'× first':>9}{'move s':>9}{'preview ms':>12}{'page ms':>9}"
        )
        first = 0.0
        for size in FULL if asked.full else SIZES:
            line = _measured(size)
            first = first or line[0]
            shown = f"{line[0]:>12.2f}{line[0] / first:>9.1f}{line[1]:>9.2f}{line[2]:>12.1f}{line[3]:>9.1f}"
            print(f"{size:>14,}{size * MEMBERS_EACH:>11,}{shown}")
        print(
            f"wanted on PostgreSQL: subtree count ≤ {WANTED_MS} ms and no growth, nor of the page; {SUBTREE:,} organisations moved in ≤ 1 s"
        )


def arguments(description: str | None) -> argparse.Namespace:
    """Read whether the full size is asked for."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--full", action="store_true")
    return parser.parse_args()


def start(folder: str) -> None:
    """Migrate the PostgreSQL that the environment names, or a new SQLite file in a folder."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="runwu.config.settings.dev", RUNWU_DATA_DIR=folder, RUNWU_LOG_LEVEL="ERROR"
    )
    if url := os.environ.get("RUNWU_TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = url
    import django

    django.setup()
    from runwu.config.cli.server import migrate

    migrate()


def _measured(size: int) -> tuple[float, float, float, float]:
    """Return milliseconds of a subtree count, seconds of a move, milliseconds of its preview and of the tree's page."""
    from runwu.organizations.models import Organization

    fill(size, MEMBERS_EACH)
    take_stock()
    other = Organization.objects.get(name="另一上级")
    subtree = Organization.objects.get(name="被调整的党委")
    below, preview, page = _count_ms(subtree), _preview_ms(subtree, other), _page_ms()
    return below, _move_s(subtree, other), preview, page


def take_stock() -> None:
    """Let the database count what its tables hold, as it does by itself after a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def fill(size: int, members_each: int) -> None:
    """Empty the tables and grow a tree: committees of 45 branches below one root, one subtree of the size to move."""
    from runwu.members.models import PartyMember
    from runwu.organizations.models import Organization, OrganizationEdge, OrganizationPath
    from runwu.people.models import Person

    _empty(PartyMember, Person, OrganizationPath, OrganizationEdge, Organization)
    with _unchecked():
        _grow(size, members_each)


def _grow(size: int, members_each: int) -> None:
    from runwu.members.models import PartyMember
    from runwu.organizations.models import Organization, OrganizationEdge, OrganizationPath
    from runwu.people.models import Person

    ids, names, parents, places = zip(*_nodes(size), strict=True)
    write(Organization, size, id=ids, name=names, path=places, form=repeat("branch"))
    write(OrganizationPath, size, organization_id=ids, path=places, valid_from=repeat(SINCE))
    write(OrganizationEdge, size, child_id=ids, parent_id=parents, valid_from=repeat(SINCE))
    write(Person, size * members_each, id=range(size * members_each), name=repeat("示例"))
    homes = [pk for pk in ids for _ in range(members_each)]
    paths = [path for path in places for _ in range(members_each)]
    write(
        PartyMember,
        size * members_each,
        person_id=range(size * members_each),
        standing=repeat("full"),
        organization_id=homes,
        path=paths,
    )


def _empty(*models: Any) -> None:
    from django.db import connection

    tables = [f'"{model._meta.db_table}"' for model in models]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # to delete half a million rows takes longer than to write them
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            return
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 -- names of our own tables


@contextmanager
def _unchecked() -> Iterator[None]:
    """Write without looking up each row's foreign keys on PostgreSQL: minutes less."""
    from django.db import connection

    on_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if on_postgres:
            cursor.execute("SET session_replication_role = replica")
        yield
        if on_postgres:
            cursor.execute("SET session_replication_role = origin")


def write(model: Any, rows: int, **columns: Any) -> None:
    """Write rows by columns; what is not named is as a new object has it."""
    from runwu.core.dialect.rows import insert_columns

    rest = {field.attname: field for field in model._meta.concrete_fields if field.attname not in columns}
    rest.pop("id", None)
    plain = {name: repeat(getattr(model(), name)) for name in rest if name not in {"public_id", "updated_at"}}
    unique = {"public_id": [uuid4() for _ in range(rows)]} if "public_id" in rest else {}
    moments = {"updated_at": repeat(datetime.now(UTC))} if "updated_at" in rest else {}
    insert_columns(model, {**plain, **moments, **unique, **columns})


def _nodes(size: int) -> Iterator[tuple[int, str, int | None, str]]:
    """Yield (id, name, parent's id, path), parents first."""
    from runwu.organizations import paths

    root, other, moved = 1, 2, 3
    yield root, "树上级", None, paths.below("", root)
    yield other, "另一上级", None, paths.below("", other)
    place = paths.below(paths.below("", root), moved)
    yield moved, "被调整的党委", root, place
    number = moved
    for _ in range(SUBTREE - 1):
        number += 1
        yield number, f"示例支部{number}", moved, paths.below(place, number)
    while number < size:
        number += 1
        committee, below = number, paths.below(paths.below("", root), number)
        yield committee, f"示例党委{number}", root, below
        for _ in range(min(45, size - number)):
            number += 1
            yield number, f"示例支部{number}", committee, paths.below(below, number)


def _count_ms(subtree: Any) -> float:
    from runwu.members.models import PartyMember
    from runwu.organizations.models import Organization
    from runwu.organizations.paths import in_subtree

    committees = list(
        Organization.objects.filter(name__startswith="示例党委", path__gt=subtree.path + "~")
        .order_by("path")
        .values_list("path", flat=True)[:40]
    )
    return statistics.median(
        milliseconds(lambda path=path: PartyMember.objects.filter(in_subtree(path)).count()) for path in committees
    )


def _page_ms() -> float:
    """Return milliseconds of the page of a committee with its branches, as of a past day."""
    from runwu.core.scope import Capability, Grant, Scope
    from runwu.organizations.models import Organization
    from runwu.organizations.tree_page import tree_rows

    committees = list(Organization.objects.filter(name__startswith="示例党委").order_by("path")[:40])
    scope = Scope(None, date(2026, 1, 1), (Grant("bench", "", frozenset(Capability), everywhere=True),))
    return statistics.median(
        milliseconds(lambda one=one: tree_rows(scope=scope, on=date(2025, 1, 1), at=one)) for one in committees
    )


def _preview_ms(subtree: Any, parent: Any) -> float:
    from django.utils import timezone

    from runwu.core.scope import Capability, Grant, Scope
    from runwu.organizations.selectors import consequences_of_moving

    grant = Grant("bench", "", frozenset(Capability), everywhere=True)
    scope = Scope(None, timezone.localdate(), (grant,))
    return milliseconds(lambda: consequences_of_moving(organization=subtree, parent=parent, scope=scope))


def _move_s(subtree: Any, parent: Any) -> float:
    from django.utils import timezone

    from runwu.organizations.services import move

    return milliseconds(lambda: move(organization=subtree, parent=parent, on=timezone.localdate(), by=None)) / 1000


def milliseconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
