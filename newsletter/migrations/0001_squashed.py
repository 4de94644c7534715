import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import kit.clock


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ("newsletter", "0001_initial"),
        ("newsletter", "0002_entries_of_picks"),
    ]

    dependencies = [
        ('committee', '0001_squashed'),
        ('library', '0001_squashed'),
        ('mailing', '0001_squashed'),
        ('members', '0001_squashed'),
        ('members', '__first__'),
        ('themes', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True, verbose_name='number')),
                ('month', models.DateField(error_messages={'unique': 'There is an edition of this month already.'}, help_text='The first day of the month.', unique=True, verbose_name='month')),
                ('title_ar', models.CharField(blank=True, max_length=150, verbose_name='Arabic title')),
                ('title_en', models.CharField(blank=True, max_length=150, verbose_name='English title')),
                ('welcome_ar', models.TextField(blank=True, max_length=2000, verbose_name='Arabic welcome')),
                ('welcome_en', models.TextField(blank=True, max_length=2000, verbose_name='English welcome')),
                ('created_at', models.DateTimeField(default=kit.clock.now, verbose_name='drafted at')),
                ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='released at')),
                ('send_at', models.DateTimeField(blank=True, help_text='Baghdad time.', null=True, verbose_name='send at')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to=settings.AUTH_USER_MODEL, verbose_name='drafted by')),
                ('mailing', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='edition', to='mailing.mailing', verbose_name='mailing')),
                ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='members.province', verbose_name='featured province')),
                ('review', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='edition', to='committee.review', verbose_name='review')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='themes.theme', verbose_name='theme of the quarter')),
            ],
            options={
                'verbose_name': 'edition',
                'verbose_name_plural': 'editions',
                'ordering': ['-month'],
                'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='edition_month_first_day', violation_error_message='Give the first day of the month.'), models.CheckConstraint(condition=models.Q(('released_at__isnull', True), ('review__isnull', False), _connector='OR'), name='edition_released_by_review', violation_error_message='Only a review releases an edition.'), models.CheckConstraint(condition=models.Q(('send_at__isnull', True), ('released_at__isnull', False), _connector='OR'), name='edition_scheduled_released', violation_error_message='Only a released edition can be scheduled.'), models.CheckConstraint(condition=models.Q(('mailing__isnull', True), ('released_at__isnull', False), _connector='OR'), name='edition_sent_released', violation_error_message='Only a released edition can be sent.')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(choices=[('events', 'Events ahead'), ('opportunities', 'Opportunities'), ('successes', 'Successes'), ('picks', 'Picks from the library'), ('learning', 'Continuous learning')], max_length=15, verbose_name='section')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('title_ar', models.CharField(blank=True, max_length=200, verbose_name='Arabic title')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='English title')),
                ('text_ar', models.TextField(blank=True, max_length=800, verbose_name='Arabic text')),
                ('text_en', models.TextField(blank=True, max_length=800, verbose_name='English text')),
                ('url', models.URLField(blank=True, help_text='Where readers find more.', max_length=500, verbose_name='link')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='taken out at')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='newsletter.edition', verbose_name='edition')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='newsletter_entries', to='library.item', verbose_name='item')),
                ('pick', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='newsletter_entries', to='committee.pick', verbose_name='pick of the committee')),
            ],
            options={
                'verbose_name': 'entry',
                'verbose_name_plural': 'entries',
                'ordering': ['edition', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('edition'), models.F('item'), name='entry_item_once', violation_error_message='This item already stands in the edition.'), models.UniqueConstraint(models.F('edition'), models.F('pick'), name='entry_pick_once', violation_error_message='This pick already stands in the edition.'), models.CheckConstraint(condition=models.Q(('title_ar', ''), ('title_en', ''), _negated=True), name='entry_has_a_title', violation_error_message='Give a title in Arabic or in English.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalEdition',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('number', models.PositiveIntegerField(db_index=True, verbose_name='number')),
                ('month', models.DateField(db_index=True, error_messages={'unique': 'There is an edition of this month already.'}, help_text='The first day of the month.', verbose_name='month')),
                ('title_ar', models.CharField(blank=True, max_length=150, verbose_name='Arabic title')),
                ('title_en', models.CharField(blank=True, max_length=150, verbose_name='English title')),
                ('welcome_ar', models.TextField(blank=True, max_length=2000, verbose_name='Arabic welcome')),
                ('welcome_en', models.TextField(blank=True, max_length=2000, verbose_name='English welcome')),
                ('created_at', models.DateTimeField(default=kit.clock.now, verbose_name='drafted at')),
                ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='released at')),
                ('send_at', models.DateTimeField(blank=True, help_text='Baghdad time.', null=True, verbose_name='send at')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('created_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mailing', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='mailing.mailing', verbose_name='mailing')),
                ('province', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.province', verbose_name='featured province')),
                ('review', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='committee.review', verbose_name='review')),
                ('theme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='themes.theme', verbose_name='theme of the quarter')),
            ],
            options={
                'verbose_name': 'historical edition',
                'verbose_name_plural': 'historical editions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalEntry',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('section', models.CharField(choices=[('events', 'Events ahead'), ('opportunities', 'Opportunities'), ('successes', 'Successes'), ('picks', 'Picks from the library'), ('learning', 'Continuous learning')], max_length=15, verbose_name='section')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('title_ar', models.CharField(blank=True, max_length=200, verbose_name='Arabic title')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='English title')),
                ('text_ar', models.TextField(blank=True, max_length=800, verbose_name='Arabic text')),
                ('text_en', models.TextField(blank=True, max_length=800, verbose_name='English text')),
                ('url', models.URLField(blank=True, help_text='Where readers find more.', max_length=500, verbose_name='link')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='taken out at')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('edition', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='newsletter.edition', verbose_name='edition')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='library.item', verbose_name='item')),
                ('pick', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='committee.pick', verbose_name='pick of the committee')),
            ],
            options={
                'verbose_name': 'historical entry',
                'verbose_name_plural': 'historical entries',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
