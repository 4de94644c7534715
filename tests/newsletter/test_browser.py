"""In a real browser: totals that move by themselves, and a letter that stays in its frame."""

import pytest
from django.conf import settings
from django.test import Client

import kit
from mailing.models import Delivery
from tests.factories.mailing import DeliveryFactory
from tests.factories.members import staff
from tests.factories.newsletter import EditionFactory, sent, with_item
from tests.servers import eventually, open_page

PATIENCE = 60_000  # milliseconds: a busy machine asks late, yet it asks
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(browser, live_server):
    """A page in which a person of staff is signed in; it fails on any console error."""
    opened = []

    def open_as(person, language="ar", **options):
        client = Client()
        client.force_login(person)
        page = open_page(browser, live_server.url, language=language, **options)
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                }
            ]
        )
        opened.append(page)
        return page

    yield open_as
    faults = [fault for page in opened for fault in page.faults]
    for page in opened:
        page.context.close()
    assert not faults


def test_totals_move_by_themselves_while_letters_leave(desk):
    edition = sent()
    deliveries = [DeliveryFactory(mailing=edition.mailing) for _n in range(4)]
    page = desk(staff(), "en")
    page.goto(f"/en/newsletter/{edition.number}/sending/")
    assert page.get_by_text("0 of 4 sent").is_visible()

    Delivery.objects.filter(pk__in=[d.pk for d in deliveries[:3]]).update(state="sent", sent_at=kit.now())

    page.get_by_text("3 of 4 sent").wait_for(timeout=PATIENCE)
    Delivery.objects.update(state="sent", sent_at=kit.now())
    page.get_by_text("4 of 4 sent").wait_for(timeout=PATIENCE)
    eventually(lambda: not page.locator("[data-hx-trigger]").count(), 60)


def test_without_scripts_the_totals_have_a_link_to_look_again(desk):
    edition = sent()
    DeliveryFactory(mailing=edition.mailing)
    page = desk(staff(), "en", java_script_enabled=False)
    page.goto(f"/en/newsletter/{edition.number}/sending/")
    Delivery.objects.update(state="sent", sent_at=kit.now())

    page.get_by_role("link", name="Look again").click()

    assert page.get_by_text("1 of 1 sent").is_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_letter_is_seen_in_its_frame_right_way_round(desk, language):
    edition = EditionFactory()
    with_item(edition)
    page = desk(staff(), language, width=1280)
    page.goto(f"/{language}/newsletter/{edition.number}/preview/")

    heading = page.frame_locator("iframe").first.get_by_role("heading", level=1)

    assert heading.inner_text() == edition.headline(language)
    direction = heading.evaluate("element => getComputedStyle(element).direction")
    assert direction == ("rtl" if language == "ar" else "ltr")
    assert heading.evaluate("element => getComputedStyle(element).fontWeight") == "700"
