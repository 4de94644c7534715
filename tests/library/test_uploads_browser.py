"""Uploads in a real browser: the line is cut, the page is closed, files pause, go on and are given up."""

import hashlib

import pytest

from library.models import Attachment, Upload
from tests.factories.kit import MP4
from tests.factories.members import member
from tests.library.test_browser import signed_in  # noqa: F401
from tests.servers import eventually

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]
FILM = MP4 + bytes(range(256)) * 12_000


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "فيلم الورشة.mp4"
    path.write_bytes(FILM)
    return path


def slowly(page):
    """Half a megabyte a second, as on a telephone in the hills."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": 600_000},
    )


def under_way():
    upload = Upload.objects.filter(offset__gt=0).first()
    return upload if upload and not upload.has_arrived else None


def watched(page):
    """The offsets of the pieces that this page sends."""
    seen = []
    pieces = lambda sent: sent.method == "PATCH" and seen.append(int(sent.headers["upload-offset"]))  # noqa: E731
    page.on("request", pieces)
    return seen


def arrived(page, film):
    page.locator("[data-kept]").wait_for()
    kept = Attachment.objects.get()
    assert (kept.name, kept.sha256) == ("فيلم الورشة.mp4", hashlib.sha256(film.read_bytes()).hexdigest())


def test_a_line_that_is_cut_goes_on_where_it_broke(signed_in, film):  # noqa: F811
    page = signed_in(member(), language="en")
    page.goto("/en/library/new/")
    with film.open("ab") as longer:  # long enough to be cut in the middle at full speed
        longer.write(FILM * 13)
    page.set_input_files("input[name=files]", film)
    eventually(under_way)
    page.context.set_offline(True)
    page.locator(".upload .meta", has_text="goes on by itself").wait_for()
    had = Upload.objects.get().offset
    assert 0 < had < film.stat().st_size
    seen = watched(page)
    page.context.set_offline(False)
    arrived(page, film)
    assert min(seen) >= had
    page.faults.clear()  # the browser itself says that the line was cut


def test_a_page_that_was_closed_goes_on_when_the_same_file_is_chosen(signed_in, film):  # noqa: F811
    page = signed_in(member(), language="ar")
    page.goto("/ar/library/new/")
    slowly(page)
    page.set_input_files("input[name=files]", film)
    upload = eventually(under_way)
    page.close()
    had = eventually(under_way).offset
    again = page.context.new_page()
    seen = watched(again)
    again.goto("/ar/library/new/")
    again.set_input_files("input[name=files]", film)
    arrived(again, film)
    assert min(seen) >= had > 0
    assert Upload.objects.get().pk == upload.pk
    again.fill("[name=title_ar]", "فيلم")
    again.click("button[name=then][value=save]")
    again.wait_for_url(f"**/ar/library/{upload.item_id}/edit/")


def test_a_file_pauses_goes_on_and_is_given_up_by_keyboard(signed_in, film):  # noqa: F811
    page = signed_in(member(), language="en")
    page.goto("/en/library/new/")
    slowly(page)
    page.set_input_files("input[name=files]", film)
    upload = eventually(under_way)
    page.get_by_role("button", name="Pause").press("Enter")
    assert "Paused" in page.locator(".upload .meta").inner_text()
    assert "Paused" in page.locator("[data-told]").inner_text()
    upload.refresh_from_db()
    assert upload.offset < upload.length
    page.get_by_role("button", name="Go on").press("Enter")
    eventually(lambda: Upload.objects.get().offset > upload.offset)
    page.get_by_role("button", name="Cancel").press("Enter")
    eventually(lambda: not Upload.objects.exists())
    assert page.locator(".upload").count() == 0
    assert page.evaluate("document.activeElement.name") == "files"


def test_what_is_half_there_stands_in_the_draft(signed_in, film):  # noqa: F811
    page = signed_in(member(), language="en")
    page.goto("/en/library/new/")
    slowly(page)
    page.set_input_files("input[name=files]", film)
    upload = eventually(under_way)
    page.get_by_role("button", name="Pause").click()
    page.goto(f"/en/library/{upload.item_id}/edit/")
    assert "Choose the same file again" in page.locator("[data-arriving]").inner_text()
    page.get_by_role("button", name="Cancel").click()
    eventually(lambda: not Upload.objects.exists())
    assert page.locator("[data-arriving]").count() == 0


def test_a_file_that_is_dropped_on_the_form_arrives(signed_in):  # noqa: F811
    page = signed_in(member(), language="ar")
    page.goto("/ar/library/new/")
    words = "محضر الورشة"
    held = page.evaluate_handle(
        """words => {
          const held = new DataTransfer();
          held.items.add(new File([words], "محضر.txt", { type: "text/plain" }));
          return held;
        }""",
        words,
    )
    zone = page.locator("[data-drop]")
    zone.dispatch_event("dragover", {"dataTransfer": held})
    assert "is-over" in zone.get_attribute("class")
    zone.dispatch_event("drop", {"dataTransfer": held})
    page.locator("[data-kept]").wait_for()
    assert "is-over" not in zone.get_attribute("class")
    kept = Attachment.objects.get()
    assert (kept.name, kept.sha256) == ("محضر.txt", hashlib.sha256(words.encode()).hexdigest())
