"""Signing in by code and by password, signing up, and one's own settings."""

import re
from email import message_from_bytes, policy

import pytest
from django.contrib.auth import password_validation
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import translation

from kit import formats
from mailing.models import Delivery, News, Subscription
from members.models import AuditEvent, User
from tests.factories.mailing import NewsFactory, SubscriptionFactory
from tests.factories.members import UserFactory, member

pytestmark = pytest.mark.django_db
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def account(**fields):
    """A person who has confirmed their address."""
    person = UserFactory(**fields)
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def code_sent_to(address):
    """The six digits in the newest mail to the address."""
    letter = Delivery.objects.filter(address=address).latest("pk").letter
    mail = message_from_bytes(bytes(letter.content), policy=policy.default)
    text = mail.get_body(preferencelist=("plain",)).get_content()
    return re.search(r"^\s*(\d{6})\s*$", text, re.MULTILINE).group(1)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_signing_in_by_a_code_typed_in_arabic_digits(client, language, django_capture_on_commit_callbacks):
    person = account(email="zahra@babil.example")
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(f"/{language}/accounts/login/code/", {"email": person.email}, follow=True)

    code = code_sent_to(person.email)
    done = client.post(asked.redirect_chain[-1][0], {"code": code.translate(ARABIC_DIGITS)}, follow=True)

    assert done.wsgi_request.user == person
    assert AuditEvent.objects.filter(actor=person, verb="signed in").exists()


def test_a_wrong_code_is_refused_in_words(client, django_capture_on_commit_callbacks):
    person = account()
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post("/ar/accounts/login/code/", {"email": person.email}, follow=True)

    refused = client.post(asked.redirect_chain[-1][0], {"code": "000000"})

    assert not refused.wsgi_request.user.is_authenticated
    assert 'aria-invalid="true"' in refused.content.decode()


def test_known_and_unknown_addresses_get_the_same_answer(client):
    person = account()

    answers = []
    for address in (person.email, "nobody@nowhere.example"):
        response = client.post("/en/accounts/login/code/", {"email": address}, follow=True)
        answers.append(
            (response.status_code, response.redirect_chain, response.content.decode().replace(address, ""))
        )
        client.cookies.clear()

    known, unknown = [
        (status, chain, re.sub(r'value="[\w]{30,}"|"[\w]{60,}"|nonce="[^"]*"', "", page))
        for status, chain, page in answers
    ]
    assert known == unknown


def test_signing_in_by_password_and_a_refusal_in_the_trail(client):
    person = account()
    person.set_password("a good long password")
    person.save()

    client.post("/en/accounts/login/", {"login": person.email, "password": "wrong"})
    done = client.post(
        "/en/accounts/login/", {"login": person.email, "password": "a good long password"}, follow=True
    )

    assert done.wsgi_request.user == person
    assert AuditEvent.objects.filter(verb="sign-in refused").count() == 1


def test_an_address_gets_three_codes_a_minute_and_no_more(client, django_capture_on_commit_callbacks):
    person = account()

    for _ in range(6):
        with django_capture_on_commit_callbacks(execute=True):
            client.post("/en/accounts/login/code/", {"email": person.email})
        client.cookies.clear()

    assert Delivery.objects.filter(address=person.email).count() == 3


def test_a_disabled_person_does_not_come_in(client):
    person = account(is_active=False)
    person.set_password("a good long password")
    person.save()

    done = client.post(
        "/en/accounts/login/", {"login": person.email, "password": "a good long password"}, follow=True
    )

    assert not done.wsgi_request.user.is_authenticated


