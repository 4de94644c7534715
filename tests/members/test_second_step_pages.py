"""Who owes a second step, and the proof by a mailed code of who has neither password nor second step."""

from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as totp

from kit.digits import arabic
from members.accounts.proofs import TRIES
from tests.factories.committee import SeatFactory
from tests.factories.members import UserFactory, member, staff
from tests.factories.members_accounts import account, app_of, code_sent_to

pytestmark = pytest.mark.django_db
ME, SET_UP, APP = "/en/members/me/", "/en/accounts/2fa/", "/en/accounts/2fa/totp/activate/"
PROOF = f"/en/members/reauthenticate/?next={APP}"


def holder():
    return SeatFactory(representative=member()).representative


def alternate():
    return SeatFactory(representative=member(), alternate=member()).alternate


def former():
    return SeatFactory(representative=member(), until_on="2014-01-01").representative


def is_let_in(client, person):
    client.force_login(person)
    return client.get(ME).status_code == 200


@pytest.mark.parametrize("make", [staff, holder, alternate])
def test_staff_and_holders_of_a_seat_are_sent_to_set_one_up(client, settings, make):
    settings.SECOND_STEP_REQUIRED = True
    client.force_login(make())

    for address in (ME, "/en/library/", "/en/members/applications/", "/en/"):
        assert client.get(address).url == SET_UP
    assert client.post("/en/members/me/settings/", {"name_ar": "x"}).url == SET_UP
    assert client.get(ME, headers={"HX-Request": "true"})["HX-Redirect"] == SET_UP
    assert client.get(SET_UP).status_code == 200


@pytest.mark.parametrize("make", [UserFactory, member, former])
def test_others_pass(client, settings, make):
    settings.SECOND_STEP_REQUIRED = True

    assert is_let_in(client, make())


@pytest.mark.parametrize("make", [staff, holder])
def test_nobody_owes_one_where_it_is_not_required(client, make):
    assert is_let_in(client, make())


@pytest.mark.parametrize("write", [str, arabic])
def test_the_code_of_the_app_opens_the_page_that_was_asked_for(client, settings, write):
    settings.SECOND_STEP_REQUIRED = True
    person = account(make=holder)
    code = app_of(person)
    client.force_login(person)

    gate = client.get("/en/members/applications/?page=1").url
    assert "/2fa/" in gate
    assert client.post(gate, {"code": "١٢٣"}).status_code != 302
    assert client.get(ME).status_code == 302
    done = client.post(gate, {"code": write(code())})

    assert done.url == "/en/members/applications/?page=1"
    assert client.get(done.url).status_code == 200


@pytest.fixture
def still_clock(monkeypatch):
    """The clock of the codes stands, so that no step ends between making a code and sending it."""
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: 1_385_856_029))


def test_a_code_that_was_read_one_step_ago_still_opens_and_opens_once(
    client, settings, monkeypatch, still_clock
):
    settings.SECOND_STEP_REQUIRED = True
    person = account(make=holder)
    code = app_of(person)
    client.force_login(person)
    gate = client.get(ME).url

    assert client.post(gate, {"code": code(steps_ago=2)}).status_code != 302
    assert client.post(gate, {"code": code(steps_ago=1)}).url == ME

    monkeypatch.setattr(totp.TOTP, "_mark_code_used", lambda app, code: True)  # the library forgets it sooner
    client.logout()
    client.force_login(person)
    assert client.post(gate, {"code": code(steps_ago=1)}).status_code != 302
    assert client.post(gate, {"code": code()}).url == ME


@pytest.fixture
def me(client):
    person = account()
    client.force_login(person)
    return person


@pytest.fixture
def send(client, me, django_capture_on_commit_callbacks):
    """Presses the button that sends a code, and reads the code in the mail."""

    def press():
        with django_capture_on_commit_callbacks(execute=True):
            client.post(PROOF, {"action": "send"})
        return code_sent_to(me.email)

    return press


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_change_of_the_second_step_asks_for_the_code_first(client, me):
    asked = client.get(APP, follow=True)

    assert asked.redirect_chain[-1][0].startswith("/en/members/reauthenticate/")
    assert "Send me a code" in asked.content.decode()
    assert 'name="code"' not in asked.content.decode()


@pytest.mark.parametrize("write", [str, arabic, lambda code: f"{code[:3]} - {code[3:]}"])
def test_the_mailed_code_lets_the_step_go_on(client, send, write):
    done = client.post(PROOF, {"code": write(send())})

    assert done.url == APP
    assert client.get(APP).status_code == 200


@pytest.mark.parametrize("typed", ["", "رمز", "1234567890" * 9, "\x00"])
def test_what_is_no_code_is_refused_in_words(client, send, typed):
    send()

    answer = client.post(PROOF, {"code": typed})

    assert answer.status_code == 422
    assert answer.context["form"].errors["code"]
    assert client.get(APP).status_code == 302


def test_the_right_code_comes_too_late_after_three_wrong_ones(client, send):
    code = send()
    for _ in range(TRIES):
        assert client.post(PROOF, {"code": wrong(code)}).status_code == 422

    assert client.post(PROOF, {"code": code}).status_code == 422
    assert client.get(APP).status_code == 302
    assert client.post(PROOF, {"code": send()}).url == APP


def test_a_code_serves_once_and_a_new_one_replaces_it(client, send):
    first, second = send(), send()
    if first != second:
        assert client.post(PROOF, {"code": first}).status_code == 422
    assert client.post(PROOF, {"code": second}).status_code == 302
    assert client.post(PROOF, {"code": second}).status_code == 422


def test_a_code_without_having_asked_proves_nothing(client, me):
    assert client.post(PROOF, {"code": "123456"}).status_code == 422
    assert client.get(APP).status_code == 302


def test_the_proof_leads_to_no_foreign_place(client, send):
    done = client.post("/en/members/reauthenticate/?next=https://evil.example/", {"code": send()})

    assert "evil.example" not in done.url


def test_the_page_that_asks_again_says_which_code_it_means(client, me):
    app_of(me)

    page = client.get("/en/accounts/2fa/reauthenticate/").content.decode()

    assert "Write the code that your authenticator app shows, or a recovery code." in page


def test_an_app_on_the_same_phone_opens_with_the_key(client, send):
    client.post(PROOF, {"code": send()})

    page = client.get(APP).content.decode()

    assert 'href="otpauth://totp/' in page
