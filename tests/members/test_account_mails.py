"""allauth's mails: our words and look, in the language of the page that asked."""

import pytest
from django.utils import translation

from members.accounts import MAILS, AccountAdapter


@pytest.fixture
def adapter():
    return AccountAdapter()


@pytest.mark.parametrize("name", sorted(MAILS))
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_each_mail_speaks_the_language_of_the_page(adapter, name, language, direction):
    with translation.override(language):
        message = adapter.render_mail(f"account/email/{name}", "noor@babil.example", {"code": "491827"})

    html, kind = message.alternatives[0]
    assert message.to == ["noor@babil.example"]
    assert kind == "text/html"
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert "⟦" not in message.subject + message.body + html
    assert "\n" not in message.subject


@pytest.mark.parametrize("name", ["login_code", "email_confirmation", "password_reset_code"])
def test_the_code_stands_in_subject_text_and_page(adapter, name):
    message = adapter.render_mail(f"account/email/{name}", "noor@babil.example", {"code": "491827"})

    assert "491827" in message.subject
    assert "\n491827\n" in message.body
    assert "491827" in message.alternatives[0][0]


@pytest.mark.parametrize(
    ("name", "page"),
    [("unknown_account", "/accounts/signup/"), ("account_already_exists", "/accounts/login/")],
)
def test_a_mail_without_code_leads_to_the_page_that_helps(adapter, settings, name, page):
    message = adapter.render_mail(f"account/email/{name}", "noor@babil.example", {})

    assert f"{settings.PORTAL_ORIGIN}/ar{page}" in message.body
    assert f"{settings.PORTAL_ORIGIN}/ar{page}" in message.alternatives[0][0]
