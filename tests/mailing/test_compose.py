"""The bytes of a mail, read back by the standard library as a stranger's program would."""

import re
from email import message_from_bytes, policy

import pytest
from django.core.mail import EmailMultiAlternatives
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import kit
from mailing import compose, links
from mailing.splice import Part
from tests.factories.mailing import DeliveryFactory, MailingFactory

LINE = re.compile(rb"[^\r\n]*\r\n")
ONE_ONLY = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "List-Id", "List-Unsubscribe")
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n. =[]اب"), max_size=400)


def composed(language="ar", **fields):
    mailing = MailingFactory.build(**fields)
    delivery = DeliveryFactory.build(mailing=mailing, address="reader@province.example", language=language)
    content = compose.Content(mailing, language).to(delivery, kit.now())
    return delivery, content, message_from_bytes(content, policy=policy.default)


def every_part(message):
    return [part for part in message.walk() if not part.is_multipart()]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_mailing_has_each_header_once_and_no_defect(language):
    delivery, content, message = composed(language)

    assert {name: len(message.get_all(name, [])) for name in ONE_ONLY} == dict.fromkeys(ONE_ONLY, 1)
    assert [part.defects for part in message.walk()] == [[], [], []]
    assert message["To"] == delivery.address
    assert message["Message-ID"] == delivery.message_id
    assert message["Message-ID"].endswith("@network.example>")
    assert (
        message["Subject"] == {"ar": "إجازة البناء في ١٢ يوماً", "en": "Building permits in 12 days"}[language]
    )
    assert message["Date"].datetime.utcoffset().total_seconds() == 3 * 3600


def test_lines_end_as_smtp_wants_and_are_short():
    _, content, _ = composed(html_ar="<p>" + "كلمة " * 3000 + "</p>[[reason]]", text_ar="كلمة " * 3000)

    assert LINE.sub(b"", content) == b""
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert content.isascii()


def test_the_text_comes_first_and_html_keeps_direction():
    _, _, message = composed("ar")

    text, page = every_part(message)

    assert [text.get_content_type(), page.get_content_type()] == ["text/plain", "text/html"]
    assert "قبل عام كانت العائلة" in text.get_content()
    assert '<div lang="ar" dir="rtl">' in page.get_content()


def test_a_list_says_how_to_leave_it_in_one_click():
    delivery, _, message = composed()

    assert message["List-Id"] == "<newsletter.network.example>"
    assert message["List-Unsubscribe"] == f"<{links.one_click(delivery.token)}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert delivery.address not in message["List-Unsubscribe"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Precedence"] == "bulk"


def test_marks_become_this_recipients_links_and_reason():
    delivery, _, message = composed("en", reason_en="You <b>asked</b> & got it.")

    text, page = (part.get_content() for part in every_part(message))

    assert "You <b>asked</b> & got it." in text
    assert "You &lt;b&gt;asked&lt;/b&gt; &amp; got it." in page
    for body in (text, page):
        assert links.one_click(delivery.token) in body
        assert "/en/mail/preferences/" in body
        assert "[[" not in body
        assert delivery.address not in body


def test_what_one_language_lacks_comes_in_the_other():
    _, _, message = composed("en", subject_en="", text_en="", html_en="", reason_en="")

    assert message["Subject"] == "إجازة البناء في ١٢ يوماً"
    assert message["Content-Language"] == "ar"


def test_answers_go_where_the_mailing_says():
    _, _, message = composed(reply_to="editors@province.example")

    assert message["Reply-To"] == "editors@province.example"


def test_the_archive_is_named_for_mail_programs():
    _, _, message = composed(archive_url="https://network.example/ar/newsletter/7/")

    assert message["List-Archive"] == "<https://network.example/ar/newsletter/7/>"


@pytest.mark.parametrize("field", ["subject_ar", "sender_ar"])
def test_a_header_cannot_be_smuggled_in(field):
    mailing = MailingFactory.build(**{field: "Hello\r\nBcc: everybody@province.example"})

    with pytest.raises(ValueError, match="linefeed|CR|header"):
        compose.Content(mailing, "ar")


def read(part):
    return message_from_bytes(b"MIME-Version: 1.0\r\n" + part, policy=policy.default).get_content()


@hypothesis_settings(max_examples=300, deadline=None)
@given(pieces=st.lists(TEXTS, min_size=1, max_size=5), value=TEXTS)
def test_every_text_arrives_as_it_was_written(pieces, value):
    """Encoded once and filled in afterwards, it reads as if it had been written whole."""
    part = Part("plain", "[[name]]".join(pieces), ("[[name]]", "[[reason]]"))

    filled = part.filled({"[[name]]": value.replace("\n", " ").encode()})

    whole = value.replace("\n", " ").join(pieces)
    assert read(filled).replace("\r\n", "\n").rstrip("\n") == whole.rstrip("\n")
    assert max(map(len, filled.split(b"\r\n"))) <= 76
    assert filled.isascii()
    assert filled.endswith(b"\r\n") or not whole


@hypothesis_settings(max_examples=200, deadline=None)
@given(name=st.text(max_size=150))
def test_a_name_is_kept_as_written_whatever_is_in_it(name):
    head = b"To: " + compose.named(name, "reader@province.example") + b"\r\n\r\n"

    message = message_from_bytes(head, policy=policy.default)

    assert message.keys() == ["To"]
    assert [address.addr_spec for address in message["To"].addresses] == ["reader@province.example"]


