from django.db import migrations

from runwu.core.dialect.collation import in_byte_order


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0001_initial"),
    ]

    operations = [
        in_byte_order("members", partymember="path"),
    ]
