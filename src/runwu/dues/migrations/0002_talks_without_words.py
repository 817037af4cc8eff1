from django.db import migrations

import runwu.core.crypto.fields


def forget_words(apps, schema_editor):
    """Overwrite what was said in talks before the column goes: of a talk only the fact is stored."""
    apps.get_model('dues', 'DuesTalk').objects.update(words='')


class Migration(migrations.Migration):

    dependencies = [
        ('dues', '0001_dues'),
    ]

    operations = [
        migrations.AlterField(
            model_name='duestalk',
            name='words',
            field=runwu.core.crypto.fields.EncryptedTextField(blank=True, default='', verbose_name='情况'),
        ),
        migrations.RunPython(forget_words, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name='duestalk', name='words'),
    ]
