"""In a real browser: totals that move by themselves, a letter in its frame, blocks that move, two windows."""

import pytest
from django.conf import settings
from django.test import Client

import kit
from mailing.models import Delivery
from newsletter.models import Edition
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


def test_a_block_moves_in_place_and_its_button_keeps_the_focus(desk):
    edition = EditionFactory()
    blocks = [with_item(edition) for _n in range(3)]
    page = desk(staff(), "en")
    page.goto(f"/en/newsletter/{edition.number}/edit/")
    page.locator("[name=title_en]").fill("Typed before moving")
    button = page.locator(f"#up-{blocks[2].pk}")
    eventually(lambda: page.evaluate("typeof htmx") == "object", 60)

    has_focus = lambda: button.evaluate("element => element === document.activeElement")  # noqa: E731
    button.focus()
    for place in (1, 0):
        eventually(has_focus)  # given back once the new blocks have settled
        page.keyboard.press("Enter")
        shown = page.locator(".block").nth(place)
        eventually(lambda shown=shown: shown.get_attribute("id") == f"entry-{blocks[2].pk}", 60)

    eventually(has_focus)
    assert button.get_attribute("aria-disabled") == "true"
    eventually(lambda: Edition.objects.get().title_en == "Typed before moving")
    assert page.locator("[name=title_en]").input_value() == "Typed before moving"


def test_without_scripts_blocks_move_and_come_back(desk):
    edition = EditionFactory()
    first, second = with_item(edition), with_item(edition)
    page = desk(staff(), "ar", java_script_enabled=False)
    page.goto(f"/ar/newsletter/{edition.number}/edit/")

    page.locator(f"#down-{first.pk}").click()
    assert page.locator(".block").nth(1).get_attribute("id") == f"entry-{first.pk}"
    page.locator(f"#out-{second.pk}").click()
    assert page.locator(".block").count() == 1
    page.locator("#taken-out summary").click()
    page.locator(f"#back-{second.pk}").click()

    assert page.locator(".block").count() == 2


def test_two_windows_are_told_of_each_other(desk):
    edition = EditionFactory()
    pages = [desk(staff(), "en") for _n in range(2)]
    for page in pages:
        page.goto(f"/en/newsletter/{edition.number}/edit/")
    hers, his = pages

    hers.locator("[name=title_en]").fill("Hers")
    hers.get_by_text("Saved at").wait_for(timeout=PATIENCE)
    his.locator("[name=title_en]").fill("His")
    his.get_by_text("has changed other words meanwhile").wait_for(timeout=PATIENCE)
    his.get_by_role("button", name="Save").last.click()
    his.get_by_text("while you were writing").wait_for(timeout=PATIENCE)
    assert "Hers" in his.locator("dl.kv").inner_text()
    assert his.locator("[name=title_en]").input_value() == "His"
    his.get_by_role("button", name="Save my words in their place").click()
    his.get_by_text("Saved.").wait_for(timeout=PATIENCE)

    assert Edition.objects.get().title_en == "His"
    his.faults[:] = [fault for fault in his.faults if "409" not in fault and "422" not in fault]
