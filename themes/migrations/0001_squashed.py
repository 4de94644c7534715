import uuid

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import kit.clock


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ("themes", "0001_initial"),
        ("themes", "0002_motions_measures_ideas"),
        ("themes", "0003_links_to_evidence"),
        ("themes", "0004_files_of_evidence"),
    ]

    dependencies = [
        ('chairs', '0001_squashed'),
        ('committee', '0001_squashed'),
        ('members', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement_ar', models.CharField(max_length=250, verbose_name='Arabic statement')),
                ('statement_en', models.CharField(max_length=250, verbose_name='English statement')),
                ('unit_ar', models.CharField(max_length=60, verbose_name='Arabic unit')),
                ('unit_en', models.CharField(max_length=60, verbose_name='English unit')),
                ('baseline', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='baseline')),
                ('target', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='target')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('measure', models.CharField(blank=True, help_text='Empty: reported by hand, with evidence.', max_length=60, verbose_name='counted from')),
                ('outcome', models.CharField(blank=True, choices=[('achieved', 'achieved'), ('partly', 'partly achieved'), ('not', 'not achieved')], max_length=10, verbose_name='outcome')),
            ],
            options={
                'verbose_name': 'goal',
                'verbose_name_plural': 'goals',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalIdea',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('key', models.SlugField(blank=True, editable=False, null=True, verbose_name='key')),
                ('title_ar', models.CharField(max_length=150, verbose_name='Arabic title')),
                ('title_en', models.CharField(blank=True, max_length=150, verbose_name='English title')),
                ('goal_ar', models.CharField(max_length=300, verbose_name='goal in Arabic')),
                ('goal_en', models.CharField(blank=True, max_length=300, verbose_name='goal in English')),
                ('at', models.DateTimeField(default=kit.clock.now, verbose_name='when')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: from the action plan.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'historical idea for a theme',
                'verbose_name_plural': 'historical ideas for themes',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalProgress',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('on', models.DateField(verbose_name='on')),
                ('value', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='value')),
                ('note_ar', models.CharField(blank=True, max_length=250, verbose_name='Arabic evidence')),
                ('note_en', models.CharField(blank=True, max_length=250, verbose_name='English evidence')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='link to the evidence')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('goal', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='themes.goal', verbose_name='goal')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reported_by', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: counted by the portal.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by')),
            ],
            options={
                'verbose_name': 'historical progress report',
                'verbose_name_plural': 'historical progress reports',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalTheme',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('title_ar', models.CharField(max_length=150, verbose_name='Arabic title')),
                ('title_en', models.CharField(max_length=150, verbose_name='English title')),
                ('summary_ar', models.TextField(blank=True, verbose_name='Arabic summary')),
                ('summary_en', models.TextField(blank=True, verbose_name='English summary')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('approved', 'approved'), ('returned', 'returned for changes'), ('active', 'active'), ('closed', 'closed')], default='draft', max_length=10, verbose_name='state')),
                ('lessons_ar', models.TextField(blank=True, verbose_name='what was learned, in Arabic')),
                ('lessons_en', models.TextField(blank=True, verbose_name='what was learned, in English')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('motion', models.ForeignKey(blank=True, db_constraint=False, help_text='The last one by which the POCC was asked.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='committee.motion', verbose_name='motion')),
                ('proposed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('term', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='chairs.term', verbose_name='term')),
            ],
            options={
                'verbose_name': 'historical theme',
                'verbose_name_plural': 'historical themes',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Idea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(blank=True, editable=False, null=True, unique=True, verbose_name='key')),
                ('title_ar', models.CharField(max_length=150, verbose_name='Arabic title')),
                ('title_en', models.CharField(blank=True, max_length=150, verbose_name='English title')),
                ('goal_ar', models.CharField(max_length=300, verbose_name='goal in Arabic')),
                ('goal_en', models.CharField(blank=True, max_length=300, verbose_name='goal in English')),
                ('at', models.DateTimeField(default=kit.clock.now, verbose_name='when')),
                ('proposed_by', models.ForeignKey(blank=True, help_text='Empty: from the action plan.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='theme_ideas', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'idea for a theme',
                'verbose_name_plural': 'ideas for themes',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='on')),
                ('value', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='value')),
                ('note_ar', models.CharField(blank=True, max_length=250, verbose_name='Arabic evidence')),
                ('note_en', models.CharField(blank=True, max_length=250, verbose_name='English evidence')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='link to the evidence')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='themes.goal', verbose_name='goal')),
                ('reported_by', models.ForeignKey(blank=True, help_text='Empty: counted by the portal.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reported_progress', to=settings.AUTH_USER_MODEL, verbose_name='reported by')),
            ],
            options={
                'verbose_name': 'progress report',
                'verbose_name_plural': 'progress reports',
                'ordering': ['-on', '-pk'],
                'constraints': [models.UniqueConstraint(models.F('goal'), models.F('on'), name='progress_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='file number')),
                ('path', models.CharField(editable=False, max_length=100, unique=True, verbose_name='path')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('content_type', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveBigIntegerField(verbose_name='size')),
                ('sha256', models.CharField(max_length=64, verbose_name='checksum')),
                ('uploaded_at', models.DateTimeField(default=kit.clock.now, verbose_name='uploaded at')),
                ('progress', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proof', to='themes.progress', verbose_name='progress report')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'file of evidence',
                'verbose_name_plural': 'files of evidence',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=kit.clock.now, verbose_name='when')),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='themes.idea', verbose_name='idea')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supported_ideas', to=settings.AUTH_USER_MODEL, verbose_name='member')),
            ],
            options={
                'verbose_name': 'support of an idea',
                'verbose_name_plural': 'supports of ideas',
                'ordering': ['idea', 'at'],
                'constraints': [models.UniqueConstraint(models.F('idea'), models.F('person'), name='support_once')],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_ar', models.CharField(max_length=150, verbose_name='Arabic title')),
                ('title_en', models.CharField(max_length=150, verbose_name='English title')),
                ('summary_ar', models.TextField(blank=True, verbose_name='Arabic summary')),
                ('summary_en', models.TextField(blank=True, verbose_name='English summary')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('approved', 'approved'), ('returned', 'returned for changes'), ('active', 'active'), ('closed', 'closed')], default='draft', max_length=10, verbose_name='state')),
                ('lessons_ar', models.TextField(blank=True, verbose_name='what was learned, in Arabic')),
                ('lessons_en', models.TextField(blank=True, verbose_name='what was learned, in English')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                ('motion', models.OneToOneField(blank=True, help_text='The last one by which the POCC was asked.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='theme', to='committee.motion', verbose_name='motion')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposed_themes', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='themes', to='chairs.term', verbose_name='term')),
            ],
            options={
                'verbose_name': 'theme',
                'verbose_name_plural': 'themes',
                'ordering': ['-term__quarter', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('term'), condition=models.Q(('state', 'active')), name='theme_one_active_a_term', violation_error_message='This quarter already has an active theme.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalGoal',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('statement_ar', models.CharField(max_length=250, verbose_name='Arabic statement')),
                ('statement_en', models.CharField(max_length=250, verbose_name='English statement')),
                ('unit_ar', models.CharField(max_length=60, verbose_name='Arabic unit')),
                ('unit_en', models.CharField(max_length=60, verbose_name='English unit')),
                ('baseline', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='baseline')),
                ('target', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='target')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('measure', models.CharField(blank=True, help_text='Empty: reported by hand, with evidence.', max_length=60, verbose_name='counted from')),
                ('outcome', models.CharField(blank=True, choices=[('achieved', 'achieved'), ('partly', 'partly achieved'), ('not', 'not achieved')], max_length=10, verbose_name='outcome')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('theme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='themes.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'historical goal',
                'verbose_name_plural': 'historical goals',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='goal',
            name='theme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='themes.theme', verbose_name='theme'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('target', models.F('baseline')), _negated=True), name='goal_target_differs_from_baseline', violation_error_message='The target must differ from where you start.'),
        ),
    ]
