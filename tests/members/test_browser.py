"""A page that refuses what was sent opens where it says so, however long it is."""

import pytest
from django.conf import settings
from django.test import Client

import kit
from tests.factories.committee import SeatFactory
from tests.factories.members import ServiceFactory, member, waiting
from tests.servers import open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.mark.parametrize("has_script", [True, False])
def test_the_first_fault_is_seen_and_its_field_has_the_focus(browser, live_server, has_script):
    service = ServiceFactory()
    application = waiting(service.person, service.team.province, submitted_at=kit.now())
    client = Client()
    client.force_login(SeatFactory(representative=member()).representative)
    page = open_page(browser, live_server.url, language="en", width=390, java_script_enabled=has_script)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )

    page.goto(f"/en/members/applications/{application.pk}/")
    page.locator("main form:has([name=decision]) button[type=submit]").click()

    fault = page.locator("main .errorlist")
    fault.wait_for()
    if has_script:
        page.wait_for_function("() => document.activeElement.name === 'decision'")
    box, height = fault.bounding_box(), page.viewport_size["height"]
    assert 0 <= box["y"] < height - box["height"]
    page.context.close()
