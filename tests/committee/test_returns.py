"""Decisions come back on their day: by themselves, once, with what happened since."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

import kit
from committee.actions import follow_up, meetings, returns
from committee.models import AgendaItem, Motion
from committee.since import since
from members.models import AuditEvent, Notice
from tests.factories.committee import decided
from tests.factories.library import published
from tests.factories.meetings import AgendaItemFactory, MeetingFactory, action, committee, held
from tests.factories.members import staff
from tests.factories.themes import GoalFactory, ThemeFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def due(days=0, **fields):
    return decided(review_on=kit.today() - days * DAY, **fields)


def test_on_its_day_it_stands_on_the_next_agenda_and_the_seats_are_told():
    seats, meeting, motion = committee(2), MeetingFactory(), due()
    MeetingFactory(starts_at=meeting.starts_at + 30 * DAY)

    assert returns.bring_back(on=kit.today()) == 1

    item = AgendaItem.objects.get()
    assert (item.meeting, item.looks_back_at, item.title_en) == (meeting, motion, motion.title_en)
    assert Notice.objects.filter(key=f"motion:{motion.pk}:returned").count() == 2 * len(seats)
    assert AuditEvent.objects.filter(verb="motion.returned").count() == 1


def test_late_or_twice_it_comes_back_once():
    MeetingFactory()
    due(days=9)

    assert [returns.bring_back(on=kit.today() + n * DAY) for n in (0, 0, 5)] == [1, 0, 0]
    assert AgendaItem.objects.count() == 1


def test_it_waits_for_a_meeting_that_has_not_begun():
    due()
    MeetingFactory(opened_at=kit.now())

    assert returns.bring_back(on=kit.today()) == 0
    meeting = MeetingFactory(starts_at=kit.now() + 40 * DAY)
    assert returns.bring_back(on=kit.today()) == 1
    assert meeting.items.count() == 1


@pytest.mark.parametrize(
    "make",
    [lambda: due(days=-1), lambda: due(outcome=Motion.Outcome.FAILED), decided],
    ids=["early", "failed", "never"],
)
def test_others_stay_where_they_are(make):
    make()
    MeetingFactory()

    assert returns.bring_back(on=kit.today()) == 0


def test_the_database_keeps_it_once_on_an_agenda():
    item = AgendaItemFactory(looks_back_at=decided())

    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItemFactory(meeting=item.meeting, looks_back_at=item.looks_back_at)


def test_what_was_not_discussed_is_handed_on_with_its_decision():
    motion, meeting = due(), MeetingFactory()
    returns.bring_back(on=kit.today())
    following = MeetingFactory(starts_at=meeting.starts_at + 30 * DAY)

    meetings.cancel(meeting=meeting, by=staff(), why="Flood")

    assert following.items.get().looks_back_at == motion


def test_what_happened_since_is_told_by_every_app():
    by, motion = staff(), due(closed_at=kit.now() - 10 * DAY)
    item = AgendaItemFactory(meeting=held(by), motion=motion)
    done = action(item.meeting, by, item=item, text="Write it")
    action(item.meeting, by, item=item, text="Send it")
    follow_up.finish(action=done, by=by)
    goal = GoalFactory(theme=ThemeFactory(state="active"), baseline=0, target=10)
    goal.progress.create(on=kit.today() - 20 * DAY, value=2)
    goal.progress.create(on=kit.today() - 2 * DAY, value=5)
    published(published_at=kit.now() - DAY)

    told = {happening.title: happening for happening in since(motion, kit.today())}

    assert len(told) == 4
    points = [point for happening in told.values() for point in happening.points]
    assert len(points) == 3
    assert any("20" in point and "50" in point or "٢٠" in point and "٥٠" in point for point in points)


def test_the_page_costs_the_same_however_much_happened(client, django_assert_max_num_queries):
    by, motion = staff(), due(closed_at=kit.now() - 10 * DAY)
    item = AgendaItemFactory(meeting=MeetingFactory(), looks_back_at=motion)
    agreed = AgendaItemFactory(meeting=held(by), motion=motion)
    theme = ThemeFactory(state="active")
    for _ in range(5):
        action(agreed.meeting, by, item=agreed)
        GoalFactory(theme=theme).progress.create(on=kit.today(), value=1)
    client.force_login(by)
    address = reverse("committee:item_since", args=[item.pk])
    client.get(address)

    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
    assert client.get(reverse("committee:item_since", args=[agreed.pk])).status_code == 404
