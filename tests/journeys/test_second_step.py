"""A representative and the second step: the gate, the app, a recovery code, and a passkey of the device."""

import pytest

from tests.factories.committee import SeatFactory
from tests.factories.members import member
from tests.factories.members_accounts import PASSWORD, account, code_of_app
from tests.journeys.hands import Pointing

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.django_db(transaction=True),
]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def representative(settings):
    settings.SECOND_STEP_REQUIRED = True
    person = account(PASSWORD, make=member)
    SeatFactory(province=person.services.get().team.province, representative=person)
    return person


@pytest.fixture
def hand(page):
    return Pointing(page)


def sign_in(page, hand, person):
    page.goto("/ar/accounts/login/")
    hand.press("details:has(input[name=password]) summary")
    hand.write("input[name=login]", person.email)
    hand.write("input[name=password]", PASSWORD)
    hand.press("form:has(input[name=password]) button[type=submit]")


def sign_out(page):
    page.context.clear_cookies()


def prove(page, hand):
    """Before anything of the second step changes, the password is asked for again."""
    page.wait_for_url("**/accounts/reauthenticate/**")
    hand.write("main input[name=password]", PASSWORD)
    hand.press("main form:has(input[name=password]) button[type=submit]")


def switch_on_the_app(page, hand):
    """The key that the page shows under its picture, and the code that an app makes of it."""
    hand.press("main a[href$='/2fa/totp/activate/']")
    prove(page, hand)
    page.wait_for_url("**/2fa/totp/activate/**")
    key = page.locator("main code").text_content()
    hand.write("input[name=code]", code_of_app(key))
    hand.press("main form:has(input[name=code]) button[type=submit]")
    page.wait_for_url(lambda url: "activate" not in url)
    return key


def test_the_gate_opens_with_the_app_and_with_a_recovery_code(page, hand, representative):
    sign_in(page, hand, representative)
    page.wait_for_url("**/accounts/2fa/")  # the gate: nothing else opens before
    page.goto("/ar/committee/")
    page.wait_for_url("**/accounts/2fa/")
    assert page.locator("main [role=status] .icon").count() == 1
    key = switch_on_the_app(page, hand)
    page.goto("/ar/committee/")
    page.wait_for_url("**/committee/")
    page.goto("/ar/accounts/2fa/recovery-codes/")
    recovery = page.locator(".codes code").first.text_content()

    for code in (code_of_app(key), recovery):
        sign_out(page)
        sign_in(page, hand, representative)
        page.wait_for_url("**/2fa/authenticate/**")
        hand.write("input[name=code]", code)
        hand.press("main form:has(input[name=code]) button[type=submit]")
        page.wait_for_url("**/members/me/")
        page.goto("/ar/committee/")
        page.wait_for_url("**/committee/")

    sign_out(page)
    sign_in(page, hand, representative)
    page.wait_for_url("**/2fa/authenticate/**")
    hand.write("input[name=code]", recovery)
    hand.press("main form:has(input[name=code]) button[type=submit]")
    page.locator("[aria-invalid=true]").wait_for()  # a recovery code works once


def test_a_passkey_signs_in_alone_and_counts_as_the_second_step(page, hand, representative):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    sign_in(page, hand, representative)
    page.wait_for_url("**/accounts/2fa/")
    hand.press("main a[href$='/2fa/webauthn/add/']")
    prove(page, hand)
    page.wait_for_url("**/2fa/webauthn/add/")
    if page.locator("input[name=passwordless]").count():
        page.locator("input[name=passwordless]").check()
    hand.press("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "add" not in url)
    page.goto("/ar/accounts/2fa/webauthn/")
    page.locator("main table .chip--ok").wait_for()

    sign_out(page)
    page.goto("/ar/accounts/login/")
    hand.press("#passkey_login")
    page.wait_for_url("**/members/me/")
    page.goto("/ar/committee/")
    page.wait_for_url("**/committee/")
