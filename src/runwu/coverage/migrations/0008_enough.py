from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coverage", "0007_yearly_reviews")]

    operations = [
        migrations.AddField("formationplan", "enough", models.BooleanField(default=False, verbose_name="到此为止")),
        migrations.AddField("planalternative", "enough", models.BooleanField(default=False, verbose_name="到此为止")),
    ]
