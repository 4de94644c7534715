"""Editions at each step of their way for tests."""

import datetime

import factory

import kit
from kit.quarter import Quarter
from newsletter import actions
from newsletter.models import Edition, Entry, ReaderImport, ReaderRow, Section
from tests.factories import library
from tests.factories.chairs import TermFactory
from tests.factories.committee import approve
from tests.factories.members import ProvinceFactory, TeamFactory, UserFactory, staff

MONTH = datetime.date(2026, 11, 1)


class EditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Edition

    number = factory.Sequence(lambda n: n + 1)
    month = factory.Sequence(lambda n: datetime.date(1900 + n // 12, n % 12 + 1, 1))
    province = factory.SubFactory(ProvinceFactory)
    title_ar = factory.Sequence(lambda n: f"إجازة البناء في {n} يوماً")
    title_en = factory.Sequence(lambda n: f"Building permits in {n} days")
    welcome_ar = "أهلاً بكم في هذا العدد."
    welcome_en = "Welcome to this edition."
    created_by = factory.SubFactory(UserFactory)


class EntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Entry

    edition = factory.SubFactory(EditionFactory)
    section = Section.EVENTS
    position = factory.Sequence(lambda n: n + 1)
    title_ar = factory.Sequence(lambda n: f"ورشة {n}")
    title_en = factory.Sequence(lambda n: f"Workshop {n}")
    text_ar = "بقي ١٤ مقعداً."
    text_en = "14 seats left."
    url = "https://events.example/12"


class ReaderImportFactory(factory.django.DjangoModelFactory):
    """Two new addresses, shown and not confirmed."""

    class Meta:
        model = ReaderImport
        skip_postgeneration_save = True

    by = factory.SubFactory(UserFactory, is_staff=True)
    name = "قائمة الحضور.xlsx"
    consent = "أوافق على أن تصلني النشرة."
    source = "ورشة الحلة"
    agreed_on = datetime.date(2026, 3, 1)
    result = factory.LazyFunction(lambda: {"new": 2})

    @factory.post_generation
    def rows(self, create, extracted, **given):
        for number, address in enumerate(extracted or ("first@reader.example", "second@reader.example"), 2):
            row = {"written": address, "address": address, "language": "ar", "fate": ReaderRow.Fate.NEW}
            self.rows.create(number=number, **row)


def with_item(edition, item=None, section=Section.SUCCESSES, **fields):
    """An entry that leads to a published item."""
    item = item or library.published(province=edition.province)
    revision = item.published_revision
    words = {
        "title_ar": revision.title_ar,
        "title_en": revision.title_en,
        "text_ar": revision.summary_ar,
        "text_en": revision.summary_en,
    }
    return EntryFactory(edition=edition, item=item, section=section, url="", **(words | fields))


def editor(month=MONTH, **fields):
    """A chair editor of the quarter in which the month lies."""
    person = UserFactory(**fields)
    quarter = Quarter.of(month)
    term = TermFactory._meta.model.objects.filter(quarter=quarter).first() or TermFactory(quarter=quarter)
    term.editors.add(person)
    return person


def released(**fields):
    """An edition with one item and one piece of news, released by a representative of another province."""
    edition = fields.pop("edition", None) or EditionFactory(**fields)
    TeamFactory(province=edition.province)
    with_item(edition)
    EntryFactory(edition=edition)
    review = actions.request_review(edition=edition, by=staff())
    approve(review)
    return Edition.objects.get(pk=edition.pk)


def sent(**fields):
    """A released edition whose mailing has started."""
    edition = released(**fields)
    actions.send(edition=edition, by=None)
    return Edition.objects.get(pk=edition.pk)


def in_the_archive(count):
    """Editions on the public list, every foreign key different; no letters are written for them."""
    from tests.factories.committee import ReviewFactory
    from tests.factories.mailing import SendingMailingFactory

    for _n in range(count):
        review = ReviewFactory(kind=actions.REVIEW_KIND)
        EditionFactory(review=review, released_at=kit.now(), mailing=SendingMailingFactory())
