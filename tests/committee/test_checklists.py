"""The checklists that stand from the first day: one a kind, until staff write their own."""

import datetime

import pytest
from django.core.exceptions import ValidationError

import kit
from committee import actions
from committee.checklists import make_checklists
from committee.models import Checklist, ChecklistPoint, Outcome, ReviewKind
from tests.factories.committee import ChecklistFactory, SeatFactory, approve
from tests.factories.library import submitted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ReviewKind.values)
def test_each_kind_has_points_from_the_first_day_in_both_languages(kind):
    points = Checklist.objects.in_force(kind, kit.today()).points.all()

    assert [point.position for point in points] == list(range(1, len(points) + 1))
    assert len([point for point in points if point.is_required]) >= 4
    assert all(point.words_ar and point.words_en for point in points)
    assert all(len(point.words_en) <= 60 for point in points)


def test_making_them_again_changes_nothing():
    before = list(ChecklistPoint.objects.order_by("pk").values())

    make_checklists(sender=None)

    assert list(ChecklistPoint.objects.order_by("pk").values()) == before


def test_what_staff_wrote_for_a_kind_stays_alone():
    Checklist.objects.all().delete()
    own = ChecklistFactory(kind=ReviewKind.POST)

    make_checklists(sender=None)

    assert Checklist.objects.get(kind=ReviewKind.POST) == own
    assert Checklist.objects.exclude(pk=own.pk).count() == len(ReviewKind) - 1


def test_a_new_installation_asks_its_reviewers_what_they_found():
    seat, review = SeatFactory(), submitted().review

    with pytest.raises(ValidationError, match="واضح ما الذي أُنجز"):
        actions.decide(review=review, by=seat.representative, outcome=Outcome.APPROVED)
    approve(review, seat)

    assert review.answers.count() == review.checklist.points.count()


def test_a_version_of_staff_follows_the_first_from_its_day():
    own = ChecklistFactory(kind=ReviewKind.ITEM, effective_from=kit.today() + datetime.timedelta(days=2))

    assert Checklist.objects.in_force(ReviewKind.ITEM, kit.today()) != own
    assert Checklist.objects.in_force(ReviewKind.ITEM, own.effective_from) == own
