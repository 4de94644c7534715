"""Adaptations with their line, proposals of updates, and whether practices are still in use."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import kit.clock

LINE = """
CREATE FUNCTION adaptation_keeps_its_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.item_id, NEW.source_id, NEW.original_id) <> (OLD.item_id, OLD.source_id, OLD.original_id) THEN
            RAISE EXCEPTION 'the line of an adaptation never changes' USING ERRCODE = 'check_violation';
        END IF;
    ELSE
        PERFORM 1 FROM library_item WHERE id IN (NEW.item_id, NEW.source_id) ORDER BY id FOR NO KEY UPDATE;
        IF EXISTS (SELECT 1 FROM library_adaptation WHERE source_id = NEW.item_id) THEN
            RAISE EXCEPTION 'a source becomes no adaptation' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.original_id <> COALESCE(
            (SELECT original_id FROM library_adaptation WHERE item_id = NEW.source_id), NEW.source_id
        ) THEN
            RAISE EXCEPTION 'the original is the source''s own' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM library_revision WHERE id = NEW.revision_id AND item_id = NEW.source_id) THEN
        RAISE EXCEPTION 'the version is one of the source' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER adaptation_keeps_its_line BEFORE INSERT OR UPDATE ON library_adaptation
    FOR EACH ROW EXECUTE FUNCTION adaptation_keeps_its_line();
"""
NO_LINE = """
DROP TRIGGER adaptation_keeps_its_line ON library_adaptation;
DROP FUNCTION adaptation_keeps_its_line();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0003_steps_in_order'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalrevision',
            name='changes_ar',
            field=models.TextField(blank=True, verbose_name='what we changed and why (Arabic)'),
        ),
        migrations.AddField(
            model_name='historicalrevision',
            name='changes_en',
            field=models.TextField(blank=True, verbose_name='what we changed and why (English)'),
        ),
        migrations.AddField(
            model_name='revision',
            name='changes_ar',
            field=models.TextField(blank=True, verbose_name='what we changed and why (Arabic)'),
        ),
        migrations.AddField(
            model_name='revision',
            name='changes_en',
            field=models.TextField(blank=True, verbose_name='what we changed and why (English)'),
        ),
        migrations.CreateModel(
            name='Adaptation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=kit.clock.now, verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adaptations', to=settings.AUTH_USER_MODEL, verbose_name='adapted by')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='adaptation', to='library.item', verbose_name='item')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='line', to='library.item', verbose_name='original of the line')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adaptations', to='library.revision', verbose_name='version of the source')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adaptations', to='library.item', verbose_name='adapted from')),
            ],
            options={
                'verbose_name': 'adaptation',
                'verbose_name_plural': 'adaptations',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalAdaptation',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('at', models.DateTimeField(default=kit.clock.now, verbose_name='when')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='adapted by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='library.item', verbose_name='item')),
                ('original', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='library.item', verbose_name='original of the line')),
                ('revision', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='library.revision', verbose_name='version of the source')),
                ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='library.item', verbose_name='adapted from')),
            ],
            options={
                'verbose_name': 'historical adaptation',
                'verbose_name_plural': 'historical adaptations',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='UpdateProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=20, verbose_name='part')),
                ('state', models.CharField(choices=[('open', 'not decided'), ('accepted', 'taken over'), ('declined', 'kept as ours'), ('superseded', 'overtaken by a newer one')], default='open', max_length=10, verbose_name='state')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('at', models.DateTimeField(default=kit.clock.now, verbose_name='when')),
                ('adaptation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='library.adaptation', verbose_name='adaptation')),
                ('base', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals_from', to='library.revision', verbose_name='version before')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decided_proposals', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='library.revision', verbose_name='new version')),
            ],
            options={
                'verbose_name': 'proposal of an update',
                'verbose_name_plural': 'proposals of updates',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='UseQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('asked_at', models.DateTimeField(default=kit.clock.now, verbose_name='asked at')),
                ('answer', models.CharField(blank=True, choices=[('in_use', 'still in use'), ('changed', 'in use, but changed'), ('ended', 'no longer in use')], max_length=10, verbose_name='answer')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='use_answers', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='use_questions', to='library.item', verbose_name='item')),
            ],
            options={
                'verbose_name': 'question whether a practice is in use',
                'verbose_name_plural': 'questions whether practices are in use',
                'ordering': ['-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='adaptation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('item', models.F('source')), _negated=True), models.Q(('item', models.F('original')), _negated=True)), name='adaptation_of_another', violation_error_message='Nothing is an adaptation of itself.'),
        ),
        migrations.AddConstraint(
            model_name='updateproposal',
            constraint=models.UniqueConstraint(models.F('adaptation'), models.F('revision'), models.F('field'), name='proposal_once'),
        ),
        migrations.AddConstraint(
            model_name='updateproposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state__in', ['open', 'superseded'])), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['accepted', 'declined'])), _connector='OR'), name='proposal_decided_by_somebody', violation_error_message='A decision needs who took it and when.'),
        ),
        migrations.AddConstraint(
            model_name='updateproposal',
            constraint=models.CheckConstraint(condition=models.Q(('base', models.F('revision')), _negated=True), name='proposal_between_two_versions', violation_error_message='A proposal leads from one version to another.'),
        ),
        migrations.AddConstraint(
            model_name='usequestion',
            constraint=models.UniqueConstraint(models.F('item'), condition=models.Q(('answered_at__isnull', True)), name='use_question_one_open', violation_error_message='This is asked already.'),
        ),
        migrations.AddConstraint(
            model_name='usequestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('by__isnull', True)), models.Q(('answered_at__isnull', False), ('by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='use_question_answered_whole', violation_error_message='An answer needs who gave it and when.'),
        ),
        migrations.AddConstraint(
            model_name='usequestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'ended'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='use_ended_with_reason', violation_error_message='Say why it is no longer in use: others learn from it.'),
        ),
        migrations.RunSQL(LINE, NO_LINE),
    ]
