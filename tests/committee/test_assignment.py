"""Whose turn it is to review, and how a review goes on from seat to seat."""

import datetime
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import translation

import kit
from committee import actions, assignment, rules
from committee.assignment import Candidate, choose
from committee.candidates import candidates
from committee.models import Outcome, Review, ReviewAssignment, Seat
from kit.calendar import add_working, next_working
from mailing.models import Delivery
from members.actions.reminders import remind
from members.models import AuditEvent, Holiday, Notice, Profile
from tests.factories.chairs import TermFactory
from tests.factories.committee import ReviewFactory, SeatFactory
from tests.factories.members import (
    CriterionFactory,
    ProvinceFactory,
    ServiceFactory,
    UserFactory,
    staff,
)
from tests.racing import at_once, waiting
from tests.servers import eventually

pytestmark = pytest.mark.django_db
Ending = ReviewAssignment.Ending
LATE = datetime.timedelta(days=60)


def ask(province=None, by=None, criterion=None):
    return actions.request_review(
        kind="test.subject",
        title_ar="موضوع",
        title_en="Subject",
        path="library/1/",
        province=province or ProvinceFactory(),
        criterion=criterion,
        requested_by=by or UserFactory(),
    )


def candidate(code, **facts):
    return Candidate(SeatFactory.build(province=ProvinceFactory(code=code)), **facts)


def chosen(*given, province=None, authors=frozenset(), refused=()):
    found = choose(given, province=province, authors=authors, refused=refused)
    return found and found.seat.province.code


YESTERDAY = datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)
LONG_BEFORE = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("one", "other", "turn"),
    [
        ({"is_expert": True, "waiting": 9}, {"waiting": 0}, "IQ-Z1"),
        ({"waiting": 1}, {"waiting": 0}, "IQ-A1"),
        ({"last_at": LONG_BEFORE}, {"last_at": YESTERDAY}, "IQ-Z1"),
        ({}, {"last_at": LONG_BEFORE}, "IQ-Z1"),
        ({}, {}, "IQ-A1"),
    ],
    ids=["who knows the criterion", "least load", "asked longest ago", "never asked", "order of provinces"],
)
def test_whose_turn_it_is(one, other, turn):
    pair = candidate("IQ-Z1", **one), candidate("IQ-A1", **other)

    assert chosen(*pair) == chosen(*reversed(pair)) == turn


def test_never_the_own_province_the_requester_or_who_had_its_turn():
    own, theirs, had = candidate("IQ-A1"), candidate("IQ-A2"), candidate("IQ-A3")
    asked = UserFactory()
    theirs.seat.alternate = asked

    found = chosen(
        own, theirs, had, province=own.seat.province_id, authors={asked.pk}, refused={had.seat.province_id}
    )

    assert found is None


@pytest.mark.parametrize("by", ["service", "skill in Arabic", "skill in English", "alternate"])
def test_people_of_a_seat_know_a_criterion_by_service_or_skill(by):
    criterion = CriterionFactory(name_ar="القيادة", name_en="Leadership")
    SeatFactory()
    seat = SeatFactory(alternate=UserFactory())
    if by == "service":
        ServiceFactory(person=seat.representative).criteria.add(criterion)
    elif by == "alternate":
        ServiceFactory(person=seat.alternate).criteria.add(criterion)
    else:
        skill = "القيادة" if "Arabic" in by else "leadership"
        Profile.objects.create(person=seat.representative, skills=[skill])

    experts = [one.seat for one in candidates(criterion, kit.today()) if one.is_expert]

    assert experts == [seat]


def test_a_request_is_assigned_at_once_with_its_reasons():
    criterion = CriterionFactory(name_en="Leadership")
    SeatFactory()
    expert = SeatFactory()
    ServiceFactory(person=expert.representative).criteria.add(criterion)
    ReviewFactory(assigned_to=expert)

    review = ask(criterion=criterion)

    turn = review.assignments.get()
    assert (review.assigned_to, turn.seat) == (expert, expert)
    with translation.override("en"):
        assert assignment.reasons(turn, criterion) == [
            "Its people know this criterion: Leadership.",
            "1 other review waited for it then.",
            "It had not been asked before.",
        ]


def test_days_are_counted_by_the_working_calendar_with_holidays():
    seat = SeatFactory()
    holiday = add_working(kit.today(), 7)
    Holiday.objects.filter(on__range=(kit.today(), kit.today() + LATE)).delete()
    Holiday.objects.create(on=holiday, name_ar="عطلة", name_en="Holiday", province=seat.province)

    turn = ask().assignments.get()

    free = Holiday.objects.free_days(seat.province)
    assert turn.remind_on == add_working(holiday, 1, free)
    assert turn.lapses_on == add_working(kit.today(), 10, free)


def test_a_seat_that_cannot_judge_passes_it_on_and_never_gets_it_back():
    first, second = SeatFactory(), SeatFactory()
    review = ask()
    assert review.assigned_to == first

    actions.cannot(review=review, by=first.representative, ending=Ending.CONFLICT, note="شقيقي كتبه")

    review.refresh_from_db()
    assert review.assigned_to == second
    asked = Delivery.objects.order_by("pk").values_list("address", flat=True)
    assert list(asked) == [first.representative.email, second.representative.email]
    assert not rules.may_decide(first.representative, review)
    assert AuditEvent.objects.filter(verb="review.conflict", actor=first.representative).exists()
    actions.cannot(review=review, by=second.representative, ending=Ending.ABSENCE, note="إجازة")
    review.refresh_from_db()
    assert review.assigned_to is None
    assert review.offered_at


