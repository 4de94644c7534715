"""What a person's page says of their work in the POCC."""

import datetime

import pytest

import kit
from committee.deeds import deeds
from committee.models import Outcome
from tests.factories.committee import ReviewFactory, SeatFactory
from tests.factories.members import ProvinceFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def decided(by, at=None):
    return ReviewFactory(outcome=Outcome.APPROVED, decided_by=by, decided_at=at or kit.now())


def test_seats_held_are_deeds_even_when_they_have_ended():
    person = UserFactory()
    SeatFactory(representative=person, province=ProvinceFactory(name_ar="بابل"))
    SeatFactory(alternate=person, province=ProvinceFactory(name_ar="واسط"), until_on=kit.today() - DAY)

    done = deeds([person])[person.pk]

    assert {str(deed.title) for deed in done} == {"بابل", "واسط"}
    assert len({deed.kind for deed in done}) == 2


def test_a_seat_that_begins_later_is_no_deed_yet():
    seat = SeatFactory(since_on=kit.today() + DAY)

    assert deeds([seat.representative]) == {}


def test_reviews_are_counted_and_not_named():
    person, day = UserFactory(), datetime.datetime(2026, 11, 1, 22, 30, tzinfo=datetime.UTC)
    subjects = [decided(person, day - DAY), decided(person, day)]
    ReviewFactory()

    (deed,) = deeds([person])[person.pk]

    assert deed.on == datetime.date(2026, 11, 2)
    assert not any(subject.title_ar in deed.title for subject in subjects)
    assert deed.path == ""


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "مراجعة واحدة"), (2, "مراجعتان"), (3, "٣ مراجعات"), (11, "١١ مراجعة"), (100, "١٠٠ مراجعة")],
)
def test_reviews_are_counted_as_arabic_counts(count, words):
    person, province = UserFactory(), ProvinceFactory()
    for _ in range(count):
        ReviewFactory(
            outcome=Outcome.APPROVED,
            decided_by=person,
            decided_at=kit.now(),
            province=province,
        )

    (deed,) = deeds([person])[person.pk]

    assert words in deed.title
    assert deed.times == count


@pytest.mark.parametrize("count", [1, 30])
def test_one_question_however_many_people(count, django_assert_num_queries):
    people = []
    for _ in range(count):
        seat = SeatFactory(alternate=UserFactory())
        people += [seat.representative, seat.alternate]
        decided(seat.representative)

    with django_assert_num_queries(1):
        done = deeds(people)

    assert [len(done[person.pk]) for person in people] == [2, 1] * count
