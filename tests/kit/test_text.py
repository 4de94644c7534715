"""Search words: one spelling, honest stems, names in either script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import text

TYPED = st.text(st.sampled_from("ابتةأإآىيئؤءهوالمحفظـًَُِّْ٣۴5Aé'’ -_.گکەێۆ\u200c\u200f\u202e"), max_size=40)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("الشَّكَاوَى", "الشكاوي"),
        ("إجراءات", "اجراءات"),
        ("مديريـــة", "مديريه"),
        ("آذار", "اذار"),
        ("ﻣﺤﺎﻓﻈﺔ", "محافظة"),
        ("وەزارەت", "وهزارهت"),
        ("کەرکووک", "كهركووك"),
        ("ئیدارە", "ييداره"),
        ("٢٠٢٦", "2026"),
        ("۲۰۲۶", "2026"),
        ("PROCUREMENT", "procurement"),
        ("café", "cafe"),
        ("\u202eabc\u200f", "abc"),
    ],
)
def test_spellings_of_one_word_are_one(written, same):
    assert text.normalise(written) == text.normalise(same)


@given(st.one_of(st.text(max_size=60), TYPED))
def test_normalising_twice_changes_nothing(written):
    once = text.normalise(written)

    assert text.normalise(once) == once


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("المحافظات", "محافظ"),
        ("محافظة", "محافظ"),
        ("والمحافظات", "محافظ"),
        ("بالمحافظة", "محافظ"),
        ("للمحافظين", "محافظ"),
        ("محافظتها", "محافظت"),
        ("المديريات", "مدير"),
        ("مديرية", "مدير"),
        ("المشتريات", "مشتر"),
        ("الموظفون", "موظف"),
        ("الموظفين", "موظف"),
        ("موظفان", "موظف"),
        ("المواطن", "مواطن"),
        ("كالمواطن", "مواطن"),
        ("فالمواطن", "مواطن"),
        ("شكراً", "شكر"),
        ("خدماتها", "خدمات"),
        ("عراقي", "عراق"),
        ("ماء", "ما"),
        ("من", "من"),
        ("ال", "ال"),
        ("وهو", "وهو"),
        ("دين", "دين"),
        ("procurements", "procur"),
        ("procuring", "procur"),
        ("services", "servic"),
        ("2026", "2026"),
    ],
)
def test_stems(word, stem):
    assert text.tokens(word) == [stem]


def test_forms_of_a_word_find_each_other():
    asked = set(text.tokens("شكوى المواطنين في مديريات المحافظة"))

    assert asked <= set(text.tokens("شكوى المواطن من مديرية في المحافظات"))


@pytest.mark.parametrize(
    "forms",
    [
        ("مدرسة", "مدارس", "المدرستين", "للمدارس"),
        ("كتاب", "كتب", "يكتب", "كتابة"),
        ("مستشفى", "مستشفيات", "بمستشفى"),
        ("authorise", "authorisation"),
    ],
)
def test_forms_of_a_word_share_a_root(forms):
    assert len({text.root(token) for form in forms for token in text.tokens(form)}) == 1


@pytest.mark.parametrize("word", ["ما", "من", "road", "2026", "ا", "ب", "ي", "تب"])
def test_short_words_have_no_root(word):
    assert [text.root(token) for token in text.tokens(word)] == [""]


def test_words_of_grammar_are_known_in_each_spelling():
    assert all(text.is_function_word(token) for token in text.tokens("ما هي في الى التى what The چۆن"))
    assert not any(text.is_function_word(token) for token in text.tokens("مدرسة water"))


def test_tokens_keep_order_and_repetitions():
    assert text.tokens("Plan, plans: planning the province’s plan") == [
        "plan",
        "plan",
        "plan",
        "the",
        "provinc",
        "plan",
    ]


def test_what_is_too_long_for_a_word_is_no_token():
    assert text.tokens("x" * 5_000 + " word") == ["word"]


@given(st.one_of(st.text(max_size=60), TYPED))
def test_tokens_are_plain_words(written):
    for token in text.tokens(written):
        assert token
        assert not set(token) & set(" '\\&|!():*<>_\x00")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبد الله حسين", "عبدالله حسين"),
        ("أحمد", "احمد"),
        ("هدى", "هدي"),
        ("فاطمة", "فاطمه"),
        ("عبد  الرّحمن", "عبدالرحمن"),
    ],
)
def test_names_written_in_two_ways_have_one_key(one, other):
    assert text.name_key(one) == text.name_key(other)


def test_names_are_ordered_by_letters_not_by_spelling():
    names = ["آمنة", "باسم", "أحمد", "إيمان"]

    assert sorted(names, key=text.name_key) == ["أحمد", "آمنة", "إيمان", "باسم"]


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("ماجد", "Majid Majeed Maajid"),
        ("محمد", "Mohammed Muhammad Mohamed"),
        ("يوسف", "Yousif Yusuf Youssef"),
        ("حسين الجبوري", "Hussein_Al-Jabouri Husayn_al_Juburi Hussain_El-Jubouri"),
        ("عبد الرحمن", "Abd_al-Rahman Abdulrahman Abdul_Rahman Abd_ar-Rahman"),
        ("فاطمة", "Fatima Fatimah Fatma"),
        ("كاظم", "Kadhim Kadhem"),
        ("خالد", "Khalid Khaled"),
        ("قاسم", "Qasim Kassem Qassem"),
        ("غسان", "Ghassan Ghasan"),
        ("شاكر", "Shaker Shakir"),
        ("علي", "Ali Aly"),
    ],
)
def test_a_name_sounds_the_same_in_both_scripts(arabic, latin):
    for written in latin.split():
        assert text.sound_key(written.replace("_", " ")) == text.sound_key(arabic), written


def test_different_names_sound_different():
    keys = [text.sound_key(name) for name in ("ماجد", "خالد", "حيدر", "زينب", "سعد", "نور")]

    assert len(set(keys)) == len(keys)


@given(st.text(max_size=60))
def test_any_name_has_keys(name):
    assert text.name_key(text.name_key(name)) == text.name_key(name)
    assert "  " not in text.sound_key(name)