def test_only_the_assigned_seat_passes_it_on_and_says_why():
    first, second = SeatFactory(), SeatFactory()
    review = ask()

    with pytest.raises(PermissionDenied):
        actions.cannot(review=review, by=second.representative, ending=Ending.ABSENCE, note="x")
    with pytest.raises(ValidationError):
        actions.cannot(review=review, by=first.representative, ending=Ending.ABSENCE, note=" ")

    assert review.assignments.get().ended_at is None


def test_a_request_without_a_seat_waits_two_working_days_then_everybody_hears_of_it():
    helper, review = staff(), ask()

    early = actions.tend(on=review.assign_by_on - datetime.timedelta(days=1))
    in_time = [actions.tend(on=review.assign_by_on), actions.tend(on=review.assign_by_on)]

    review.refresh_from_db()
    assert (early, in_time) == (0, [1, 0])
    assert review.offered_at
    assert Notice.objects.get(key=f"review:{review.pk}:offered:{review.assign_by_on}").person == helper


def test_a_seat_that_opens_later_gets_what_waits():
    review = ask()
    seat = SeatFactory()

    counts = [actions.tend(on=kit.today()), actions.tend(on=kit.today())]

    review.refresh_from_db()
    assert counts == [1, 0]
    assert review.assigned_to == seat


def test_a_seat_that_falls_vacant_passes_it_on():
    first, second = SeatFactory(), SeatFactory()
    review = ask()
    first.until_on = kit.today()
    first.save()

    same_day, next_day = (actions.tend(on=kit.today() + datetime.timedelta(days=n)) for n in (0, 1))

    review.refresh_from_db()
    assert (same_day, next_day) == (0, 1)
    assert review.assigned_to == second
    assert review.assignments.get(seat=first).ending == Ending.VACANT


def brought_to_mind(on):
    return remind(on=on, only=["committee.reviews"])


def test_reminded_at_seven_passed_on_at_ten_and_the_chair_is_told():
    editor = UserFactory()
    TermFactory(province=ProvinceFactory()).editors.add(editor)
    first, second = SeatFactory(), SeatFactory()
    review = ask()
    turn = review.assignments.get()

    reminded = [brought_to_mind(turn.remind_on), brought_to_mind(turn.remind_on)]
    assert reminded == [1, 0]
    assert actions.tend(on=turn.remind_on) == 0
    letters = Delivery.objects.values_list("address", flat=True)
    assert list(letters) == [first.representative.email] * 2
    turn.refresh_from_db()
    before = actions.tend(on=turn.lapses_on - datetime.timedelta(days=1))
    passed = [actions.tend(on=turn.lapses_on), actions.tend(on=turn.lapses_on)]

    review.refresh_from_db()
    assert (before, passed[0]) == (0, 1)
    assert review.assigned_to == second
    assert review.assignments.get(seat=first).ending == Ending.NO_ANSWER
    assert Notice.objects.filter(person=editor, key=f"review:{review.pk}:lapsed:{turn.pk}").count() == 1


def test_a_run_that_comes_very_late_reminds_first_and_leaves_three_working_days():
    SeatFactory()
    review = ask()
    late = next_working(kit.today() + LATE)

    assert actions.tend(on=late) == 0  # what was not brought to mind does not pass on
    counts = [brought_to_mind(late), brought_to_mind(late), actions.tend(on=late)]

    turn = review.assignments.get()
    assert counts == [1, 0, 0]
    assert turn.ended_at is None
    assert turn.lapses_on >= late + datetime.timedelta(days=3)


def test_staff_hand_a_review_to_a_seat_that_may_decide():
    helper, own = staff(), ProvinceFactory()
    first, second, mine = SeatFactory(), SeatFactory(), SeatFactory(province=own)
    review = ask(own)

    with pytest.raises(ValidationError):
        actions.hand_to(review=review, seat=mine, by=helper)
    with pytest.raises(PermissionDenied):
        actions.hand_to(review=review, seat=second, by=first.representative)
    actions.hand_to(review=review, seat=second, by=helper)

    review.refresh_from_db()
    assert review.assigned_to == second
    assert review.assignments.get(seat=first).ending == Ending.HANDED_ON


@pytest.mark.django_db(transaction=True)
def test_two_tasks_at_once_assign_once():
    review = ask()
    seat, _other = SeatFactory(), SeatFactory()
    counts = []

    def run():
        counts.append(actions.tend(on=kit.today()))
        connection.close()

    first, second = threading.Thread(target=run), threading.Thread(target=run)
    with transaction.atomic():
        Seat.objects.select_for_update().get(pk=seat.pk)
        first.start()
        eventually(waiting)  # it has the review and waits for the seats
        second.start()
        second.join(30)
    first.join(30)

    assert counts == [0, 1]
    assert review.assignments.count() == 1


@pytest.mark.django_db(transaction=True)
def test_decided_and_passed_on_at_once_is_one_of_the_two(subject):
    first, _second = SeatFactory(), SeatFactory()
    review = ask()

    answers = at_once(
        lambda: actions.decide(review=review, by=first.representative, outcome=Outcome.APPROVED),
        lambda: actions.cannot(review=review, by=first.representative, ending=Ending.ABSENCE, note="x"),
        held=review,
    )

    found = Review.objects.get(pk=review.pk)
    was_refused = [isinstance(answer, Exception) for answer in answers]
    if found.outcome and found.assigned_to == first:
        assert was_refused == [False, True]
        assert len(subject) == 1
    else:  # passed on first; a holder who is merely absent may still decide
        assert found.assignments.count() == 2
        assert was_refused == [False, False]
