"""From a phone upload to a subscriber's inbox: by clicking, without JavaScript, and by keyboard alone."""

import re

import pytest

from tests.journeys.hands import Pointing, Typing
from tests.journeys.story import text_of
from tests.journeys.thread import Thread
from tests.servers import eventually

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WAYS = {
    "Arabic phone": {"hand": Pointing, "language": "ar", "width": 390},
    "English desk": {"hand": Pointing, "language": "en", "width": 1280},
    "Arabic phone without JavaScript": {
        "hand": Pointing,
        "language": "ar",
        "width": 390,
        "has_script": False,
    },
    "English desk by keyboard": {"hand": Typing, "language": "en", "width": 1280},
}


@pytest.mark.parametrize("way", WAYS)
def test_from_a_phone_upload_to_an_inbox_and_out_again(browser, portal, tmp_path, way):
    portal.reset()
    thread = Thread(browser, portal, folder=tmp_path, **WAYS[way])
    title = thread.words["title"]
    first, second = "first@reader.example", "second@reader.example"

    thread.subscribe(first)
    thread.subscribe(second)
    thread.upload()
    thread.approve(title)
    item = thread.find()
    page, hand, number = thread.edition()
    headline = edition_headline(portal, number, thread.language)
    thread.approve(headline)
    thread.send(page, hand, number)

    letters = [thread.letter(address, title) for address in (first, second)]
    check_letter(letters[0], title, item, thread.language)
    thread.leave_in_one_click(letters[0])
    thread.leave_by_the_page(letters[1])
    eventually(lambda: active_readers(portal, first, second) == 0)
    thread.close()


def edition_headline(portal, number, language):
    code = (
        "from django.utils import translation; from newsletter.models import Edition\n"
        f"edition = Edition.objects.with_joined().get(number={number})\n"
        f"with translation.override({language!r}): print(edition.headline())"
    )
    return portal.command("shell", "--no-imports", "-c", code).strip().splitlines()[-1]


def active_readers(portal, *addresses):
    code = (
        "from mailing.models import Subscription\n"
        f"print(sum(s.is_active for s in Subscription.objects.filter(address__in={list(addresses)!r})))"
    )
    return int(portal.command("shell", "--no-imports", "-c", code).strip().splitlines()[-1])


def check_letter(letter, title, item, language):
    plain, page = text_of(letter), text_of(letter, "html")
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    for part in (plain, page):
        assert title in part
        assert item in part
    assert re.search(rf'<(?:body|div|html)[^>]*lang="{language}"', page)
    assert re.search(rf'dir="{"rtl" if language == "ar" else "ltr"}"', page)
    assert letter["To"].count("@") == 1
    assert letter["Message-ID"]
