"""What must never be false of an edition and its entries."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

import kit
from newsletter.models import Edition, Section
from tests.factories import library
from tests.factories.committee import ReviewFactory
from tests.factories.members import ProvinceFactory
from tests.factories.newsletter import EditionFactory, EntryFactory, in_the_archive, with_item

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"month": datetime.date(2026, 11, 2)}, "Give the first day of the month."),
        ({"released_at": kit.now()}, "Only a review releases an edition."),
        ({"send_at": kit.now()}, "Only a released edition can be scheduled."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_by_the_database(fields, sentence):
    edition = EditionFactory()
    for name, value in fields.items():
        setattr(edition, name, value)

    with override("en"), pytest.raises(ValidationError, match=sentence):
        edition.full_clean()
    with transaction.atomic(), pytest.raises(IntegrityError):
        Edition.objects.filter(pk=edition.pk).update(**fields)


def test_a_mailing_needs_a_release():
    from tests.factories.mailing import MailingFactory

    with pytest.raises(IntegrityError):
        EditionFactory(mailing=MailingFactory())


@pytest.mark.parametrize("field", ["month", "number"])
def test_months_and_numbers_are_unique(field):
    first = EditionFactory()

    with pytest.raises(IntegrityError):
        EditionFactory(**{field: getattr(first, field)})


def test_an_item_stands_once_in_an_edition():
    edition = EditionFactory()
    entry = with_item(edition)

    with override("en"), pytest.raises(ValidationError, match="This item already stands in the edition."):
        EntryFactory.build(edition=edition, item=entry.item).full_clean()
    with pytest.raises(IntegrityError):
        with_item(edition, entry.item)


def test_an_entry_has_a_title_in_one_language():
    EntryFactory(title_ar="")

    with pytest.raises(IntegrityError):
        EntryFactory(title_ar="", title_en="")


def test_the_state_follows_the_facts():
    edition = EditionFactory()
    states = [edition.state]
    edition.review = ReviewFactory()
    states.append(edition.state)
    edition.review.outcome = "changes"
    states.append(edition.state)
    edition.review.outcome, edition.released_at = "approved", kit.now()
    states.append(edition.state)
    edition.send_at = kit.now()
    states.append(edition.state)

    assert states == ["draft", "submitted", "returned", "released", "scheduled"]
    assert [state in ("draft", "returned") for state in states] == [True, False, True, False, False]


def test_without_a_title_month_and_province_stand_for_it():
    province = ProvinceFactory(name_ar="نينوى", name_en="Ninewa")
    edition = EditionFactory(title_ar="", title_en="", month=datetime.date(2026, 11, 1), province=province)

    assert edition.headline("en") == "November 2026: Ninewa"
    assert edition.headline("ar") == "تشرين الثاني ٢٠٢٦: نينوى"
    edition.province = None
    assert edition.headline("en") == "November 2026"


def test_a_title_in_one_language_is_shown_in_the_other():
    edition = EditionFactory(title_en="")

    assert edition.headline("en") == edition.title_ar
    assert edition.headline("en").is_other


def test_due_is_released_unsent_and_its_hour_has_come():
    now, review = kit.now(), ReviewFactory()
    due = EditionFactory(review=review, released_at=now, send_at=now)
    EditionFactory(review=ReviewFactory(), released_at=now, send_at=now + datetime.timedelta(minutes=1))
    EditionFactory(review=ReviewFactory(), released_at=now)
    in_the_archive(1)

    assert list(Edition.objects.due(now)) == [due]


def test_the_archive_holds_what_was_started_and_nothing_else():
    EditionFactory()
    in_the_archive(2)

    assert Edition.objects.public().count() == 2
    assert Edition.objects.in_work().count() == 1


def test_entries_whose_item_is_closed_are_not_shown():
    edition = EditionFactory()
    news = EntryFactory(edition=edition)
    EntryFactory(edition=edition, removed_at=kit.now())
    with_item(edition, library.published(is_public=False), section=Section.PICKS)

    assert list(edition.entries.shown()) == [news]
