"""Gates over every page, in Chromium: axe, overflow, console, weight."""

from urllib.parse import urlsplit

import pytest

from tests.gates.axe import violations
from tests.gates.pages import ADMIN, PAGES
from tests.living import STAFF
from tests.servers import open_page

pytestmark = pytest.mark.browser
# A group of tests stays with one process: the two languages are walked side by side, the journeys apart.
in_both_languages = pytest.mark.parametrize(
    "language",
    [pytest.param(name, marks=pytest.mark.xdist_group(f"gates {name}")) for name in ("ar", "en")],
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def overflow(page):
    wide = page.evaluate(OVERFLOW)
    return [f"{wide} px too wide"] if wide > 0 else []


def faults_of(page, address, looks):
    """Opens the page once and looks at it at each width: ["360: fault", …], the console's words included."""
    page.faults.clear()
    is_refusal = page.goto(address, wait_until="load").status >= 400
    found = []
    for width, look in looks:
        page.set_viewport_size({"width": width, "height": 844})
        found += [f"{width}: {fault}" for fault in look(page)]
    return found + [line for line in page.faults if not (is_refusal and "Failed to load resource" in line)]


def walk(browser, portal, signed_in, pages, language, looks):
    """What is wrong on each page: {address: [fault, …]}."""
    faults, opened = {}, {}
    for who, path in pages:
        if who not in opened:
            state = {"storage_state": signed_in(who)} if who else {}
            opened[who] = open_page(browser, portal.url, language=language, **state)
        if found := faults_of(opened[who], f"/{language}{path}", looks):
            faults[f"{path} as {who or 'visitor'}"] = found
    for page in opened.values():
        page.context.close()
    return faults


# Members read on phones and at desks; staff work at desks, in Arabic first.
ON_PHONES = [(1280, violations), (360, violations), (320, overflow)]
AT_DESKS = {"ar": [(1280, violations), (360, violations)], "en": [(1280, violations)]}


@in_both_languages
def test_every_page_is_for_everybody_and_fits_a_narrow_phone(browser, portal, signed_in, language):
    assert not walk(browser, portal, signed_in, PAGES, language, ON_PHONES)


BEHIND_MAIL = """
from mailing import links
from mailing.models import Delivery, Subscription
token = Delivery.objects.exclude(mailing=None).first().token
reader = Subscription.objects.filter(language="{language}").first()
print(links.one_click(token), links.preferences(token, "{language}"), links.confirm(reader))
"""


@in_both_languages
def test_the_pages_behind_the_links_of_a_mail_are_for_everybody(browser, portal, language):
    printed = portal.command("shell", "--no-imports", "-c", BEHIND_MAIL.format(language=language))
    page = open_page(browser, portal.url, language=language)

    for address in printed.split()[-3:]:
        assert not faults_of(page, urlsplit(address).path, ON_PHONES), address
    page.context.close()


@in_both_languages
def test_the_admin_is_for_everybody(browser, portal, signed_in, language):
    pages = [(STAFF, path) for path in ADMIN]

    assert not walk(browser, portal, signed_in, pages, language, AT_DESKS[language])


def weigh(page, path):
    """Bytes over the wire for everything that the page fetches, as the browser counts them."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    received = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")
    session.detach()
    return sum(received)


@in_both_languages
def test_a_first_visit_is_light_and_later_pages_are_lighter(browser, portal, language):
    page = open_page(browser, portal.url, language=language)

    first = weigh(page, f"/{language}/")
    later = {path: weigh(page, f"/{language}{path}") for path in ("/library/", "/library/1/", "/newsletter/")}
    page.context.close()

    assert first <= 120_000
    assert max(later.values()) <= 15_000, later
