"""Asking for a review and deciding it."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

import kit
from committee import actions
from committee.models import Outcome
from mailing.models import Delivery
from members.models import AuditEvent
from tests.factories.committee import ReviewFactory, SeatFactory
from tests.factories.members import ProvinceFactory, UserFactory

pytestmark = pytest.mark.django_db


def ask(province, by=None):
    return actions.request_review(
        kind="test.subject",
        title_ar="موضوع",
        title_en="Subject",
        path="library/1/",
        province=province,
        requested_by=by or UserFactory(),
    )


def test_no_seat_of_another_province_leaves_it_unassigned():
    own = SeatFactory()

    assert ask(own.province).assigned_to is None


def test_it_is_due_on_a_working_day():
    review = ask(ProvinceFactory())

    assert review.due_on > kit.today()
    assert review.due_on.weekday() not in (4, 5)


def test_the_assigned_seat_is_told_in_the_same_transaction():
    seat = SeatFactory(representative=UserFactory(language="ar"), alternate=UserFactory(language="en"))

    ask(ProvinceFactory())

    told = set(Delivery.objects.values_list("address", flat=True))
    assert told == {seat.representative.email, seat.alternate.email}


def test_a_decision_is_carried_out_once_and_told_in_the_same_transaction(subject):
    seat, review = SeatFactory(), ReviewFactory()

    actions.decide(review=review, by=seat.representative, outcome=Outcome.APPROVED)

    assert subject == [(review.pk, Outcome.APPROVED)]
    assert Delivery.objects.get().address == review.requested_by.email
    assert AuditEvent.objects.filter(actor=seat.representative, verb="review.approved").exists()


def test_deciding_again_changes_nothing(subject):
    seat, other, review = SeatFactory(), SeatFactory(), ReviewFactory()
    actions.decide(review=review, by=seat.representative, outcome=Outcome.APPROVED)

    with pytest.raises(actions.AlreadyDecided):
        actions.decide(review=review, by=other.representative, outcome=Outcome.DECLINED, comment="لا")

    assert subject == [(review.pk, Outcome.APPROVED)]


def test_one_s_own_province_is_not_decided():
    seat = SeatFactory()
    review = ReviewFactory(province=seat.province)

    with pytest.raises(PermissionDenied):
        actions.decide(review=review, by=seat.representative, outcome=Outcome.APPROVED)


def test_a_refusal_needs_words():
    seat, review = SeatFactory(), ReviewFactory()

    with pytest.raises(ValidationError):
        actions.decide(review=review, by=seat.representative, outcome=Outcome.DECLINED, comment="  ")


def test_an_outcome_that_cannot_be_carried_out_leaves_the_review_open(subject):
    seat = SeatFactory()
    review = ReviewFactory(kind="test.unknown")

    with pytest.raises(LookupError), transaction.atomic():
        actions.decide(review=review, by=seat.representative, outcome=Outcome.APPROVED)

    review.refresh_from_db()
    assert review.is_waiting


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_come_to_one_outcome(subject):
    seats, review = [SeatFactory(), SeatFactory()], ReviewFactory()
    barrier, answers = threading.Barrier(2), []

    def decide(seat, outcome):
        try:
            with transaction.atomic():
                barrier.wait(10)
                actions.decide(review=review, by=seat.representative, outcome=outcome, comment="…")
            answers.append("decided")
        except actions.AlreadyDecided:
            answers.append("late")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=pair)
        for pair in zip(seats, [Outcome.APPROVED, Outcome.CHANGES], strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(answers) == ["decided", "late"]
    assert len(subject) == 1
