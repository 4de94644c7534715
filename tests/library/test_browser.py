"""The library in a real browser: files on their way, filters without a new page, no barrier for anyone."""

import pytest
from django.conf import settings
from django.test import Client

from library import actions
from library.models import Item, Kind, Revision
from tests.factories.committee import SeatFactory
from tests.factories.library import docx, published, submitted
from tests.factories.members import CriterionFactory, member
from tests.gates.axe import violations
from tests.servers import eventually, open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture
def signed_in(browser, live_server):
    """open(person, **options): a page of that person; the console stays silent on each but for refusals."""
    opened = []

    def open_as(person, **options):
        client = Client()
        client.force_login(person)
        page = open_page(browser, live_server.url, **options)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        page.context.add_cookies([cookie])
        opened.append(page)
        return page

    yield open_as
    for page in opened:
        page.context.close()
        assert not [fault for fault in page.faults if "422" not in fault]


@pytest.fixture
def papers(tmp_path):
    """A Word file under an Arabic name, and a web page that is refused."""
    good, bad = tmp_path / "قائمة تدقيق.docx", tmp_path / "page.html"
    good.write_bytes(docx("شباك واحد"))
    bad.write_text("<script>alert(1)</script>")
    return good, bad


def test_each_file_is_sent_as_soon_as_it_is_chosen(signed_in, papers):
    page = signed_in(member())
    page.goto("/ar/library/new/")
    page.set_input_files("input[name=files]", papers)
    page.locator("[data-kept]").wait_for()
    refusal = page.locator(".upload--stop .errorlist")
    refusal.wait_for()
    assert "صفحات الويب" in refusal.inner_text()
    assert page.input_value("input[name=files]") == ""
    draft = Revision.objects.get()
    assert [file.name for file in draft.attachments.all()] == ["قائمة تدقيق.docx"]

    page.fill("[name=title_ar]", "قائمة")
    page.click("button[name=then][value=save]")
    page.wait_for_url(f"**/ar/library/{draft.item_id}/edit/")
    assert Revision.objects.get().title_ar == "قائمة"
    page.check("input[name=remove]")
    page.click("button[name=then][value=save]")
    eventually(lambda: not draft.attachments.exists())


def test_handing_in_waits_for_files_on_their_way(signed_in, papers):
    author = member()
    SeatFactory()
    page = signed_in(author, language="en", width=1280)
    page.goto("/en/library/new/")
    page.select_option("[name=kind]", Kind.TEMPLATE)
    for pair in ("title", "summary", "problem", "body"):
        page.fill(f"[name={pair}_en]", "One window")
    page.set_input_files("input[name=files]", [papers[0]])
    page.click("button[name=then][value=submit]")
    page.wait_for_url("**/en/library/mine/")
    revision = Revision.objects.get()
    assert revision.state == Revision.State.SUBMITTED
    assert revision.attachments.count() == 1


def test_a_broken_connection_is_said_in_words(signed_in, papers):
    page = signed_in(member(), language="en")
    page.goto("/en/library/new/")
    page.route("**/tus/", lambda route: route.abort())
    page.set_input_files("input[name=files]", [papers[0]])
    note = page.locator(".upload .meta", has_text="connection broke")
    note.wait_for()
    assert "connection broke" in page.locator("[data-told]").inner_text()
    assert not Item.objects.exists()
    page.unroute("**/tus/")
    page.locator("[data-kept]").wait_for()
    page.faults.clear()


def test_filters_narrow_the_list_in_place(page):
    published(kind=Kind.TOOL, title_ar="أداة المناقصات")
    published(kind=Kind.MANUAL, title_ar="دليل الأرشيف")
    page.goto("/ar/library/")
    page.evaluate("window.isTheSamePage = true")
    page.click(".filters > summary")
    page.check("#kind-tool")
    eventually(lambda: page.locator(".result").count() == 1)
    assert "kind=tool" in page.url
    assert page.evaluate("window.isTheSamePage && document.activeElement.id") == "kind-tool"
    assert page.locator("#chosen").inner_text() == "١"
    page.locator(".tag--on").click()
    page.wait_for_url("**/ar/library/?")
    assert page.locator(".result").count() == 2
    page.fill("#q", "الارشيف")
    page.press("#q", "Enter")
    eventually(lambda: page.locator(".result").count() == 1)
    assert page.locator("mark").inner_text() == "الأرشيف"


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nobody_is_kept_out(signed_in, language, width):
    author = member()
    seat = SeatFactory()
    criterion = CriterionFactory()
    item = published(
        created_by=author, criterion=criterion, files=[{}], results=[{}], body_en="<h2>Steps</h2><p>One.</p>"
    )
    published(criterion=criterion)
    draft = actions.new_version(item=item, by=author)
    actions.save_draft(revision=draft, by=author, title_en="Longer")
    revision = submitted(author)
    pages = [
        (author, f"/{language}/{path}")
        for path in (
            "library/", "library/?q=zzz", "library/new/", "library/mine/", f"library/{item.pk}/",
            f"library/{item.pk}/edit/", f"library/{item.pk}/versions/2/", f"library/{item.pk}/withdrawal/",
            f"library/{revision.item_id}/edit/",
        )
    ] + [(seat.representative, f"/{language}/{revision.review.path}")]  # fmt: skip
    of = {
        person: signed_in(person, language=language, width=width) for person in (author, seat.representative)
    }
    for person, address in pages:
        page = of[person]
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        for summary in page.locator("main summary").all():
            if summary.is_visible() and summary.evaluate("e => getComputedStyle(e).pointerEvents") != "none":
                summary.click()
        assert not violations(page), address
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
