import uuid

import django.db.models.deletion
import runwu.core.crypto.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0010_dual_check_ins'),
    ]

    operations = [
        migrations.CreateModel(
            name='MemberMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('absorbed', models.UUIDField(db_index=True, verbose_name='并入的一行')),
                ('basis', models.CharField(max_length=200, verbose_name='核对依据')),
                ('moved', models.PositiveIntegerField(default=0, verbose_name='转到保留行的记录')),
                ('ended', models.PositiveIntegerField(default=0, verbose_name='随之结束的重复记录')),
                ('filled', models.JSONField(default=list, verbose_name='补上的项目')),
                ('aside', runwu.core.crypto.fields.EncryptedJSONField(default=list)),
                ('snapshot', runwu.core.crypto.fields.EncryptedTextField(blank=True, null=True)),
                ('merged_on', models.DateField(verbose_name='合并日期')),
                ('merged_by', models.UUIDField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('undone_by', models.UUIDField(blank=True, null=True)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='members.partymember')),
            ],
            options={
                'ordering': ['-merged_on', '-id'],
            },
        ),
    ]
