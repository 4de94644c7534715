"""Rich text: an allow-list on every save, plain text made safe, a form that works without an editor."""

import re

import pytest
from django import forms
from django.db import connection, models
from django.test.utils import isolate_apps
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kit import richtext
from kit.richtext import RichTextarea, RichTextField, RichTextFormField

PLAIN = "<p> </p> <b> </b> <br> <script> </script> <table> <td> </table> <li> <ul> </ul> </h2> </a> <!-- -->"
MORE = "&lt; &amp; &nbsp; < > <style> </style> <math> <noscript> <template> ]]> <unknown> نص text"
PIECES = [
    *f"{PLAIN} {MORE}".split(),
    *("<h2 class='x' style='color:red' dir=rtl>", "<a href='javascript:alert(1)'>", "<a href=/x>"),
    *("<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "\n", "\n\n", " ", "\x00"),
]
HTML = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
DANGEROUS = re.compile(
    r"<(script|style|svg|img|math|iframe|template|noscript)|\son\w+=|javascript:|style=|class=", re.I
)


@given(st.one_of(HTML, st.text(max_size=80)))
def test_nothing_dangerous_is_kept_and_cleaning_again_changes_nothing(written):
    kept = richtext.clean(written)

    assert not DANGEROUS.search(re.sub(r">[^<]*<", "><", f">{kept}<"))
    assert richtext.clean(kept) == kept
    assert "\x00" not in kept


@given(st.text(max_size=80))
def test_plain_text_keeps_its_words(written):
    words = " ".join(written.replace("\x00", "").split())
    if richtext.MARKUP.search(written):
        return

    assert " ".join(richtext.plain(richtext.clean(written)).split()) == words


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Two lines\nof one\n\nand a second", "<p>Two lines<br>of one</p>\n<p>and a second</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("  \n ", ""),
        ("<p>&nbsp;</p>", ""),
        (
            '<h2 dir="rtl" lang="ar" style="color:red" class="x">عنوان</h2>',
            '<h2 dir="rtl" lang="ar">عنوان</h2>',
        ),
        ("<p>ok<script>alert(1)</script></p>", "<p>ok</p>"),
        ('<p onclick="x()">a</p>', "<p>a</p>"),
        ('<p><a href="javascript:x()">a</a></p>', '<p><a rel="noopener nofollow ugc">a</a></p>'),
        ('<p><img src="https://elsewhere.example/pixel.gif">a</p>', "<p>a</p>"),
        ("<unknown>words</unknown>", "<p>words</p>"),
        ("<h1>Title</h1><p>a</p>", "Title<p>a</p>"),
    ],
)
def test_what_is_kept(written, kept):
    assert richtext.clean(written) == kept


def test_links_and_tables_stay():
    table = '<table><tbody><tr><td colspan="2">x</td></tr></tbody></table>'
    written = f'<p><a href="https://iraqgsp.org/ar">موقع</a></p>{table}'

    kept = richtext.clean(written)

    assert 'href="https://iraqgsp.org/ar"' in kept
    assert '<td colspan="2">x</td>' in kept


def test_words_of_rich_text():
    assert richtext.plain("<h2>One</h2><p>two <b>three</b><br>four &amp; five</p><ul><li>six</li></ul>") == (
        "One\ntwo three\nfour & five\nsix"
    )


@given(st.text(st.sampled_from("ab <>&\n\"'نص"), max_size=60))
def test_plain_text_is_edited_as_it_was_written(written):
    saved = richtext.clean(written)

    assert richtext.clean(richtext.editable(saved)) == saved
    if richtext.MARKUP.search(written) is None:
        assert "<p>" not in richtext.editable(saved)


def test_formatted_text_is_edited_as_html():
    assert richtext.editable("<h2>One</h2><p>two</p>") == "<h2>One</h2><p>two</p>"
    assert richtext.editable("<p>&lt;b&gt;</p>") == "<p>&lt;b&gt;</p>"


class Form(forms.Form):
    body = RichTextFormField()


def test_a_form_asks_for_words():
    assert not Form({"body": "<p> </p>"}).is_valid()
    assert Form({"body": "نص"}).is_valid()


def test_the_text_area_works_alone_and_offers_the_editor():
    with override("ar"):
        shown = str(Form(initial={"body": "<p>one</p>"})["body"])

    assert re.search(r"<textarea[^>]*name=\"body\"[^>]*>\s*one</textarea>", shown)
    assert 'dir="auto"' in shown
    assert 'type="button" hidden' in shown
    assert "django_ckeditor_5/dist/translations/ar" in shown
    assert "<script" not in shown


def test_the_script_comes_with_the_form():
    assert "js/rich-text" in str(Form().media)


@pytest.mark.django_db
@isolate_apps()
def test_saving_cleans():
    class Page(models.Model):
        body_ar = RichTextField(blank=True)

        class Meta:
            app_label = "kit"

        def __str__(self):
            return self.body_ar

    with connection.schema_editor() as editor:
        editor.create_model(Page)
    page = Page.objects.create(body_ar="<p style='x'>نص<script>x</script></p>")

    assert page.body_ar == "<p>نص</p>"
    assert Page.objects.get().body_ar == "<p>نص</p>"
    field = Page._meta.get_field("body_ar")
    assert field.deconstruct()[1] == "django.db.models.TextField"
    assert isinstance(field.formfield().widget, RichTextarea)
    assert field.formfield().widget.attrs["lang"] == "ar"
