from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from runwu.core.audit.triggers import install


def install_triggers(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the audit tables append-only (the router keeps this from the progress database)."""
    install(editor.connection)


class Migration(migrations.Migration):
    """Install the triggers; there is no way back on purpose."""

    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(install_triggers)]
