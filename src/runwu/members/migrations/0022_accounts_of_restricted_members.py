"""Own accounts of members who were restricted or frozen after the account was opened show the name no longer."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q


def hide_names(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    held = apps.get_model("access", "RoleAssignment").objects.exclude(role="member").values("user_id")
    people = apps.get_model("people", "Person").objects.filter(user__isnull=False)
    sealed = people.filter(Q(sealed=True) | Q(membership__restricted=True)).values("user_id")
    users = apps.get_model("accounts", "User").objects.filter(pk__in=sealed)
    users.exclude(pk__in=held).update(display_name="本人账号")


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0021_corrections_of_more"),
        ("access", "0006_dues_officers"),
        ("accounts", "0003_way_by_phone"),
        ("people", "0002_skills"),
    ]

    operations = [migrations.RunPython(hide_names, migrations.RunPython.noop)]
