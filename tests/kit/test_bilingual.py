"""Pairs: the reader's language first, the other one marked, ordered as shown."""

import copy
import pickle

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps
from django.utils.translation import override

from kit.bilingual import Pair, Text, in_language, order_of_languages


class Page:
    title = Pair("title")

    def __init__(self, **titles):
        vars(self).update(titles)


def test_the_readers_language_comes_first():
    page = Page(title_ar="مشتريات", title_en="Procurement")

    with override("ar"):
        assert (page.title, page.title.lang, page.title.is_other) == ("مشتريات", "ar", False)
    with override("en"):
        assert (page.title, page.title.lang, page.title.is_other) == ("Procurement", "en", False)


@pytest.mark.parametrize("missing", ["", "  "])
def test_what_is_missing_is_shown_in_the_other_language(missing):
    page = Page(title_ar=missing, title_en="Procurement")

    with override("ar"):
        assert (page.title, page.title.lang, page.title.is_other) == ("Procurement", "en", True)


def test_nothing_in_either_language_is_empty():
    with override("ar"):
        assert (Page(title_ar="", title_en="").title, Page(title_ar="", title_en="").title.is_other) == (
            "",
            False,
        )


def test_kurdish_falls_back_to_arabic_then_english():
    assert order_of_languages("ckb") == ("ckb", "ar", "en")
    with override("ckb"):
        assert Page(title_ar="مشتريات", title_en="Procurement").title.lang == "ar"
        assert Page(title_ckb="کڕین", title_ar="مشتريات").title == "کڕین"
        assert Page(title_ar="", title_en="Procurement").title.lang == "en"


def test_a_language_can_be_asked_for():
    page = Page(title_ar="مشتريات", title_en="Procurement")

    with override("ar"):
        assert in_language(page, "title", "en") == "Procurement"


def test_text_is_a_string_that_survives_copies():
    text = Text("Procurement", "en", True)

    for same in (copy.copy(text), pickle.loads(pickle.dumps(text))):
        assert (same, same.lang, same.is_other) == ("Procurement", "en", True)
    assert f"{text}!" == "Procurement!"


@pytest.mark.django_db
@isolate_apps()
def test_a_list_is_ordered_by_what_is_shown():
    class Page(models.Model):
        title = Pair("title")
        title_ar = models.CharField(max_length=20, blank=True)
        title_en = models.CharField(max_length=20, blank=True)

        class Meta:
            app_label = "kit"

        def __str__(self):
            return self.title

    with connection.schema_editor() as editor:
        editor.create_model(Page)
    Page.objects.create(title_ar="ب", title_en="")
    Page.objects.create(title_ar="أ", title_en="Z")
    Page.objects.create(title_ar="", title_en="A")

    with override("en"):
        shown = [page.title for page in Page.objects.order_by(Page.title.expression())]

    assert shown == ["A", "Z", "ب"]