@pytest.mark.parametrize("language", ["ar", "en"])
def test_signing_up_keeps_the_name_as_written_and_the_language(
    client, language, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(
            f"/{language}/accounts/signup/",
            {"name_ar": "زهراء كاظم الحلّي", "email": "new@babil.example"},
            follow=True,
        )
    client.post(asked.redirect_chain[-1][0], {"code": code_sent_to("new@babil.example")}, follow=True)

    person = User.objects.get(email="new@babil.example")
    assert person.name_ar == "زهراء كاظم الحلّي"
    assert person.language == language
    assert person.emailaddress_set.get().verified


@pytest.mark.parametrize("language", ["ar", "en"])
def test_my_page_and_settings(client, language):
    person = member()
    client.force_login(person)

    assert client.get(f"/{language}/members/me/").status_code == 200
    saved = client.post(
        f"/{language}/members/me/settings/",
        {
            "name_ar": "اسم جديد",
            "name_latin": "",
            "language": "en",
            "digits": "latn",
            "position_ar": "",
            "position_en": "",
        },
    )

    person.refresh_from_db()
    assert saved.status_code == 302
    assert (person.name_ar, person.language, person.digits) == ("اسم جديد", "en", "latn")


def test_one_s_own_pages_ask_for_signing_in(client):
    assert client.get("/ar/members/me/").url.startswith("/ar/accounts/login/")


def test_signed_in_pages_are_not_stored(client):
    client.force_login(member())

    assert "no-store" in client.get("/ar/members/me/")["Cache-Control"]


@pytest.mark.parametrize("page", ["login", "login/code", "signup", "password/reset"])
def test_every_page_calls_the_address_the_same(client, page):
    html = client.get(f"/ar/accounts/{page}/").content.decode()

    assert ">البريد الإلكتروني</label>" in html
    assert ">بريد إلكتروني</label>" not in html


@pytest.mark.parametrize(("digits", "number"), [("", "١٠"), ("latn", "10")])
def test_the_length_of_a_password_is_said_in_the_reader_s_digits(digits, number):
    with translation.override("ar"), formats.choosing(digits):
        with pytest.raises(ValidationError) as refused:
            password_validation.validate_password("قصيرة")

        assert any(f" {number} " in message for message in refused.value.messages)
        assert f" {number} " in password_validation.password_validators_help_text_html()


@pytest.mark.parametrize("typed", ["", "بلا إشارة", "ا@ب", "\x00"])
@pytest.mark.parametrize("page", ["email", "password/reset", "login/code"])
def test_what_is_no_address_is_refused_in_words(client, page, typed):
    if page == "email":
        client.force_login(account())

    answer = client.post(f"/ar/accounts/{page}/", {"email": typed, "action_add": ""})

    assert answer.context["form"].errors["email"]


def test_choices_of_mail_go_with_their_owner_to_a_new_address(client):
    """What somebody chose for the new address before stays; what was told already stays where it was told."""
    person = account(email="zahra@babil.example")
    person.set_password("a good long password")
    person.save()
    person.emailaddress_set.create(email="zahra@new.example", verified=True)
    SubscriptionFactory(address="Zahra@babil.example", topic="talk", rhythm="weekly")
    SubscriptionFactory(address="zahra@babil.example", topic="newsletter", rhythm="each")
    SubscriptionFactory(address="zahra@new.example", topic="newsletter", rhythm="daily")
    waits, told = NewsFactory(address="zahra@babil.example"), NewsFactory(address="zahra@babil.example")
    NewsFactory(address="zahra@new.example", source=told.source, ref=told.ref)
    client.force_login(person)
    client.post("/en/accounts/reauthenticate/", {"password": "a good long password"})

    client.post("/en/accounts/email/", {"action_primary": "", "email": "zahra@new.example"})

    assert User.objects.get(pk=person.pk).email == "zahra@new.example"
    chosen = Subscription.objects.of("zahra@new.example").values_list("topic", "rhythm")
    assert set(chosen) == {("talk", "weekly"), ("newsletter", "daily")}
    assert News.objects.filter(address="zahra@new.example").count() == 2
    assert News.objects.get(pk=waits.pk).address == "zahra@new.example"
    assert not News.objects.of("zahra@babil.example").exists()
    client.post("/en/accounts/email/", {"action_primary": "", "email": "zahra@new.example"})
    assert News.objects.count() == 2  # the same address again is no other


def test_who_signs_up_is_told_where_the_code_went_and_can_have_another(
    client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        fields = {"name_ar": "زهراء كاظم", "email": "new@babil.example"}
        asked = client.post("/en/accounts/signup/", fields, follow=True)
    page = asked.content.decode()
    assert ">Confirm your e-mail</h1>" in page
    assert "We have sent a code to" in page
    assert "is known to us" not in page
    first = code_sent_to("new@babil.example")

    cache.clear()  # the ten seconds between two codes
    with django_capture_on_commit_callbacks(execute=True):
        client.post(asked.redirect_chain[-1][0], {"action": "resend"}, follow=True)
    client.post(asked.redirect_chain[-1][0], {"code": code_sent_to("new@babil.example")}, follow=True)

    assert code_sent_to("new@babil.example") != first
    assert User.objects.get(email="new@babil.example").emailaddress_set.get().verified
