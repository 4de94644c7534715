from django.db import migrations, models

import kit.clock


class Migration(migrations.Migration):

    dependencies = [
        ('kit', '0001_extensions'),
    ]

    operations = [
        migrations.CreateModel(
            name='LeftBehind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=255, unique=True, verbose_name='path')),
                ('since', models.DateTimeField(default=kit.clock.now, verbose_name='since')),
                ('tries', models.PositiveIntegerField(default=1, verbose_name='tries')),
                ('tried_at', models.DateTimeField(db_index=True, default=kit.clock.now, verbose_name='last tried at')),
                ('error', models.CharField(max_length=300, verbose_name='last error')),
            ],
            options={
                'verbose_name': 'file left behind',
                'verbose_name_plural': 'files left behind',
                'ordering': ['since', 'pk'],
            },
        ),
    ]
