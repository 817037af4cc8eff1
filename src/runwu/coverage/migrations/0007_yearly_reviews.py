import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coverage", "0006_moves_are_gone")]

    operations = [
        migrations.CreateModel(
            name="AdoptionReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="编号")),
                ("reviewed_on", models.DateField(verbose_name="复核日期")),
                ("outcome", models.CharField(choices=[("kept", "维持现有安排"), ("renew", "需要重新测算")], max_length=8, verbose_name="结论")),
                ("note", models.CharField(max_length=200, verbose_name="说明")),
                ("changes", models.JSONField(blank=True, default=list, verbose_name="当时的事实变化")),
                ("reviewed_by", models.UUIDField()),
                ("reviewed_at", models.DateTimeField(auto_now_add=True)),
                ("adoption", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="coverage.adoption")),
            ],
            options={
                "verbose_name": "年度复核",
                "ordering": ["-reviewed_on", "-id"],
                "constraints": [models.CheckConstraint(condition=models.Q(("outcome__in", ["kept", "renew"])), name="adoptionreview_known_outcome")],
            },
        ),
    ]
