"""Gates over every page, in Chromium: axe, overflow, console, weight."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.gates.pages import ADMIN, PAGES
from tests.living import STAFF
from tests.servers import open_page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"]}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])})" for v in found]


def walk(browser, portal, signed_in, pages, language, width, check):
    """What is wrong on each page: {address: [fault, …]}."""
    faults, contexts = {}, {}
    for who, path in pages:
        if who not in contexts:
            state = {"storage_state": signed_in(who)} if who else {}
            contexts[who] = open_page(browser, portal.url, language=language, width=width, **state)
        page = contexts[who]
        page.faults.clear()
        is_refusal = page.goto(f"/{language}{path}", wait_until="load").status >= 400
        told = [line for line in page.faults if not (is_refusal and "Failed to load resource" in line)]
        found = check(page) + told
        if found:
            faults[f"{path} as {who or 'visitor'}"] = found
    for page in contexts.values():
        page.context.close()
    return faults


def overflow(page):
    wide = page.evaluate(OVERFLOW)
    return [f"{wide} px too wide"] if wide > 0 else []


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_page(browser, portal, signed_in, language, width):
    assert not walk(browser, portal, signed_in, PAGES, language, width, violations)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_the_admin(browser, portal, signed_in, language, width):
    pages = [(STAFF, path) for path in ADMIN]

    assert not walk(browser, portal, signed_in, pages, language, width, violations)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_is_wider_than_a_narrow_phone(browser, portal, signed_in, language):
    assert not walk(browser, portal, signed_in, PAGES, language, 320, overflow)


def weigh(page, path):
    """Bytes over the wire for everything that the page fetches, as the browser counts them."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    received = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")
    session.detach()
    return sum(received)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_first_visit_is_light_and_later_pages_are_lighter(browser, portal, language):
    page = open_page(browser, portal.url, language=language)

    first = weigh(page, f"/{language}/")
    later = {path: weigh(page, f"/{language}{path}") for path in ("/library/", "/library/1/", "/newsletter/")}
    page.context.close()

    assert first <= 120_000
    assert max(later.values()) <= 15_000, later
