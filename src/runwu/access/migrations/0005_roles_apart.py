from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from runwu.access.apartness import install


def install_triggers(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the three platform roles apart in the database too."""
    install(editor.connection)


class Migration(migrations.Migration):
    """Install the triggers; there is no way back on purpose."""

    dependencies = [("access", "0004_grid_workers")]
    operations = [migrations.RunPython(install_triggers, migrations.RunPython.noop)]
