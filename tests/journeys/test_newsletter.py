"""An edition in Arabic on a phone: from a reader's wish to the inbox, the archive, and out by one click."""

import re

import pytest

from tests.journeys.hands import Pointing
from tests.journeys.story import text_of
from tests.journeys.test_thread import active_readers
from tests.journeys.thread import Thread, holds
from tests.living import EDITOR
from tests.servers import eventually

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
READER = "reader@post.example"
TITLE = "شباك واحد، ومسرح يعود إلى بغداد"
NEWS = "ورشة في الحلة عن نماذج المشتريات"


class Newsroom(Thread):
    """Those who make an edition, those who release it and those who read it."""

    def write(self):
        """An editor writes title and news in Arabic, moves a block, takes one out and looks at the letter."""
        page, hand = self.sign_in(EDITOR)
        page.goto("/ar/newsletter/desk/")
        hand.press("main a[href$='/edit/']")
        hand.write("[name=title_ar]", TITLE)
        page.get_by_text(re.compile("حُفظ في")).wait_for()  # it has kept itself
        hand.press("[id^=out-]")
        page.locator("#taken-out").wait_for()
        hand.press("#add-events")
        page.wait_for_url("**/entries/?section=events")
        hand.write("[name=new-title_ar]", NEWS)
        hand.write("[name=new-text_ar]", "بقي ١٤ مقعداً.")
        hand.press("main form[aria-labelledby=own-title] button")
        page.wait_for_url("**/edit/**")
        assert page.locator("[name=title_ar]").input_value() == TITLE
        hand.press("button[name=then][value=preview]")
        page.wait_for_url("**/preview/")
        self._look_at_the_letter(page, hand)
        return page, hand, re.search(r"/newsletter/(\d+)/", page.url).group(1)

    def _look_at_the_letter(self, page, hand):
        for look, words in (("light", TITLE), ("dark", NEWS)):
            hand.press(f"main a[href*='look={look}']")
            page.wait_for_url(f"**look={look}")
            letter = page.frame_locator("iframe.preview--phone")
            letter.get_by_text(words).first.wait_for()
            assert letter.locator("html").get_attribute("dir") == "rtl"
        assert NEWS in page.locator(".mailtext").inner_text()

    def ask(self, page, hand):
        hand.press("main a[href$='/edit/']")
        page.wait_for_url("**/edit/")
        hand.press("button[name=then][value=review]")
        page.wait_for_url("**/newsletter/desk/")

    def release_from_the_mail(self):
        """Whoever was asked opens the link in the mail and decides, without signing in."""

        def asked():
            texts = [text_of(message) for _to, message in self.portal.sink.messages]
            links = [re.search(r"https?://\S+/sign-off/\S+", text) for text in texts if TITLE in text]
            return next((link.group(0) for link in links if link), None)

        page, hand = self.open("/")
        page.goto(eventually(asked, 100))
        assert TITLE in page.content()
        for answer in page.locator("main input[name^=point_][value=met]").all():
            hand.press(f"input[name={answer.get_attribute('name')}][value=met]")
        hand.press("input[name=outcome][value=approved]")
        hand.press("main form button[type=submit]")
        page.locator(".alert--ok").wait_for()

    def read_in_the_archive(self, number):
        page, hand = self.open("/newsletter/")
        hand.press(f"main a[href$='/newsletter/{number}/']")
        page.wait_for_url(f"**/newsletter/{number}/")
        assert page.get_by_role("heading", level=1).inner_text() == TITLE
        assert page.get_by_text(NEWS).is_visible()

    def prefer_english(self, letter):
        """The link in the letter leads to the reader's own choices."""
        link = re.search(r"https?://\S+/mail/preferences/\S+", text_of(letter)).group(0)
        page, hand = self.open("/")
        page.goto(link)
        hand.choose("select[name=newsletter-language]", "en")
        hand.press("main form button[type=submit]")
        page.locator("main [role=status]").first.wait_for()
        assert page.locator("select[name=newsletter-language]").input_value() == "en"


def test_from_a_wish_to_the_letter_the_archive_and_out_again(browser, portal, tmp_path):
    portal.reset()
    told = Newsroom(browser, portal, Pointing, tmp_path, language="ar", width=390)

    told.subscribe(READER)
    page, hand, number = told.write()
    told.ask(page, hand)
    told.release_from_the_mail()
    told.send(page, hand, number)
    letter = told.letter(READER, TITLE)
    assert letter["Subject"] == TITLE
    assert NEWS in text_of(letter, "html")
    eventually(lambda: holds(page, told.say("sent")) and not page.locator("[data-hx-trigger]").count(), 100)
    told.read_in_the_archive(number)
    told.prefer_english(letter)
    told.leave_in_one_click(letter)
    eventually(lambda: active_readers(portal, READER) == 0)
    told.close()
