"""The letter in both languages: complete, right to left, light enough, and safe."""

import datetime
import re

import pytest
from django.conf import settings

from kit import formats
from library.models import Kind
from mailing.compose import LARGEST_HTML, PREFERENCES, REASON, UNSUBSCRIBE
from newsletter import letter
from newsletter.models import Section
from newsletter.views.preview import seen
from tests.factories import library
from tests.factories.members import ProvinceFactory
from tests.factories.newsletter import EditionFactory, EntryFactory, with_item
from tests.factories.themes import ThemeFactory

ORIGIN = settings.PORTAL_ORIGIN
pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """November, Ninewa: a story, a template, a workshop written by hand."""
    province = ProvinceFactory(name_ar="نينوى", name_en="Ninewa")
    theme = ThemeFactory(title_ar="المشتريات", title_en="Better procurement")
    edition = EditionFactory(
        number=12,
        month=datetime.date(2026, 11, 1),
        province=province,
        theme=theme,
        title_ar="إجازة البناء",
        title_en="Building permits in 12 days",
        welcome_ar="أهلاً بكم.\n\nهذا العدد عن نينوى.",
        welcome_en="Welcome.",
    )
    story = library.published(
        province=province,
        kind=Kind.SUCCESS_STORY,
        title_ar="إجازة البناء",
        title_en="Building permits in 12 days",
        summary_ar="جمعت نينوى خمسة تواقيع في مكتب واحد.",
        summary_en="Ninewa moved five signatures to one desk.",
    )
    with_item(edition, story)
    template = library.published(kind=Kind.TEMPLATE, title_ar="جدول الأسعار", title_en="Price sheet")
    with_item(edition, template, section=Section.PICKS)
    EntryFactory(edition=edition, title_ar="ورشة في الحلة", title_en="Workshop in Hilla")
    return edition


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_language_and_direction_stand_on_the_outermost_block(edition, language, direction):
    html = letter.build(edition, language).html

    assert re.search(rf'<html lang="{language}" dir="{direction}"', html)
    assert re.search(rf'<div class="page"[^>]*lang="{language}" dir="{direction}"', html)
    assert "⟦" not in html


@pytest.mark.parametrize("language", ["ar", "en"])
def test_both_parts_hold_everything(edition, language):
    built = letter.build(edition, language)
    other = "en" if language == "ar" else "ar"
    entries = list(edition.entries.all())
    wanted = [
        getattr(edition, f"title_{language}"),
        edition.province.name_ar if language == "ar" else "Ninewa",
    ]
    wanted += [getattr(entry, f"title_{language}") for entry in entries]
    wanted += [getattr(entry, f"text_{language}") for entry in entries]
    wanted += [f"{ORIGIN}/{language}/library/{entry.item_id}/" for entry in entries if entry.item]
    wanted += [
        getattr(edition.theme, f"title_{language}"),
        "https://events.example/12",
        REASON,
        UNSUBSCRIBE,
        PREFERENCES,
    ]
    wanted += [f"{ORIGIN}/{language}/newsletter/12/", f"{ORIGIN}/{other}/newsletter/12/"]

    for part in (built.text, built.html):
        assert [words for words in wanted if words not in part] == []
    assert built.subject == getattr(edition, f"title_{language}")


def test_the_subject_is_the_title_and_the_reason_says_why(edition):
    built = letter.build(edition, "en")

    assert built.subject == "Building permits in 12 days"
    assert built.reason == "You get this because you subscribed to the newsletter of the Excellence Network."


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "الرد على هذه الرسالة لا يقرؤه أحد ولا يغيّر شيئاً."),
        ("en", "An answer to this mail is read by nobody and changes nothing."),
    ],
)
def test_both_parts_say_what_an_answer_changes(edition, language, words):
    built = letter.build(edition, language)

    assert [part.count(words) for part in (built.text, built.html)] == [1, 1]


def test_what_opens_the_letter_is_told_once(edition):
    html = letter.build(edition, "en").html

    assert len(re.findall(r"<h1[^>]*>Building permits in 12 days</h1>", html)) == 1
    assert html.count("Ninewa moved five signatures") == 2  # once for the eye, once beside the subject


def test_sections_stand_in_their_order_and_empty_ones_are_absent(edition):
    text = letter.build(edition, "en").text

    assert text.index("Events ahead") < text.index("Picks from the library")
    assert "Opportunities" not in text


def test_every_link_is_absolute(edition):
    html = letter.build(edition, "ar").html

    links = re.findall(r'href="([^"]*)"', html)
    assert links
    assert [link for link in links if not link.startswith(("http://", "https://", "[["))] == []


def test_months_and_digits_are_the_readers_not_the_editors(edition):
    with formats.choosing("latn"):
        built = letter.build(edition, "ar")

    assert "تشرين الثاني ٢٠٢٦" in built.html
    assert "تشرين الثاني ٢٠٢٦" in built.text


def test_what_people_wrote_stays_text(edition):
    EntryFactory(
        edition=edition, title_en='<script>alert("1")</script> & more', text_en="<mj-raw></mj-text>\n\nNext"
    )

    html = letter.build(edition, "en").html

    assert "<script" not in html
    assert '&lt;script&gt;alert("1")&lt;/script&gt; &amp; more' in html
    assert "&lt;mj-raw&gt;&lt;/mj-text&gt;<br" in html
    assert '<script>alert("1")</script> & more' in letter.build(edition, "en").text


def test_what_one_language_lacks_comes_in_the_other_with_its_direction(edition):
    EntryFactory(edition=edition, title_en="", title_ar="خبر بالعربية وحدها")

    assert '<span lang="ar" dir="rtl">خبر بالعربية وحدها</span>' in letter.build(edition, "en").html


def test_a_full_edition_stays_under_what_mail_programs_show(edition):
    for n in range(20):
        EntryFactory(edition=edition, section=Section.OPPORTUNITIES, text_ar=f"{n} " + "نص طويل " * 60)

    assert len(letter.build(edition, "ar").html.encode()) < LARGEST_HTML


def test_no_picture_counts_readers(edition):
    assert "<img" not in letter.build(edition, "ar").html


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("entries", [0, 1, 16])
def test_every_size_of_edition_is_shown_whole_and_needs_no_picture(edition, language, entries):
    for n in range(entries):
        words = {"text_ar": f"{n} " + "نص طويل " * 40, "text_en": f"{n} " + "many words " * 40}
        EntryFactory(edition=edition, section=list(Section)[n % 5], **words)

    html = letter.build(edition, language).html

    assert len(html.encode()) < LARGEST_HTML
    assert [tag for tag in re.findall(r"<img\b[^>]*>", html) if not re.search(r'\balt="[^"]+"', tag)] == []
    assert not re.search(r"background(-image)?:[^;\"]*url\(", html)
    assert not re.search(r'\bbackground="', html)


def test_each_look_is_shown_whatever_the_device_is(edition):
    html = letter.build(edition, "ar").html

    dark, light = seen(html, "dark"), seen(html, "light")

    assert "prefers-color-scheme" in html
    for look in (dark, light):
        assert "prefers-color-scheme" not in look
    assert "@media all" in dark
    assert "@media not all" in light
    assert '<meta name="color-scheme" content="dark">' in dark
