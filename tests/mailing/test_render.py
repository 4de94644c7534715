"""Mail from templates, in both languages and for mail programs that know little."""

import re

import pytest

from mailing import render

pytestmark = pytest.mark.django_db
WORDS = {
    "topic": "E-newsletter & more",
    "days": 7,
    "action": "Confirm",
    "action_url": "https://network.example/x?a=1&b=2",
    "reason": "You asked for it.",
}


def confirmation(language):
    return render.plain_mail("mailing/mail/confirm", WORDS, language)


def test_the_text_is_complete_and_has_no_markup():
    subject, text, _ = confirmation("en")

    assert subject == "Confirm your subscription: E-newsletter & more"
    assert "https://network.example/x?a=1&b=2" in text
    assert "E-newsletter & more" in text
    assert "You asked for it." in text
    assert "<" not in text
    assert "\n\n\n" not in text


def test_arabic_mail_says_so_on_the_outermost_block():
    subject, text, page = confirmation("ar")

    assert subject.startswith("تأكيد الاشتراك")
    assert '<html lang="ar" dir="rtl">' in page
    body = page.partition("<body")[2]
    assert re.search(r'<div[^>]* dir="rtl" lang="ar"', body[: body.index("<table")])
    assert 'align="right"' in body
    assert 'align="left"' not in body
    assert "٧" in text
    assert "⟦" not in subject + text + page


def test_english_mail_reads_from_the_left():
    _, _, page = confirmation("en")

    assert '<html lang="en" dir="ltr">' in page
    assert 'align="right"' not in page


@pytest.mark.parametrize("language", ["ar", "en"])
def test_html_carries_its_own_style_and_asks_nothing_of_other_hosts(language):
    _, _, page = confirmation(language)

    assert 'style="' in page
    assert "<link" not in page
    assert "<img" not in page
    assert "<script" not in page
    assert "prefers-color-scheme: dark" in page
    assert len(page.encode()) < 20_000


def test_every_mail_says_why_it_came_and_what_an_answer_does():
    _, text, page = confirmation("en")
    _, answered, _ = render.plain_mail(
        "mailing/mail/confirm", {**WORDS, "reply_to": "office@network.example"}, "en"
    )

    for body in (text, page):
        assert "You asked for it." in body
        assert "An answer to this mail is read by nobody" in body
    assert "An answer to this mail reaches office@network.example." in answered


def test_what_people_wrote_stays_text():
    _, text, page = render.plain_mail("mailing/mail/confirm", {**WORDS, "topic": "<b>bold</b>"}, "en")

    assert "<b>bold</b>" in text
    assert "<b>bold</b>" not in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
