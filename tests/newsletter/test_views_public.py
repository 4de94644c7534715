"""What readers see: the archive, an edition, the feed, subscribing."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils.translation import override

from mailing.models import Delivery, Subscription
from tests.factories.mailing import SubscriptionFactory
from tests.factories.newsletter import EditionFactory, in_the_archive, sent

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
ARCHIVE_QUERIES = 2
EDITION_QUERIES = 4


def address(name, *args, language="ar"):
    with override(language):
        return reverse(f"newsletter:{name}", args=args)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_archive_lists_what_was_sent(client, language):
    edition = sent(title_ar="إجازة البناء", title_en="Building permits")
    draft = EditionFactory()

    page = client.get(address("archive", language=language)).content.decode()

    assert edition.headline(language) in page
    assert draft.headline(language) not in page
    assert f"/feeds/newsletter.{language}.xml" in page


def test_an_empty_archive_invites(client):
    assert address("subscribe") in client.get(address("archive")).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_archive_asks_the_same_of_the_database_for_1_and_for_30(client, count, django_assert_num_queries):
    in_the_archive(count)

    with django_assert_num_queries(ARCHIVE_QUERIES):
        client.get(address("archive"))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_edition_has_its_page_with_what_the_letter_holds(client, language):
    edition = sent()

    page = client.get(address("edition", edition.number, language=language)).content.decode()

    for entry in edition.entries.all():
        assert getattr(entry, f"title_{language}") in page
    assert f'property="og:title" content="{edition.headline(language)}"' in page
    assert 'property="og:type" content="article"' in page


@pytest.mark.parametrize("entries", [1, 30])
def test_an_edition_asks_the_same_of_the_database_for_1_and_for_30_entries(
    client, entries, django_assert_num_queries
):
    from tests.factories.newsletter import with_item

    edition = sent()
    for _n in range(entries):
        with_item(edition)

    with django_assert_num_queries(EDITION_QUERIES):
        client.get(address("edition", edition.number))


def test_what_was_not_sent_has_no_public_page(client):
    edition = EditionFactory()

    assert client.get(address("edition", edition.number)).status_code == 404


def test_editions_lead_to_their_neighbours(client):
    first, second, third = sent(number=1), sent(number=2), sent(number=3)

    page = client.get(address("edition", second.number)).content.decode()

    assert f'rel="prev" href="{address("edition", first.number)}"' in page
    assert f'rel="next" href="{address("edition", third.number)}"' in page


@pytest.mark.parametrize(("language", "title"), [("ar", "إجازة البناء"), ("en", "Building permits")])
def test_the_feed_speaks_its_language(client, language, title):
    edition = sent(title_ar="إجازة البناء", title_en="Building permits", welcome_en="Tom & Zahra")

    response = client.get(f"/feeds/newsletter.{language}.xml")

    feed = ElementTree.fromstring(response.content)
    assert response["Content-Type"].startswith("application/atom+xml")
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == language
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == title
    assert entry.find(f"{ATOM}link").attrib["href"].endswith(f"/{language}/newsletter/{edition.number}/")
    assert feed.find(f"{ATOM}link[@rel='self']").attrib["href"].endswith(f"/feeds/newsletter.{language}.xml")


def test_there_is_no_feed_in_a_language_that_we_do_not_write(client):
    assert client.get("/feeds/newsletter.de.xml").status_code == 404


@pytest.mark.parametrize("language", ["ar", "en"])
def test_asking_to_subscribe_sends_one_mail_to_confirm_and_keeps_the_words(client, language):
    form = {"email": "Zahra@Babil.example", "language": language}
    page = client.get(address("subscribe", language=language)).content.decode()

    response = client.post(address("subscribe", language=language), form)

    wish = Subscription.objects.get()
    assert response["Location"] == address("asked", language=language)
    assert (wish.address, wish.language, wish.is_active) == ("Zahra@babil.example", language, False)
    assert wish.consent_text in page
    assert wish.consent_source.endswith(address("subscribe", language=language))
    assert Delivery.objects.count() == 1
    assert client.get(response["Location"]).status_code == 200


def test_the_same_answer_for_known_and_unknown_addresses(client):
    SubscriptionFactory(address="known@babil.example")

    known, unknown = (
        client.post(address("subscribe"), {"email": f"{name}@babil.example", "language": "ar"})
        for name in ("known", "unknown")
    )

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_a_program_that_fills_every_field_gets_the_same_answer_and_nothing_happens(client):
    form = {"email": "bot@spam.example", "language": "ar", "website": "https://spam.example"}

    response = client.post(address("subscribe"), form)

    assert response["Location"] == address("asked")
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("email", ["", "ali@", "ali@babil"])
def test_what_is_no_address_is_said_above_the_field_and_kept(client, email):
    response = client.post(address("subscribe"), {"email": email, "language": "ar"})

    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    assert f'value="{email}"' in response.content.decode() or not email
    assert not Subscription.objects.exists()


def test_asking_too_often_is_refused(client):
    answers = [
        client.post(address("subscribe"), {"email": f"reader{n}@babil.example", "language": "ar"}).status_code
        for n in range(11)
    ]

    assert answers == [302] * 10 + [429]
    assert Subscription.objects.count() == 10
