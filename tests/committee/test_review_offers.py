"""A review that any province may take: offered to all, and again each seventh working day."""

import datetime

import pytest

import kit
from committee import actions
from committee.models import ReviewAssignment
from kit.calendar import add_working
from members.models import Notice
from tests.factories.committee import ReviewFactory, SeatFactory, approve
from tests.factories.members import UserFactory, staff

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def offered():
    """Both seats have said that they are away today: it waits for any of them."""
    seats = [SeatFactory(), SeatFactory()]
    review = actions.request_review(
        kind="test.subject",
        title_ar="موضوع",
        title_en="Subject",
        path="library/1/",
        requested_by=UserFactory(),
    )
    for _seat in seats:
        review.refresh_from_db()
        by = review.assigned_to.representative
        actions.cannot(review=review, by=by, ending=ReviewAssignment.Ending.ABSENCE, note="إجازة")
    review.refresh_from_db()
    return review


def told(review):
    return Notice.objects.filter(key__startswith=f"review:{review.pk}:offered").order_by("pk")


def test_seats_that_may_decide_hear_of_it_again_after_seven_working_days(offered):
    seventh = add_working(kit.today(), 7)
    assert offered.offer_again_on == seventh
    assert told(offered).count() == 2

    counts = [actions.tend(on=on) for on in (seventh - DAY, seventh, seventh)]

    assert counts == [0, 1, 0]
    assert told(offered).count() == 4
    assert [notice.title_en for notice in told(offered)][2:] == [
        "A review still waits for any province: Subject"
    ] * 2


def test_a_run_that_comes_weeks_late_reminds_once_and_counts_from_its_own_day(offered):
    late = add_working(kit.today(), 30)

    counts = [actions.tend(on=late), actions.tend(on=late)]

    offered.refresh_from_db()
    assert counts == [1, 0]
    assert told(offered).count() == 4
    assert offered.offer_again_on == add_working(late, 7)
    assert offered.offered_at.date() <= kit.today()


def test_who_cannot_judge_and_the_authors_are_not_reminded(offered):
    conflict, own, helper = SeatFactory(), SeatFactory(), staff()
    turn = {"ended_at": kit.now(), "ending": ReviewAssignment.Ending.CONFLICT, "remind_on": kit.today()}
    offered.assignments.create(seat=conflict, lapses_on=kit.today(), **turn)
    offered.authors.add(own.representative)

    actions.tend(on=offered.offer_again_on)

    people = {notice.person for notice in told(offered)[2:]}
    assert people & {conflict.representative, own.representative} == set()
    assert helper in people


def test_what_is_decided_is_offered_no_more(offered):
    approve(offered, SeatFactory())

    assert actions.tend(on=add_working(kit.today(), 30)) == 0
    assert told(offered).count() == 2


def test_an_offer_from_before_this_rule_is_brought_to_mind_at_the_next_run():
    review, helper = ReviewFactory(offered_at=kit.now(), province=None), staff()

    assert [actions.tend(on=kit.today()), actions.tend(on=kit.today())] == [1, 0]
    assert told(review).get().person == helper
