"""In a real browser: a search box that suggests, by keyboard and mouse; a draft that survives a cut line."""

import pytest
from django.conf import settings
from django.test import Client

from library import actions
from library.models import Kind, Revision
from tests.factories.library import published
from tests.factories.members import member
from tests.gates.axe import violations
from tests.servers import eventually, open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]
ACTIVE = "document.activeElement.getAttribute('aria-activedescendant')"


def test_suggestions_by_keyboard_and_by_mouse(page):
    published(title_ar="مناقصات البلدية", summary_ar="")
    published(title_ar="أرشيف المناقصات", summary_ar="")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/ar/library/")
    box = page.locator("#q")
    box.press_sequentially("مناقص")
    options = page.locator("[role=option]")
    options.first.wait_for()
    assert options.all_inner_texts()[0] in ("مناقصات", "المناقصات")
    assert box.get_attribute("aria-expanded") == "true"
    assert "اقتراح" in page.locator(".suggest [role=status]").inner_text()
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box.press("ArrowDown")
    assert page.evaluate(ACTIVE) == options.first.get_attribute("id")
    assert options.first.get_attribute("aria-selected") == "true"
    box.press("Escape")
    assert options.count() == 0 or not options.first.is_visible()
    assert box.input_value() == "مناقص"
    box.press("ArrowDown")
    options.first.wait_for()
    chosen = options.filter(has_text="مناقصات البلدية")
    chosen.click()
    page.wait_for_url("**q=*")
    eventually(lambda: page.locator("mark").count() > 0)
    assert box.input_value() == "مناقصات البلدية"
    assert not options.first.is_visible()
    box.fill("")
    box.press_sequentially("أرش")
    options.first.wait_for()
    box.press("ArrowDown")
    chosen = box.input_value()
    box.press("Enter")
    eventually(lambda: chosen in page.locator("#q").input_value() and page.locator(".result").count() == 1)


@pytest.fixture
def writing(browser, live_server):
    """A page of somebody who writes a draft, and the draft."""
    author = member(language="en")
    draft = actions.start_draft(by=author, kind=Kind.TOOL, title_en="One window", province=None)
    client = Client()
    client.force_login(author)
    page = open_page(browser, live_server.url, language="en", width=390)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    page.goto(f"/en/library/{draft.item_id}/edit/")
    yield page, draft
    page.context.close()


def title():
    return Revision.objects.get().title_en


def test_a_draft_survives_a_cut_line(writing):
    page, _draft = writing
    state = page.locator("[data-autosave-state]")
    page.fill("[name=title_en]", "Two windows")
    eventually(lambda: state.inner_text().startswith("Saved at "))
    assert title() == "Two windows"

    page.context.set_offline(True)
    page.fill("[name=title_en]", "Three windows")
    eventually(lambda: "no line" in state.inner_text())
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("history.length && setTimeout(() => location.reload(), 0)")
    eventually(lambda: page.evaluate("1") and asked == ["beforeunload"])
    assert page.input_value("[name=title_en]") == "Three windows"
    assert title() == "Two windows"

    page.context.set_offline(False)
    eventually(lambda: state.inner_text().startswith("Saved at "))
    assert title() == "Three windows"
    page.click("button[name=then][value=save]")
    page.wait_for_load_state()
    eventually(lambda: "Saved. Only you see it" in page.content())


def test_a_second_window_is_told_and_overwrites_nothing(writing):
    page, draft = writing
    other = page.context.new_page()
    other.goto(page.url)
    other.fill("[name=title_en]", "Of the other window")
    eventually(lambda: title() == "Of the other window")
    page.fill("[name=title_en]", "Of this window")
    state = page.locator("[data-autosave-state]")
    eventually(lambda: "another window" in state.inner_text())
    assert title() == "Of the other window"
    page.click("button[name=then][value=save]")
    eventually(lambda: "data-is-changed" in page.content())
    assert page.input_value("[name=title_en]") == "Of this window"
    page.click("button[name=then][value=save]")
    eventually(lambda: title() == "Of this window")
    assert Revision.objects.get(pk=draft.pk).saves >= 3
