"""What a person's page says of their work for the newsletter and for a chairing province."""

import pytest

import kit
from chairs.deeds import deeds as chair_deeds
from chairs.models import Term
from kit.quarter import Quarter
from newsletter.deeds import deeds
from newsletter.models import Edition
from tests.factories.chairs import TermFactory
from tests.factories.members import UserFactory
from tests.factories.newsletter import EditionFactory, in_the_archive, sent

pytestmark = pytest.mark.django_db


def test_an_edition_that_readers_got_is_a_deed():
    author = UserFactory()
    edition = sent(created_by=author)
    EditionFactory(created_by=author)

    (deed,) = deeds([author])[author.pk]

    assert deed.title == edition.headline()
    assert deed.path == f"newsletter/{edition.number}/"


@pytest.mark.parametrize("count", [1, 30])
def test_one_question_however_many_editors(count, django_assert_num_queries):
    in_the_archive(count)
    people = list(Edition.objects.values_list("created_by", flat=True))

    with django_assert_num_queries(1):
        done = deeds(people)

    assert set(done) == set(people)
    assert len(done) == count


def test_terms_that_have_begun_are_deeds():
    person, now = UserFactory(), Quarter.of(kit.today())
    for quarter, state in (
        (now, Term.State.ACTIVE),
        (now.previous, Term.State.COMPLETED),
        (now.next, Term.State.ACCEPTED),
    ):
        TermFactory(quarter=quarter, state=state).editors.add(person)
    skipped = TermFactory(quarter=now.plus(-2), state=Term.State.SKIPPED, skip_reason="لا")
    skipped.editors.add(person)

    done = chair_deeds([person])[person.pk]

    assert {deed.on for deed in done} == {now.first, now.previous.first}
    assert any(now.label in deed.title for deed in done)


@pytest.mark.parametrize("count", [1, 30])
def test_one_question_however_many_terms(count, django_assert_num_queries):
    people, now = UserFactory.create_batch(count), Quarter.of(kit.today())
    for number, person in enumerate(people):
        TermFactory(quarter=now.plus(-number)).editors.add(person)

    with django_assert_num_queries(1):
        done = chair_deeds(people)

    assert len(done) == count
