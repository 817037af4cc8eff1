"""One secretary at a time is checked by the service, which tells sealed holders apart; a constraint can't."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0006_closing_without_successor"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="post",
            name="post_one_secretary",
        ),
    ]
