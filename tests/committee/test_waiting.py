"""The desk of a representative: what waits besides reviews, the most urgent first."""

import datetime

import pytest

import kit
from committee import waiting
from committee.actions import follow_up
from tests.factories.committee import ReviewFactory
from tests.factories.meetings import MeetingFactory, action, at_ten, attend, committee, drafted, held
from tests.factories.members import CriterionFactory, ProvinceFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def seat():
    return committee(1)[0]


def rows_of(seat):
    return waiting.rows(seat.representative, [seat], kit.today())


def test_what_waits_comes_by_its_day(seat):
    by = staff()
    late = action(held(by), by, owner=seat.representative, text="Late", due_on=kit.today() - 9 * DAY)
    action(late.meeting, by, text="Of somebody else")
    action(late.meeting, by, owner=seat.representative, text="In spring", due_on=kit.today() + 90 * DAY)
    minutes = drafted(by, days_ago=60)
    meeting = MeetingFactory()

    rows = rows_of(seat)

    assert [row.icon for row in rows] == ["flag", "article", "cal", "flag"]
    assert [row.title for row in rows][::3] == ["Late", "In spring"]
    assert [row.is_late for row in rows] == [True, False, False, False]
    assert rows[1].address.endswith(f"/meetings/{minutes.meeting_id}/minutes/")
    assert rows[1].by == rows[2].by == meeting.starts_at.date()


def test_what_is_done_answered_or_far_away_does_not_wait(seat):
    by, meeting = staff(), MeetingFactory()
    follow_up.finish(action=action(held(by), by, owner=seat.representative), by=by)
    attend(meeting, [seat], "excused")
    MeetingFactory(starts_at=at_ten(kit.today() + 60 * DAY))

    assert rows_of(seat) == []


def test_minutes_wait_without_a_day_until_a_meeting_is_called(seat):
    drafted(staff())

    assert [row.by for row in rows_of(seat)] == [None]


@pytest.mark.parametrize("count", [1, 30])
def test_the_desk_asks_the_same_of_the_database(client, seat, count, django_assert_max_num_queries):
    by = staff()
    for n in range(count):
        ReviewFactory(province=ProvinceFactory(), criterion=CriterionFactory(), requested_by=UserFactory())
        drafted(by, days_ago=40 + n)
        action(held(by, days_ago=100 + n), by, owner=seat.representative)
        MeetingFactory(starts_at=at_ten(kit.today() + (2 + n) * DAY))
    client.force_login(seat.representative)
    client.get("/ar/committee/")

    with django_assert_max_num_queries(12):
        page = client.get("/ar/committee/")
    assert len(page.context["rows"]) == 3 * count - max(0, count - 30)
