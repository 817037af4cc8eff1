import django.utils.timezone
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from runwu.core.audit.triggers import EXPIRING, install


def let_covered_rows_go(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Exchange the triggers against deleting for those that let go what an expiry covers (within the transaction)."""
    if editor.connection.vendor == "sqlite":
        for table in EXPIRING:
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
    install(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("core", "0008_workers")]
    operations = [
        migrations.CreateModel(
            name="AuditExpiry",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("before", models.DateField(verbose_name="此日以前")),
                ("last_segment", models.PositiveBigIntegerField()),
                ("last_seq", models.PositiveBigIntegerField()),
                ("count", models.PositiveBigIntegerField(verbose_name="条数")),
                ("digest", models.CharField(max_length=64)),
                ("by", models.UUIDField(null=True, verbose_name="操作人")),
                ("key_id", models.CharField(max_length=16)),
                ("mac", models.CharField(max_length=64)),
            ],
            options={"verbose_name": "日志到期清除", "verbose_name_plural": "日志到期清除", "ordering": ["number"]},
        ),
        migrations.RunPython(let_covered_rows_go),
    ]
