"""Pages of members on a phone: a refusal is seen however long the page is, a long name clips nothing."""

import pytest
from django.conf import settings
from django.test import Client

import kit
from tests.factories.committee import SeatFactory
from tests.factories.members import ServiceFactory, member, waiting
from tests.factories.members_messages import MessageFactory
from tests.servers import open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]
WIDTH = 390
WIDTH_OF_WORDS = """element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect().width;
}"""


@pytest.fixture
def phone(browser, live_server):
    """open(person, **options): the person's phone, in English."""
    opened = []

    def open_as(person, **options):
        client = Client()
        client.force_login(person)
        page = open_page(browser, live_server.url, language="en", width=WIDTH, **options)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        page.context.add_cookies([cookie])
        opened.append(page)
        return page

    yield open_as
    for page in opened:
        page.context.close()


@pytest.mark.parametrize("has_script", [True, False])
def test_the_first_fault_is_seen_and_its_field_has_the_focus(phone, has_script):
    service = ServiceFactory()
    application = waiting(service.person, service.team.province, submitted_at=kit.now())
    page = phone(SeatFactory(representative=member()).representative, java_script_enabled=has_script)
    page.goto(f"/en/members/applications/{application.pk}/")
    page.locator("main form:has([name=decision]) button[type=submit]").click()

    fault = page.locator("main .errorlist")
    fault.wait_for()
    if has_script:
        page.wait_for_function("() => document.activeElement.name === 'decision'")

    box = fault.bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"] - box["height"]


def test_a_long_name_leaves_room_for_the_day_of_a_message(phone):
    reader = member()
    MessageFactory(sender=member(name_ar=f"Abdulrahman {'Wolfeschlegelsteinhausen' * 4}"), recipient=reader)
    page = phone(reader)

    page.goto("/en/members/messages/")

    words = page.locator("main time").evaluate(WIDTH_OF_WORDS)
    box = page.locator("main time").bounding_box()
    row = page.locator("main .talks__row").bounding_box()
    assert box["x"] + words <= row["x"] + row["width"]
