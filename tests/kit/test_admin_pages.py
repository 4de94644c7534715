"""The admin in a real browser: axe finds nothing, nothing overflows, pickers and the editor have names."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.library import RevisionFactory
from tests.factories.members import ProvinceFactory, ServiceFactory, UserFactory
from tests.factories.members_teams import HolidayFactory
from tests.gates.axe import violations
from tests.servers import open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Keys move the caret once the editor has heard of it, which takes as long as it takes.
CARET_AT_THE_END = """element => {
  const editor = element.ckeditorInstance;
  editor.model.change((writer) => writer.setSelection(editor.model.document.getRoot(), "end"));
  editor.editing.view.focus();
}"""
PAGES = [
    "",
    "members/service/{service}/change/",
    "members/service/{service}/history/",
    "members/holiday/{holiday}/delete/",
    "members/holiday/import/",
    "members/service/export/",
    "auth/group/add/",
    "django_celery_beat/clockedschedule/add/",
    "django_celery_beat/periodictask/add/",
    "password_change/",
]


@pytest.fixture
def rows():
    service = ServiceFactory(team__province=ProvinceFactory(name_ar="بابل", name_en="Babil"))
    ServiceFactory.create_batch(3)
    service.from_on = service.from_on.replace(year=2010)
    service.save()
    holiday = HolidayFactory(on=service.from_on)
    return {"service": service.pk, "revision": RevisionFactory().pk, "holiday": holiday.pk}


@pytest.fixture
def staff_page(browser, live_server, rows):
    """A page of the admin, signed in; axe and console stay silent on each that was opened."""
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    opened = []

    def open_admin(language, width):
        page = open_page(browser, live_server.url, language=language, width=width)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        opened.append(page)
        return page

    yield open_admin
    for page in opened:
        page.context.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_everybody_can_work_in_the_admin(staff_page, rows, language):
    page = staff_page(language, 1280)
    faults = {}
    for address in PAGES:
        address = f"/{language}/admin/{address.format(**rows)}"
        assert page.goto(address).status == 200, address
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 844})
            found = violations(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append("wider than the screen")
            if found:
                faults[address, width] = found

    assert not faults
    assert not page.faults


def test_the_editor_comes_when_asked_for_and_is_saved(staff_page, rows):
    page = staff_page("ar", 1280)
    page.goto(f"/ar/admin/library/revision/{rows['revision']}/change/")
    area = page.locator("#id_body_ar")
    area.fill("أول فقرة\n\nثاني فقرة")

    page.locator(".rich-text", has=area).get_by_role("button").click()
    editor = page.locator(".ck-content").first
    editor.wait_for()

    assert editor.locator("p").all_inner_texts() == ["أول فقرة", "ثاني فقرة"]
    assert editor.get_attribute("dir") == "rtl"
    assert violations(page) == []
    editor.evaluate(CARET_AT_THE_END)
    editor.press("Enter")
    page.keyboard.type("## ")
    page.keyboard.type("عنوان")
    page.locator("[name=_continue]").click()
    page.wait_for_load_state()
    assert "عنوان</h2>" in page.locator("#id_body_ar").input_value()
    assert not page.faults


def test_select_all_of_an_export_works(staff_page):
    page = staff_page("en", 1280)
    page.goto("/en/admin/members/service/export/")
    chosen = page.locator(".selectable-field-export-row input:checked")
    before = chosen.count()

    page.get_by_label("Select all").first.uncheck()

    assert before > 3
    assert chosen.count() == 0
