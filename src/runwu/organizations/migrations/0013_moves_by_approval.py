import django.db.models.deletion
from django.db import migrations, models

KINDS = [
    ("dissolve", "撤销"), ("close", "撤销（没有承接组织）"), ("merge", "合并"), ("split", "拆分"), ("upgrade", "升格"),
    ("found", "新设合并"), ("rename", "更名"), ("set_up", "设立"), ("move", "调整隶属"),
]


class Migration(migrations.Migration):
    """Moves in the tree bear their approval, as other acts do, and are taken back on the day of recording."""

    dependencies = [
        ("organizations", "0012_group_leaders"),
    ]

    operations = [
        migrations.AddField(
            model_name="organizationedge",
            name="approval",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="edges", to="organizations.approval"
            ),
        ),
        migrations.RemoveConstraint(model_name="restructuring", name="restructuring_known_kind"),
        migrations.AlterField(
            model_name="restructuring",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=16, verbose_name="调整方式"),
        ),
        migrations.AddConstraint(
            model_name="restructuring",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [code for code, _label in KINDS])), name="restructuring_known_kind"
            ),
        ),
    ]
