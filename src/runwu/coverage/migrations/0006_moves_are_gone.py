from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("coverage", "0005_moves_become_edits")]

    operations = [migrations.RemoveField(model_name="planalternative", name="moves")]
