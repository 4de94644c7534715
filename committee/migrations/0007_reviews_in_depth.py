"""Reviews: checklists, assignments, answers, conversation; what was approved, and of which subject."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import kit.clock


class Migration(migrations.Migration):

    dependencies = [
        ('committee', '0006_voting_between_meetings'),
        ('members', '0013_messages_by_form_and_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Checklist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('library.revision', 'library'), ('newsletter.edition', 'newsletter'), ('outreach.post', 'post'), ('outreach.release', 'press release')], max_length=40, verbose_name='kind')),
                ('effective_from', models.DateField(verbose_name='effective from')),
            ],
            options={
                'verbose_name': 'checklist',
                'verbose_name_plural': 'checklists',
                'ordering': ['kind', '-effective_from'],
            },
        ),
        migrations.CreateModel(
            name='ChecklistPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('words_ar', models.CharField(max_length=200, verbose_name='Arabic words')),
                ('words_en', models.CharField(max_length=200, verbose_name='English words')),
                ('is_required', models.BooleanField(default=True, help_text='Approving although it is not met needs a reason.', verbose_name='required')),
            ],
            options={
                'verbose_name': 'point of a checklist',
                'verbose_name_plural': 'points of a checklist',
                'ordering': ['checklist', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalChecklist',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('kind', models.CharField(choices=[('library.revision', 'library'), ('newsletter.edition', 'newsletter'), ('outreach.post', 'post'), ('outreach.release', 'press release')], max_length=40, verbose_name='kind')),
                ('effective_from', models.DateField(verbose_name='effective from')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical checklist',
                'verbose_name_plural': 'historical checklists',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ReviewAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('met', 'met'), ('not_met', 'not met'), ('n_a', 'does not apply')], max_length=8, verbose_name='answer')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
            ],
            options={
                'verbose_name': 'answer to a point',
                'verbose_name_plural': 'answers to points',
                'ordering': ['review', 'point__position'],
            },
        ),
        migrations.CreateModel(
            name='ReviewAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=kit.clock.now, verbose_name='assigned at')),
                ('is_expert', models.BooleanField(default=False, verbose_name='knows the criterion')),
                ('waiting_count', models.PositiveSmallIntegerField(default=0, verbose_name='reviews that waited then')),
                ('last_at', models.DateTimeField(blank=True, null=True, verbose_name='assigned before at')),
                ('remind_on', models.DateField(verbose_name='reminded on')),
                ('lapses_on', models.DateField(verbose_name='goes on to another seat on')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('ending', models.CharField(blank=True, choices=[('conflict', 'conflict of interest'), ('absence', 'absent'), ('vacant', 'the seat fell vacant'), ('no_answer', 'no answer in time'), ('handed_on', 'handed on by staff')], max_length=10, verbose_name='how it ended')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
            ],
            options={
                'verbose_name': 'assignment of a review',
                'verbose_name_plural': 'assignments of reviews',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReviewMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='text')),
                ('at', models.DateTimeField(default=kit.clock.now, verbose_name='when')),
            ],
            options={
                'verbose_name': 'message about a review',
                'verbose_name_plural': 'messages about reviews',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='review',
            name='review_four_eyes',
        ),
        migrations.RemoveConstraint(
            model_name='review',
            name='review_reason_given',
        ),
        migrations.AddField(
            model_name='historicalreview',
            name='assign_by_on',
            field=models.DateField(blank=True, null=True, verbose_name='to be assigned by'),
        ),
        migrations.AddField(
            model_name='historicalreview',
            name='assigned_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='assigned at'),
        ),
        migrations.AddField(
            model_name='historicalreview',
            name='digest',
            field=models.CharField(blank=True, max_length=64, verbose_name='digest of the text'),
        ),
        migrations.AddField(
            model_name='historicalreview',
            name='offered_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='offered to every seat at'),
        ),
        migrations.AddField(
            model_name='historicalreview',
            name='parts',
            field=models.JSONField(blank=True, default=list, verbose_name='digests of its parts'),
        ),
        migrations.AddField(
            model_name='historicalreview',
            name='previous',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='committee.review', verbose_name='review of the version before'),
        ),
        migrations.AddField(
            model_name='historicalreview',
            name='subject',
            field=models.CharField(blank=True, default='', help_text='The same for every version: library/412/', max_length=200, verbose_name='subject'),
        ),
        migrations.AddField(
            model_name='review',
            name='assign_by_on',
            field=models.DateField(blank=True, null=True, verbose_name='to be assigned by'),
        ),
        migrations.AddField(
            model_name='review',
            name='assigned_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='assigned at'),
        ),
        migrations.AddField(
            model_name='review',
            name='digest',
            field=models.CharField(blank=True, max_length=64, verbose_name='digest of the text'),
        ),
        migrations.AddField(
            model_name='review',
            name='offered_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='offered to every seat at'),
        ),
        migrations.AddField(
            model_name='review',
            name='parts',
            field=models.JSONField(blank=True, default=list, verbose_name='digests of its parts'),
        ),
        migrations.AddField(
            model_name='review',
            name='previous',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='following', to='committee.review', verbose_name='review of the version before'),
        ),
        migrations.AddField(
            model_name='review',
            name='subject',
            field=models.CharField(blank=True, default='', help_text='The same for every version: library/412/', max_length=200, verbose_name='subject'),
        ),
        migrations.AlterField(
            model_name='historicalreview',
            name='outcome',
            field=models.CharField(blank=True, choices=[('approved', 'approved'), ('changes', 'changes asked for'), ('declined', 'declined'), ('withdrawn', 'taken back')], max_length=10, verbose_name='outcome'),
        ),
        migrations.AlterField(
            model_name='review',
            name='outcome',
            field=models.CharField(blank=True, choices=[('approved', 'approved'), ('changes', 'changes asked for'), ('declined', 'declined'), ('withdrawn', 'taken back')], max_length=10, verbose_name='outcome'),
        ),
        migrations.AddConstraint(
            model_name='checklist',
            constraint=models.UniqueConstraint(models.F('kind'), models.F('effective_from'), name='checklist_version_once', violation_error_message='Another version begins on the same day.'),
        ),
        migrations.AddField(
            model_name='historicalreview',
            name='checklist',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='committee.checklist', verbose_name='checklist'),
        ),
        migrations.AddField(
            model_name='review',
            name='checklist',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='committee.checklist', verbose_name='checklist'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.F('kind'), models.F('subject'), name='review_of_subject'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), ('outcome', 'withdrawn'), models.Q(('decided_by', models.F('requested_by')), _negated=True), _connector='OR'), name='review_four_eyes', violation_error_message='Nobody decides on what they asked for themselves.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'approved', 'withdrawn']), models.Q(('comment', ''), _negated=True), _connector='OR'), name='review_reason_given', violation_error_message='Say what should change, or why it is declined.'),
        ),
        migrations.AddField(
            model_name='checklistpoint',
            name='checklist',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='committee.checklist', verbose_name='checklist'),
        ),
        migrations.AddField(
            model_name='historicalchecklist',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reviewanswer',
            name='point',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='committee.checklistpoint', verbose_name='point'),
        ),
        migrations.AddField(
            model_name='reviewanswer',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='committee.review', verbose_name='review'),
        ),
        migrations.AddField(
            model_name='reviewassignment',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handed_reviews', to=settings.AUTH_USER_MODEL, verbose_name='handed over by'),
        ),
        migrations.AddField(
            model_name='reviewassignment',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='committee.review', verbose_name='review'),
        ),
        migrations.AddField(
            model_name='reviewassignment',
            name='seat',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='committee.seat', verbose_name='seat'),
        ),
        migrations.AddField(
            model_name='reviewmessage',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='review_messages', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
        ),
        migrations.AddField(
            model_name='reviewmessage',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='committee.review', verbose_name='review'),
        ),
        migrations.AddConstraint(
            model_name='checklistpoint',
            constraint=models.UniqueConstraint(models.F('checklist'), models.F('position'), name='checklist_position_once'),
        ),
        migrations.AddConstraint(
            model_name='reviewanswer',
            constraint=models.UniqueConstraint(models.F('review'), models.F('point'), name='answer_once_a_point'),
        ),
        migrations.AddConstraint(
            model_name='reviewassignment',
            constraint=models.UniqueConstraint(models.F('review'), condition=models.Q(('ended_at__isnull', True)), name='assignment_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='reviewassignment',
            constraint=models.UniqueConstraint(models.F('review'), models.F('seat'), condition=models.Q(('by__isnull', True)), name='assignment_never_back'),
        ),
        migrations.AddConstraint(
            model_name='reviewassignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ending', '')), models.Q(('ended_at__isnull', False), models.Q(('ending', ''), _negated=True)), _connector='OR'), name='assignment_ends_as_a_whole', violation_error_message='An ending needs a time and a cause.'),
        ),
    ]
