"""The desk of a representative and the page of a review."""

import pytest

from committee.models import Outcome
from tests.factories.committee import ReviewFactory, SeatFactory
from tests.factories.members import CriterionFactory, ProvinceFactory, UserFactory, member, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(client):
    seat = SeatFactory(alternate=UserFactory())
    client.force_login(seat.representative)
    return seat


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_desk_shows_other_provinces_reviews_alone(client, seat, language):
    mine, other = ReviewFactory(province=seat.province), ReviewFactory()

    page = client.get(f"/{language}/committee/").content.decode()

    assert f"/committee/reviews/{other.pk}/" in page
    assert f"/committee/reviews/{mine.pk}/" not in page


def test_the_desk_is_for_holders_of_a_seat(client):
    client.force_login(member())

    assert client.get("/ar/committee/").status_code == 403


@pytest.mark.parametrize("count", [1, 30])
def test_the_desk_asks_the_same_of_the_database(client, seat, count, django_assert_num_queries):
    for _ in range(count):
        ReviewFactory(province=ProvinceFactory(), criterion=CriterionFactory(), requested_by=UserFactory())

    with django_assert_num_queries(15):
        client.get("/ar/committee/")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("who", ["representative", "alternate"])
def test_deciding_on_the_page(client, seat, who, language):
    client.force_login(getattr(seat, who))
    review = ReviewFactory()

    done = client.post(f"/{language}/committee/reviews/{review.pk}/", {"outcome": "approved", "comment": ""})

    review.refresh_from_db()
    assert done.status_code == 302
    assert (review.outcome, review.decided_by) == (Outcome.APPROVED, getattr(seat, who))


def test_asking_for_changes_without_words_keeps_the_form(client, seat):
    review = ReviewFactory()

    answer = client.post(f"/ar/committee/reviews/{review.pk}/", {"outcome": "changes", "comment": " "})

    review.refresh_from_db()
    assert answer.status_code == 422
    assert review.is_waiting


def test_a_second_decision_is_told_and_changes_nothing(client, seat):
    review = ReviewFactory()
    client.post(f"/en/committee/reviews/{review.pk}/", {"outcome": "approved"})

    again = client.post(
        f"/en/committee/reviews/{review.pk}/", {"outcome": "declined", "comment": "no"}, follow=True
    )

    review.refresh_from_db()
    assert review.outcome == Outcome.APPROVED
    assert "decided already" in again.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (lambda review: staff(), 200),
        (lambda review: review.requested_by, 200),
        (lambda review: member(), 404),
    ],
    ids=["staff", "who asked", "another member"],
)
def test_who_reads_a_review(client, who, status):
    review = ReviewFactory()
    client.force_login(who(review))

    assert client.get(f"/ar/committee/reviews/{review.pk}/").status_code == status


def test_staff_and_authors_never_decide(client):
    review = ReviewFactory()
    SeatFactory()

    for person in (staff(), review.requested_by):
        client.force_login(person)
        answer = client.post(f"/ar/committee/reviews/{review.pk}/", {"outcome": "approved"})
        assert answer.status_code == 403

    review.refresh_from_db()
    assert review.is_waiting
