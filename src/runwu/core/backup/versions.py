"""Which version a database has: the migrations that were applied to it."""

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from runwu import __version__
from runwu.core.backup.snapshots import database_aliases

Applied = tuple[tuple[str, str], ...]
# The file for progress on SQLite holds tables of this app alone. Django walks through the states of every migration it
# is told to apply, whether a table comes of it or not: naming the app saves half the time of a first start.
APPS_OF: dict[str, tuple[str, ...]] = {"progress": ("core",)}


def product_version() -> str:
    """Return the version of this program."""
    return __version__


def applied_migrations(alias: str = "default") -> Applied:
    """Return the migrations of a database, sorted; none where there is no table yet."""
    return tuple(sorted(MigrationRecorder(connections[alias]).applied_migrations()))


def unknown_to_us(applied: Applied) -> Applied:
    """Return those of some migrations that this version does not have: a newer version made them."""
    known = set(MigrationLoader(None).disk_migrations)
    return tuple(one for one in applied if one not in known)


def unapplied_migrations(alias: str = "default") -> Applied:
    """Return what `runwu migrate` would still do."""
    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple((migration.app_label, migration.name) for migration, _backwards in plan)


def migrate_databases() -> None:
    """Create every database or upgrade it to this version."""
    for alias in database_aliases():
        call_command("migrate", *APPS_OF.get(alias, ()), database=alias, interactive=False, verbosity=0)


def models_of_database() -> Apps:
    """Return the models that fit the database as it is: this version's, or those of an older one before its upgrade."""
    if not unapplied_migrations():
        return installed_apps
    executor = MigrationExecutor(connections["default"])
    return executor.loader.project_state(ends_of(executor, applied_migrations())).apps


def ends_of(executor: MigrationExecutor, applied: Applied) -> list[tuple[str, str]]:
    """Return those migrations after which none of the same app was applied."""
    graph, held = executor.loader.graph, set(applied)
    known = [key for key in applied if key in graph.nodes]
    return [key for key in known if not any(c.key[0] == key[0] and c.key in held for c in graph.node_map[key].children)]
