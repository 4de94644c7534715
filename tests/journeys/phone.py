"""People with a phone each, in Arabic; nobody meets an error on the console."""

from django.conf import settings
from django.test import Client

from tests.servers import open_page

WIDTH = 390


class Phone:
    """One phone at a time is taken up: that of the person whose turn it is."""

    def __init__(self, browser, url):
        self.browser, self.url, self.page = browser, url, None

    def take(self, person, path):
        """Somebody signs in and opens a page."""
        self.put_down()
        self.page = open_page(self.browser, self.url, language="ar", width=WIDTH)
        if person:
            client = Client()
            client.force_login(person)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            self.page.context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.url}]
            )
        self.page.goto(f"/ar{path}")

    def put_down(self):
        if self.page:
            faults = self.page.faults
            self.page.context.close()
            self.page = None
            assert not faults

    def press(self, end):
        """The link that leads to an address with this end."""
        self.page.locator(f"main a[href$='{end}']").first.click()
        self.page.wait_for_url(f"**{end}")

    def write(self, **fields):
        """Fill fields in."""
        for name, value in fields.items():
            target = self.page.locator(f"main [name={name}]")
            if target.evaluate("e => e.tagName") == "SELECT":
                target.select_option(value)
            else:
                target.fill(value)

    def fill(self, **fields):
        """Fill a form in and send it."""
        self.write(**fields)
        self.page.locator("main form button[type=submit]").last.click()
        self.page.wait_for_load_state()

    def tick(self, **chosen):
        """Choose among radio buttons."""
        for name, value in chosen.items():
            self.page.locator(f"main [name={name}][value={value}]").check()

    def reads(self, words):
        return words in self.page.locator("main").inner_text()

    @property
    def is_wide(self):
        """Whether something reaches beyond the phone."""
        return self.page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
