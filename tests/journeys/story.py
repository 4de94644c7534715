"""People at their browsers, each in one of their own, and the mail that reaches them."""

import re

from django.utils import translation

from tests.servers import eventually, open_page

PATIENCE = 100  # seconds: a hint to the worker may be lost, then the beat finds the mail within a minute
CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)


def text_of(message, kind="plain"):
    return message.get_body(preferencelist=(kind,)).get_content()


class Story:
    """One telling, in one language and with one kind of hand; `has_script` False: without JavaScript."""

    def __init__(self, browser, portal, hand, *, language, width, has_script=True):
        self.browser, self.portal, self.hand = browser, portal, hand
        self.language, self.width, self.has_script = language, width, has_script
        self.pages = []

    def open(self, path):
        """A fresh browser at a path of the portal; returns (page, hand)."""
        page = open_page(
            self.browser,
            self.portal.url,
            language=self.language,
            width=self.width,
            java_script_enabled=self.has_script,
        )
        self.pages.append(page)
        page.goto(f"/{self.language}{path}")
        return page, self.hand(page)

    def letter(self, address, holding):
        """The newest mail to the address whose text holds the words; waits for it."""

        def look():
            found = [m for m in self.portal.sink.of(address) if holding in text_of(m)]
            return found[-1] if found else None

        return eventually(look, PATIENCE)

    def code(self, address, known):
        """The six digits in the first mail to the address after the `known` ones that holds some."""

        def look():
            texts = map(text_of, self.portal.sink.of(address)[known:])
            return next((found.group(1) for found in map(CODE.search, texts) if found), None)

        return eventually(look, PATIENCE)

    def say(self, words):
        """What the portal says for the English words, in the language of the telling."""
        with translation.override(self.language):
            return translation.gettext(words)

    def sign_in(self, address):
        page, hand = self.open("/")
        known = len(self.portal.sink.of(address))
        hand.press(".masthead a[href*='/accounts/login/']")
        page.wait_for_url("**/accounts/login/")
        hand.write("#code_email", address)
        hand.press("form:has(#code_email) button")
        page.wait_for_url("**/login/code/confirm/**")
        hand.write("input[name=code]", self.code(address, known))
        hand.press("form:has(input[name=code]) button[type=submit]")
        page.wait_for_url("**/members/me/")
        return page, hand

    def close(self):
        faults = [line for page in self.pages for line in page.faults]
        for page in self.pages:
            page.context.close()
        assert not faults, faults
