from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coverage", "0008_enough")]

    operations = [
        migrations.AddField("contactplan", "enough", models.BooleanField(default=False, verbose_name="到此为止")),
    ]
