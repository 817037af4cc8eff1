import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coverage', '0003_fallback_duties_and_contact_plans'),
    ]

    operations = [
        migrations.AddField(
            model_name='planalternative',
            name='decided',
            field=models.JSONField(default=dict, verbose_name='人工决定'),
        ),
        migrations.AddField(
            model_name='planalternative',
            name='job',
            field=models.UUIDField(null=True),
        ),
        migrations.CreateModel(
            name='PlanEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('number', models.PositiveIntegerField(verbose_name='序号')),
                ('kind', models.CharField(choices=[('moved', '调整分组'), ('caught', '暂由大党委兜底'), ('freed', '取消人工安排'), ('locked', '锁定一组'), ('unlocked', '解锁一组'), ('together', '要求同组'), ('apart', '要求分开'), ('unpaired', '取消同组或分开'), ('left_out', '本次不列入'), ('taken_back', '重新列入'), ('solved', '重算其余各组')], max_length=16, verbose_name='调整')),
                ('state', models.CharField(choices=[('standing', '有效'), ('undone', '已撤回'), ('replaced', '撤回后另作调整')], default='standing', max_length=16, verbose_name='状态')),
                ('unit', models.CharField(blank=True, max_length=36, verbose_name='企业')),
                ('other', models.CharField(blank=True, max_length=36, verbose_name='去处')),
                ('reason', models.CharField(blank=True, max_length=100, verbose_name='理由')),
                ('delta', models.IntegerField(null=True, verbose_name='综合评分变化')),
                ('warnings', models.JSONField(default=list, verbose_name='超出一般规定')),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('decided_before', models.JSONField(default=dict)),
                ('decided_after', models.JSONField(default=dict)),
                ('made_by', models.UUIDField()),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('alternative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='coverage.planalternative')),
            ],
            options={
                'verbose_name': '人工调整',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('alternative', 'number'), name='planedit_numbered_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['moved', 'caught', 'freed', 'locked', 'unlocked', 'together', 'apart', 'unpaired', 'left_out', 'taken_back', 'solved'])), name='planedit_known_kind'), models.CheckConstraint(condition=models.Q(('state__in', ['standing', 'undone', 'replaced'])), name='planedit_known_state')],
            },
        ),
    ]
