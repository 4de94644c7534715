import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import chairs.models.calendar
import kit.clock
import kit.quarter


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ("chairs", "0001_initial"),
        ("chairs", "0002_rotation"),
        ("chairs", "0004_calendar_addresses"),
    ]

    dependencies = [
        ('committee', '0001_squashed'),
        ('members', '0001_squashed'),
        ('members', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=chairs.models.calendar.new_key, editable=False, max_length=40, unique=True, verbose_name='key')),
                ('made_at', models.DateTimeField(default=kit.clock.now, verbose_name='made at')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_address', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'calendar address',
                'verbose_name_plural': 'calendar addresses',
                'ordering': ['person'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalRotationOrder',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('from_quarter', kit.quarter.QuarterField(verbose_name='from the quarter')),
                ('set_at', models.DateTimeField(blank=True, null=True, verbose_name='set at')),
                ('set_in', kit.quarter.QuarterField(blank=True, null=True, verbose_name='set in the quarter')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('motion', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='committee.motion', verbose_name='motion')),
            ],
            options={
                'verbose_name': 'historical order of chairs',
                'verbose_name_plural': 'historical orders of chairs',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSwap',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('quarter', kit.quarter.QuarterField(verbose_name='its quarter')),
                ('other_quarter', kit.quarter.QuarterField(verbose_name="the other's quarter")),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('asked_at', models.DateTimeField(default=kit.clock.now, verbose_name='asked at')),
                ('agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='agreed at')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('ending', models.CharField(blank=True, choices=[('declined', 'declined'), ('withdrawn', 'withdrawn'), ('order', 'the order has changed'), ('skipped', 'one of the two was skipped')], max_length=10, verbose_name='why it ended')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('agreed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='agreed by')),
                ('asked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('other', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.province', verbose_name='the other province')),
                ('province', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.province', verbose_name='province')),
            ],
            options={
                'verbose_name': 'historical swap',
                'verbose_name_plural': 'historical swaps',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='OrderPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='order_places', to='members.province', verbose_name='province')),
            ],
            options={
                'verbose_name': 'place in the order',
                'verbose_name_plural': 'places in the order',
                'ordering': ['order', 'position'],
            },
        ),
        migrations.CreateModel(
            name='RotationOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_quarter', kit.quarter.QuarterField(verbose_name='from the quarter')),
                ('set_at', models.DateTimeField(blank=True, null=True, verbose_name='set at')),
                ('set_in', kit.quarter.QuarterField(blank=True, null=True, verbose_name='set in the quarter')),
                ('motion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rotation_order', to='committee.motion', verbose_name='motion')),
                ('provinces', models.ManyToManyField(related_name='rotation_orders', through='chairs.OrderPlace', to='members.province', verbose_name='provinces')),
            ],
            options={
                'verbose_name': 'order of chairs',
                'verbose_name_plural': 'orders of chairs',
                'ordering': ['-from_quarter', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('set_at__isnull', True), ('set_in__isnull', True)), models.Q(('set_at__isnull', False), ('set_in__isnull', False)), _connector='OR'), name='order_set_as_a_whole', violation_error_message='An order that is set has a time and a quarter.'), models.CheckConstraint(condition=models.Q(('set_in__isnull', True), ('from_quarter__gte', models.F('set_in')), _connector='OR'), name='order_never_rewrites_the_past', violation_error_message='An order cannot begin in a quarter that has passed.')],
            },
        ),
        migrations.AddField(
            model_name='orderplace',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='chairs.rotationorder', verbose_name='order of chairs'),
        ),
        migrations.CreateModel(
            name='HistoricalTerm',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('quarter', kit.quarter.QuarterField(verbose_name='quarter')),
                ('state', models.CharField(choices=[('scheduled', 'scheduled'), ('accepted', 'accepted'), ('active', 'active'), ('completed', 'completed'), ('skipped', 'skipped')], default='scheduled', max_length=10, verbose_name='state')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                ('skip_reason', models.TextField(blank=True, verbose_name='reason for skipping')),
                ('changed_at', models.DateTimeField(default=kit.clock.now, editable=False, verbose_name='changed at')),
                ('revision', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision in calendars')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('accepted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by')),
                ('coach', models.ForeignKey(blank=True, db_constraint=False, help_text='Who of Taqadum works hand-in-hand with the province.', limit_choices_to={'is_staff': True}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='coach')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('province', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.province', verbose_name='province')),
                ('order', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: assigned by hand.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='chairs.rotationorder', verbose_name='order of chairs')),
            ],
            options={
                'verbose_name': 'historical term',
                'verbose_name_plural': 'historical terms',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalOrderPlace',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='place')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('province', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.province', verbose_name='province')),
                ('order', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='chairs.rotationorder', verbose_name='order of chairs')),
            ],
            options={
                'verbose_name': 'historical place in the order',
                'verbose_name_plural': 'historical places in the order',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Swap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quarter', kit.quarter.QuarterField(verbose_name='its quarter')),
                ('other_quarter', kit.quarter.QuarterField(verbose_name="the other's quarter")),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('asked_at', models.DateTimeField(default=kit.clock.now, verbose_name='asked at')),
                ('agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='agreed at')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('ending', models.CharField(blank=True, choices=[('declined', 'declined'), ('withdrawn', 'withdrawn'), ('order', 'the order has changed'), ('skipped', 'one of the two was skipped')], max_length=10, verbose_name='why it ended')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreed_swaps', to=settings.AUTH_USER_MODEL, verbose_name='agreed by')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked_swaps', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='confirmed_swaps', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='swaps_asked', to='members.province', verbose_name='the other province')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='swaps', to='members.province', verbose_name='province')),
            ],
            options={
                'verbose_name': 'swap',
                'verbose_name_plural': 'swaps',
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('province', models.F('other')), _negated=True), models.Q(('quarter', models.F('other_quarter')), _negated=True)), name='swap_of_two', violation_error_message='A swap is between two provinces and two quarters.'), models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='swap_agreed_before_confirmed', violation_error_message='Both provinces agree before a swap is confirmed.'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(models.Q(('confirmed_by', models.F('asked_by')), _negated=True), models.Q(('confirmed_by', models.F('agreed_by')), _negated=True)), _connector='OR'), name='swap_confirmed_by_a_third', violation_error_message='Whoever asked or agreed does not confirm the swap.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ending', '')), models.Q(models.Q(('ending', ''), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='swap_ends_as_a_whole', violation_error_message='An ended swap has a reason and a time.')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quarter', kit.quarter.QuarterField(verbose_name='quarter')),
                ('state', models.CharField(choices=[('scheduled', 'scheduled'), ('accepted', 'accepted'), ('active', 'active'), ('completed', 'completed'), ('skipped', 'skipped')], default='scheduled', max_length=10, verbose_name='state')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                ('skip_reason', models.TextField(blank=True, verbose_name='reason for skipping')),
                ('changed_at', models.DateTimeField(default=kit.clock.now, editable=False, verbose_name='changed at')),
                ('revision', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision in calendars')),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accepted_terms', to=settings.AUTH_USER_MODEL, verbose_name='accepted by')),
                ('coach', models.ForeignKey(blank=True, help_text='Who of Taqadum works hand-in-hand with the province.', limit_choices_to={'is_staff': True}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='coached_terms', to=settings.AUTH_USER_MODEL, verbose_name='coach')),
                ('editors', models.ManyToManyField(blank=True, help_text="Members of the chairing province who edit the quarter's newsletter.", related_name='edited_terms', to=settings.AUTH_USER_MODEL, verbose_name='chair editors')),
                ('order', models.ForeignKey(blank=True, help_text='Empty: assigned by hand.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='chairs.rotationorder', verbose_name='order of chairs')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='members.province', verbose_name='province')),
            ],
            options={
                'verbose_name': 'term',
                'verbose_name_plural': 'terms',
                'ordering': ['-quarter', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('quarter'), condition=models.Q(('state', 'skipped'), _negated=True), name='term_one_holder_a_quarter', violation_error_message='Another province already holds this quarter.'), models.UniqueConstraint(models.F('quarter'), models.F('province'), name='term_once_a_province_and_quarter', violation_error_message='This province has a term in this quarter already.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'skipped'), _negated=True), models.Q(('skip_reason', ''), _negated=True), _connector='OR'), name='term_skip_has_reason', violation_error_message='Say why the province is skipped.'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='term_accepted_as_a_whole', violation_error_message='An acceptance needs a person and a time.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalHandOver',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('notes', models.TextField(verbose_name='notes for the next chair')),
                ('at', models.DateTimeField(default=kit.clock.now, verbose_name='handed over at')),
                ('received_at', models.DateTimeField(blank=True, null=True, verbose_name='received at')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handed over by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('received_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='received by')),
                ('term', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='chairs.term', verbose_name='term of the outgoing chair')),
            ],
            options={
                'verbose_name': 'historical hand-over',
                'verbose_name_plural': 'historical hand-overs',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalDutyDone',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('duty', models.CharField(choices=[('theme', 'Select the focal theme for the quarter'), ('host', 'Host network activities and events'), ('highlight', 'Highlight successes and lessons learned of the region'), ('publish', "Contribute to and edit the network's publications"), ('coordinate', 'Coordinate network activities and events')], max_length=12, verbose_name='duty')),
                ('note', models.CharField(max_length=300, verbose_name='what was done')),
                ('at', models.DateTimeField(default=kit.clock.now, verbose_name='when')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ticked by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='chairs.term', verbose_name='term')),
            ],
            options={
                'verbose_name': 'historical duty done',
                'verbose_name_plural': 'historical duties done',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notes', models.TextField(verbose_name='notes for the next chair')),
                ('at', models.DateTimeField(default=kit.clock.now, verbose_name='handed over at')),
                ('received_at', models.DateTimeField(blank=True, null=True, verbose_name='received at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to=settings.AUTH_USER_MODEL, verbose_name='handed over by')),
                ('received_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='received_hand_overs', to=settings.AUTH_USER_MODEL, verbose_name='received by')),
                ('term', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hand_over', to='chairs.term', verbose_name='term of the outgoing chair')),
            ],
            options={
                'verbose_name': 'hand-over',
                'verbose_name_plural': 'hand-overs',
                'ordering': ['-at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('received_at__isnull', True), ('received_by__isnull', True)), models.Q(('received_at__isnull', False), ('received_by__isnull', False)), _connector='OR'), name='hand_over_received_as_a_whole', violation_error_message='A receipt needs a person and a time.')],
            },
        ),
        migrations.CreateModel(
            name='DutyDone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(choices=[('theme', 'Select the focal theme for the quarter'), ('host', 'Host network activities and events'), ('highlight', 'Highlight successes and lessons learned of the region'), ('publish', "Contribute to and edit the network's publications"), ('coordinate', 'Coordinate network activities and events')], max_length=12, verbose_name='duty')),
                ('note', models.CharField(max_length=300, verbose_name='what was done')),
                ('at', models.DateTimeField(default=kit.clock.now, verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ticked_duties', to=settings.AUTH_USER_MODEL, verbose_name='ticked by')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties_done', to='chairs.term', verbose_name='term')),
            ],
            options={
                'verbose_name': 'duty done',
                'verbose_name_plural': 'duties done',
                'ordering': ['term', 'at'],
                'constraints': [models.UniqueConstraint(models.F('term'), models.F('duty'), name='duty_done_once_a_term', violation_error_message='This duty is ticked already.'), models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='duty_done_has_a_note', violation_error_message='Say what was done: a bare tick proves nothing.')],
            },
        ),
        migrations.AddConstraint(
            model_name='orderplace',
            constraint=models.UniqueConstraint(models.F('order'), models.F('position'), name='order_place_once', violation_error_message='This place is taken already.'),
        ),
        migrations.AddConstraint(
            model_name='orderplace',
            constraint=models.UniqueConstraint(models.F('order'), models.F('province'), name='order_province_once', violation_error_message='This province stands in the order already.'),
        ),
    ]
