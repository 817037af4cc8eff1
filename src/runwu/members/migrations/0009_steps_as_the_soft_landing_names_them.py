import django.db.models.deletion
from django.db import migrations, models

_RENAMED = {'place': ('hello', '看看活动地点'), 'register': ('group', '两地登记流动'), 'settle': ('transfer', '商量组织关系')}


def rename(apps, schema_editor):
    """Give each step its present name; state, days and the words under which it was told stay."""
    rows = apps.get_model('members', 'LandingStep').objects.using(schema_editor.connection.alias)
    for old, (new, words) in _RENAMED.items():
        rows.filter(kind=old).update(kind=new, told_as=words)


def name_back(apps, schema_editor):
    rows = apps.get_model('members', 'LandingStep').objects.using(schema_editor.connection.alias)
    for old, (new, _words) in _RENAMED.items():
        rows.filter(kind=new).update(kind=old, told_as='')


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0008_standing_decisions'),
        ('organizations', '0008_relations_by_line'),
    ]

    operations = [
        migrations.AddField(
            model_name='landingstep',
            name='group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization'),
        ),
        migrations.AddField(
            model_name='landingstep',
            name='told_as',
            field=models.CharField(blank=True, default='', max_length=20, verbose_name='原记作'),
        ),
        migrations.RemoveConstraint(model_name='landingstep', name='landingstep_known_kind'),
        migrations.AlterField(
            model_name='landingstep',
            name='kind',
            field=models.CharField(choices=[('hello', '打个招呼'), ('activity', '参加一次活动'), ('contact', '认识联系人'), ('group', '编入临时小组'), ('transfer', '转接组织关系')], max_length=16, verbose_name='哪一步'),
        ),
        migrations.RunPython(rename, name_back),
        migrations.AddConstraint(
            model_name='landingstep',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['hello', 'activity', 'contact', 'group', 'transfer'])), name='landingstep_known_kind'),
        ),
    ]
