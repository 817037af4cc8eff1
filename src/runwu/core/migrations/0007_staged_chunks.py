"""Stage rows in chunks. Rows that wait for a look are dropped: their workbooks are read again from the page."""

import django.db.models.deletion
from django.db import migrations, models

import runwu.core.models.staging


def drop_rows(apps, schema_editor):
    """Send open imports back to reading; what is left of those written in part can be uploaded anew."""
    batches = apps.get_model("core", "ImportBatch").objects.filter(state__in=["ready", "committing", "reading"])
    batches.filter(attachment__isnull=False).update(state="uploaded", job=None)
    batches.filter(attachment__isnull=True).update(state="committed", job=None)


class Migration(migrations.Migration):
    dependencies = [("core", "0006_limits")]

    operations = [
        migrations.RunPython(drop_rows, migrations.RunPython.noop),
        migrations.CreateModel(
            name="StagedChunk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.PositiveIntegerField(verbose_name="首行")),
                ("numbers", models.BinaryField(verbose_name="行号")),
                ("marks", models.BinaryField(verbose_name="结果")),
                ("cells", runwu.core.models.staging.PackedField(verbose_name="读到的内容")),
                ("reports", runwu.core.models.staging.PackedField(verbose_name="逐行报告")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chunks", to="core.importbatch"
                    ),
                ),
            ],
            options={
                "ordering": ["first"],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "first"), name="stagedchunk_once_per_batch")
                ],
            },
        ),
        migrations.DeleteModel(name="StagedRow"),
    ]