def test_a_content_greets_by_name_and_anybody_without_one():
    mailing = MailingFactory.build(text_ar="تحية [[name]] [[reason]]", html_ar="<p>[[name]]</p>")
    content = compose.Content(mailing, "ar")
    known = DeliveryFactory.build(mailing=mailing, name="نور <صباح> & زميلاتها")

    letters = [
        message_from_bytes(content.to(delivery, kit.now()), policy=policy.default)
        for delivery in (known, DeliveryFactory.build(mailing=mailing))
    ]

    texts = [[part.get_content().strip() for part in every_part(letter)] for letter in letters]
    assert texts[0][0].startswith("تحية نور <صباح> & زميلاتها")
    assert texts[0][1] == "<p>نور &lt;صباح&gt; &amp; زميلاتها</p>"
    assert texts[1][1] == "<p>قارئنا</p>"
    assert letters[0]["To"].addresses[0].display_name == "نور <صباح> & زميلاتها"


@hypothesis_settings(max_examples=100, deadline=None)
@given(subject=st.text(st.sampled_from("إجازة البناء abc ١٢ —“”"), min_size=1, max_size=200))
def test_every_subject_arrives_as_it_was_written(subject):
    _, content, message = composed(subject_ar=f"أ{subject}ب")

    assert " ".join(message["Subject"].split()) == " ".join(f"أ{subject}ب".split())
    assert max(map(len, content.split(b"\r\n"))) <= 998


INVITATION = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:اجتماع اللجنة\r\nEND:VCALENDAR\r\n"


def letter(**fields):
    message = EmailMultiAlternatives(
        "رمز الدخول",
        "رمزك هو ٤٨٢١\n" + "كلمة " * 400,
        to=["a@province.example", "b@province.example"],
        **fields,
    )
    message.attach_alternative('<p dir="rtl">رمزك هو</p>', "text/html")
    content = compose.letter(
        message, address="a@province.example", message_id="<x@network.example>", language="ar", at=kit.now()
    )
    return content, message_from_bytes(content, policy=policy.default)


def test_a_letter_goes_to_one_recipient_in_plain_seven_bits():
    content, message = letter()

    assert message["To"] == "a@province.example"
    assert b"b@province.example" not in content
    assert message["Message-ID"] == "<x@network.example>"
    assert message["Content-Language"] == "ar"
    assert message["Auto-Submitted"] == "auto-generated"
    assert LINE.sub(b"", content) == b""
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert content.isascii()
    assert [part.get_content_type() for part in every_part(message)] == ["text/plain", "text/html"]
    assert "رمزك هو ٤٨٢١" in every_part(message)[0].get_content()


def test_a_letter_keeps_its_attachments_and_their_arabic_names():
    content, message = letter(
        attachments=[("دليل.pdf", b"%PDF-1.7", "application/pdf"), ("a.ics", "BEGIN", "text/calendar")]
    )

    files = list(message.iter_attachments())

    assert [(f.get_filename(), f.get_content_type()) for f in files] == [
        ("دليل.pdf", "application/pdf"),
        ("a.ics", "text/calendar"),
    ]
    assert files[0].get_content() == b"%PDF-1.7"


def test_a_letter_keeps_its_own_headers_but_not_ours_twice():
    _, message = letter(
        headers={"X-Part": "7", "message-id": "<other@elsewhere.example>"},
        reply_to=["office@province.example"],
        from_email="Office <office@network.example>",
    )

    assert message["X-Part"] == "7"
    assert message.get_all("Message-ID") == ["<x@network.example>"]
    assert message["Reply-To"] == "office@province.example"
    assert message["From"] == "Office <office@network.example>"


def test_a_letters_subject_of_two_lines_is_refused():
    message = EmailMultiAlternatives("Hello\nBcc: all@province.example", "text")

    with pytest.raises(ValueError, match="linefeed|CR|header"):
        compose.letter(message, address="a@b.example", message_id="<x@y>", language="ar", at=kit.now())


def test_an_invitation_is_a_part_that_calendars_act_on_and_a_file():
    message = EmailMultiAlternatives("اجتماع", "ندعوكم إلى اجتماع")
    message.attach_alternative("<p>ندعوكم</p>", "text/html")
    message.attach_alternative(INVITATION, "text/calendar; method=REQUEST")
    message.attach("invite.ics", INVITATION, "text/calendar; method=REQUEST")

    content = compose.letter(
        message, address="a@province.example", message_id="<x@network.example>", language="ar", at=kit.now()
    )

    read = message_from_bytes(content, policy=policy.default)
    kinds = [part.get_content_type() for part in every_part(read)]
    assert kinds == ["text/plain", "text/html", "text/calendar", "text/calendar"]
    acted_on, file = every_part(read)[2:]
    for part in (acted_on, file):
        assert (part.get_param("method"), part.get_content_charset()) == ("REQUEST", "utf-8")
        assert part.get_content() == INVITATION
    assert (acted_on.get_filename(), file.get_filename()) == (None, "invite.ics")
    assert max(map(len, content.split(b"\r\n"))) <= 78
