import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import kit.clock
import mailing.models.delivery


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ("mailing", "0001_initial"),
        ("mailing", "0002_names_and_pace"),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Kind',
            fields=[
                ('key', models.SlugField(max_length=40, primary_key=True, serialize=False, verbose_name='key')),
                ('name_ar', models.CharField(max_length=120, verbose_name='name (Arabic)')),
                ('name_en', models.CharField(max_length=120, verbose_name='name (English)')),
                ('about_ar', models.CharField(blank=True, max_length=250, verbose_name='about (Arabic)')),
                ('about_en', models.CharField(blank=True, max_length=250, verbose_name='about (English)')),
                ('is_essential', models.BooleanField(default=False, help_text='Somebody waits for it: sent to suppressed addresses too.', verbose_name='essential')),
                ('has_rhythm', models.BooleanField(default=False, help_text='Readers choose how often it comes.', verbose_name='has a rhythm')),
                ('lifetime', models.DurationField(help_text='Mail that waited longer than this is not sent.', verbose_name='lifetime')),
            ],
            options={
                'verbose_name': 'kind of mail',
                'verbose_name_plural': 'kinds of mail',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(blank=True, help_text='Names the occasion, so that it is never sent twice.', max_length=160, null=True, unique=True, verbose_name='key')),
                ('subject', models.CharField(max_length=250, verbose_name='subject')),
                ('content', models.BinaryField(verbose_name='content')),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False, verbose_name='created at')),
                ('expires_at', models.DateTimeField(verbose_name='expires at')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='mailing.kind', verbose_name='kind')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('content', b''), _negated=True), fields=['expires_at'], name='letter_kept')],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='Names the occasion, so that it is never sent twice.', max_length=120, unique=True, verbose_name='key')),
                ('topic', models.CharField(help_text='What one click leaves.', max_length=80, verbose_name='topic')),
                ('list_id', models.CharField(blank=True, max_length=120, verbose_name='list id')),
                ('sender_ar', models.CharField(blank=True, max_length=120, verbose_name='sender (Arabic)')),
                ('sender_en', models.CharField(blank=True, max_length=120, verbose_name='sender (English)')),
                ('reply_to', models.EmailField(blank=True, max_length=254, verbose_name='answers go to')),
                ('subject_ar', models.CharField(blank=True, max_length=200, verbose_name='subject (Arabic)')),
                ('subject_en', models.CharField(blank=True, max_length=200, verbose_name='subject (English)')),
                ('html_ar', models.TextField(blank=True, verbose_name='HTML (Arabic)')),
                ('html_en', models.TextField(blank=True, verbose_name='HTML (English)')),
                ('text_ar', models.TextField(blank=True, verbose_name='text (Arabic)')),
                ('text_en', models.TextField(blank=True, verbose_name='text (English)')),
                ('reason_ar', models.CharField(blank=True, max_length=250, verbose_name='why you got this (Arabic)')),
                ('reason_en', models.CharField(blank=True, max_length=250, verbose_name='why you got this (English)')),
                ('archive_url', models.URLField(blank=True, verbose_name='page on the web')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('sending', 'sending'), ('paused', 'paused'), ('done', 'done'), ('cancelled', 'cancelled')], default='draft', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False, verbose_name='created at')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='starts at')),
                ('expires_at', models.DateTimeField(help_text='What could not be sent by then is not sent.', verbose_name='expires at')),
                ('finished_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='finished at')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mailings', to='mailing.kind', verbose_name='kind')),
            ],
            options={
                'verbose_name': 'mailing',
                'verbose_name_plural': 'mailings',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('subject_ar', ''), ('subject_en', ''), _negated=True), name='mailing_has_a_subject', violation_error_message='A mailing needs a subject in one language at least.'), models.CheckConstraint(condition=models.Q(('subject_ar__regex', '[\\r\\n]'), ('subject_en__regex', '[\\r\\n]'), _connector='OR', _negated=True), name='mailing_subject_on_one_line', violation_error_message='A subject is one line.'), models.CheckConstraint(condition=models.Q(('sender_ar__regex', '[\\r\\n]'), ('sender_en__regex', '[\\r\\n]'), _connector='OR', _negated=True), name='mailing_sender_on_one_line', violation_error_message="A sender's name is one line."), models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'cancelled')), ('starts_at__isnull', False), _connector='OR'), name='mailing_started_at_a_time', violation_error_message='A mailing under way has a time at which it started.'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state__in', ('done', 'cancelled'))), models.Q(models.Q(('state__in', ('done', 'cancelled')), _negated=True), ('finished_at__isnull', True)), _connector='OR'), name='mailing_finished_at_a_time', violation_error_message='A mailing that is over has a time at which it ended, no other has.'), models.CheckConstraint(condition=models.Q(('starts_at__isnull', True), ('expires_at__gt', models.F('starts_at')), _connector='OR'), name='mailing_expires_after_its_start', violation_error_message='A mailing cannot expire before it starts.')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, help_text='As its owner writes it.', max_length=150, verbose_name='name')),
                ('language', models.CharField(default='ar', max_length=7, verbose_name='language')),
                ('state', models.CharField(choices=[('queued', 'queued'), ('leased', 'being sent'), ('sent', 'sent'), ('failed', 'failed'), ('bounced', 'bounced'), ('suppressed', 'suppressed'), ('left', 'left before it was sent'), ('expired', 'expired'), ('cancelled', 'cancelled')], default='queued', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(default=kit.clock.now, editable=False, verbose_name='created at')),
                ('next_attempt_at', models.DateTimeField(default=kit.clock.now, verbose_name='next attempt at')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('lease', models.CharField(blank=True, editable=False, max_length=32, verbose_name='lease')),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='leased until')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('last_error', models.CharField(blank=True, max_length=500, verbose_name='last answer')),
                ('message_id', models.CharField(default=mailing.models.delivery.new_message_id, editable=False, max_length=200, unique=True, verbose_name='Message-ID')),
                ('token', models.CharField(default=mailing.models.delivery.new_token, editable=False, max_length=32, unique=True, verbose_name='token')),
                ('letter', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='delivery', to='mailing.letter', verbose_name='letter')),
                ('mailing', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='mailing.mailing', verbose_name='mailing')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('mailing__isnull', False), ('state', 'queued')), fields=['next_attempt_at', 'id'], name='delivery_due'), models.Index(condition=models.Q(('letter__isnull', False), ('state', 'queued')), fields=['next_attempt_at', 'id'], name='delivery_letter_due'), models.Index(condition=models.Q(('state', 'leased')), fields=['lease_until'], name='delivery_leased'), models.Index(fields=['mailing', 'state'], name='delivery_of_mailing'), models.Index(django.db.models.functions.text.Lower('address'), name='delivery_address'), models.Index(condition=models.Q(('sent_at__isnull', False)), fields=['sent_at'], name='delivery_sent')],
                'constraints': [models.UniqueConstraint(models.F('mailing'), django.db.models.functions.text.Lower('address'), name='delivery_once_a_mailing', violation_error_message='This mailing goes to this address already.'), models.CheckConstraint(condition=models.Q(models.Q(('letter__isnull', False), ('mailing__isnull', True)), models.Q(('letter__isnull', True), ('mailing__isnull', False)), _connector='OR'), name='delivery_of_one_thing', violation_error_message='A delivery belongs to a mailing or to a letter.'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state__in', ('sent', 'bounced'))), models.Q(models.Q(('state__in', ('sent', 'bounced')), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='delivery_sent_at_a_time', violation_error_message='What was sent has the time at which it was, nothing else has.'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'leased'), models.Q(('lease', ''), _negated=True)), models.Q(models.Q(('state', 'leased'), _negated=True), ('lease', ''), ('lease_until__isnull', True)), _connector='OR'), name='delivery_leased_to_someone', violation_error_message='What is being sent has a sender and an hour, nothing else has.')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('topic', models.CharField(help_text='newsletter, theme:12, province:IQ-BB', max_length=80, verbose_name='topic')),
                ('title_ar', models.CharField(blank=True, max_length=150, verbose_name="topic's name (Arabic)")),
                ('title_en', models.CharField(blank=True, max_length=150, verbose_name="topic's name (English)")),
                ('rhythm', models.CharField(choices=[('each', 'as it comes'), ('daily', 'once a day'), ('weekly', 'once a week')], default='each', max_length=8, verbose_name='rhythm')),
                ('language', models.CharField(default='ar', max_length=7, verbose_name='language')),
                ('asked_at', models.DateTimeField(default=kit.clock.now, verbose_name='asked at')),
                ('asked_from', models.GenericIPAddressField(blank=True, null=True, verbose_name='asked from')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('confirmed_from', models.GenericIPAddressField(blank=True, null=True, verbose_name='confirmed from')),
                ('consent_text', models.TextField(blank=True, verbose_name='what was agreed to')),
                ('consent_source', models.CharField(blank=True, max_length=200, verbose_name='where it was agreed')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='left at')),
                ('token', models.CharField(default=mailing.models.delivery.new_token, editable=False, max_length=32, unique=True, verbose_name='token')),
                ('left_through', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leavings', to='mailing.mailing', verbose_name='left through')),
            ],
            options={
                'verbose_name': 'subscription',
                'verbose_name_plural': 'subscriptions',
                'ordering': ['-asked_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('confirmed_at__isnull', False), ('left_at__isnull', True)), fields=['topic'], name='subscription_active')],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('address'), models.F('topic'), name='subscription_once', violation_error_message='This address follows this topic already.'), models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), models.Q(('consent_text', ''), _negated=True), _connector='OR'), name='subscription_confirmed_with_consent', violation_error_message='A confirmed subscription holds the words that were agreed to.'), models.CheckConstraint(condition=models.Q(('left_through__isnull', True), ('left_at__isnull', False), _connector='OR'), name='subscription_left_at_a_time', violation_error_message='Who left through a mailing left at a time.')],
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('reason', models.CharField(choices=[('bounced', 'the address does not exist'), ('complained', 'reported our mail as spam'), ('asked', 'asked never to be written to'), ('staff', 'stopped by staff')], default='staff', max_length=12, verbose_name='reason')),
                ('note', models.CharField(blank=True, max_length=250, verbose_name='note')),
                ('since_at', models.DateTimeField(default=kit.clock.now, verbose_name='since')),
            ],
            options={
                'verbose_name': 'suppressed address',
                'verbose_name_plural': 'suppressed addresses',
                'ordering': ['-since_at', '-pk'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('address'), name='suppression_once', violation_error_message='This address is suppressed already.')],
            },
        ),
    ]
