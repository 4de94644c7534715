"""The desk of a representative: what waits besides reviews, the most urgent first."""

import datetime

import pytest

import kit
from chairs.models import HandOver, Swap
from committee import waiting
from committee.actions import constraints, follow_up
from kit.quarter import Quarter
from tests.factories.chairs import TermFactory
from tests.factories.committee import ReviewFactory
from tests.factories.constraints import raised, shared
from tests.factories.meetings import MeetingFactory, action, at_ten, attend, committee, drafted, held
from tests.factories.members import CriterionFactory, ProvinceFactory, UserFactory, staff
from tests.factories.members import waiting as waiting_application

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


def test_applications_of_other_provinces_and_constraints_wait_since_they_came(seat):
    application = waiting_application(UserFactory(), ProvinceFactory())
    waiting_application(UserFactory(), seat.province)
    new, asked = shared(1), raised(staff())
    meeting = MeetingFactory()

    rows = rows_of(seat)

    assert [row.icon for row in rows] == ["stone", "cal", "user"]
    assert [row.address.split("/", 2)[2] for row in (rows[0], rows[2])] == [
        f"committee/constraints/{new.pk}/",
        f"members/applications/{application.pk}/",
    ]
    assert (rows[0].by, rows[2].since) == (meeting.starts_at.date(), application.submitted_at.date())
    constraints.keep_answer(constraint=asked, by=staff(), answer="Yes.")
    assert [row.icon for row in rows_of(seat)].count("stone") == 2


def test_a_term_waits_to_be_accepted_and_its_hand_over_to_be_received(seat):
    now = Quarter.of(kit.today())
    before = TermFactory(quarter=now)
    HandOver.objects.create(term=before, notes="x", by=UserFactory())
    HandOver.objects.create(term=TermFactory(quarter=now.plus(-4)), notes="x", by=UserFactory())
    term = TermFactory(quarter=now.next, province=seat.province, state="scheduled")
    TermFactory(quarter=now.plus(2), state="scheduled")

    rows = rows_of(seat)

    assert [(row.icon, row.by) for row in rows] == [("play", now.next.first), ("inbox", now.next.first)]
    assert [row.address.split("/", 2)[2] for row in rows] == [
        f"chairs/terms/{term.pk}/",
        f"chairs/terms/{before.pk}/hand-over/",
    ]


@pytest.mark.parametrize(
    ("is_agreed", "whose", "count"),
    [(False, "other", 1), (False, "third", 0), (True, "other", 0), (True, "third", 1), (True, "asker", 0)],
)
def test_a_swap_waits_for_the_other_and_then_for_a_third(seat, is_agreed, whose, count):
    now = Quarter.of(kit.today())
    parts = {"province": ProvinceFactory(), "other": ProvinceFactory()}
    parts |= {"other": {"other": seat.province}, "asker": {"province": seat.province}}.get(whose, {})
    agreed = {"agreed_by": UserFactory(), "agreed_at": kit.now()} if is_agreed else {}
    Swap.objects.create(
        quarter=now.next, other_quarter=now.plus(2), reason="x", asked_by=UserFactory(), **(parts | agreed)
    )

    assert [row.by for row in rows_of(seat)] == [now.next.first] * count


@pytest.mark.parametrize("count", [1, 30])
def test_the_desk_asks_the_same_of_the_database(client, seat, count, django_assert_max_num_queries):
    by = staff()
    for n in range(count):
        ReviewFactory(province=ProvinceFactory(), criterion=CriterionFactory(), requested_by=UserFactory())
        drafted(by, days_ago=40 + n)
        action(held(by, days_ago=100 + n), by, owner=seat.representative)
        MeetingFactory(starts_at=at_ten(kit.today() + (2 + n) * DAY))
        waiting_application(UserFactory(), ProvinceFactory())
        shared(1)
        TermFactory(quarter=Quarter.of(kit.today()).plus(n), province=seat.province, state="scheduled")
    client.force_login(seat.representative)
    client.get("/ar/committee/")

    with django_assert_max_num_queries(18):
        page = client.get("/ar/committee/")
    assert len(page.context["rows"]) == 6 * count
