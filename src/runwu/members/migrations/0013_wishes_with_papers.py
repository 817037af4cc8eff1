from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0012_more_gaps'),
    ]

    operations = [
        migrations.AddField(
            model_name='restrictionwish',
            name='attachment',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='restrictionwish',
            name='at_once',
            field=models.BooleanField(default=False, verbose_name='提出时已先生效'),
        ),
    ]
