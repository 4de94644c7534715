"""Iraqi formats: months, digits by choice, separators, sizes."""

import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.formats import date_format, get_format
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kit import formats
from kit.bilingual import Text
from kit.digits import latin

DAY = datetime.date(2026, 11, 23)
MOMENT = datetime.datetime(2026, 7, 14, 11, 5, tzinfo=datetime.UTC)
MONTHS = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
]


@pytest.mark.parametrize(
    ("function", "value", "arabic", "chosen", "english"),
    [
        (formats.number, 1234567, "١٬٢٣٤٬٥٦٧", "1,234,567", "1,234,567"),
        (formats.number, Decimal("12.5"), "١٢٫٥", "12.5", "12.5"),
        (formats.number, 0, "٠", "0", "0"),
        (formats.number, -3, "-٣", "-3", "-3"),
        (formats.percent, 0.25, "٢٥٪", "25%", "25%"),
        (formats.percent, 1, "١٠٠٪", "100%", "100%"),
        (formats.day, DAY, "٢٣ تشرين الثاني ٢٠٢٦", "23 تشرين الثاني 2026", "23 November 2026"),
        (
            formats.weekday,
            DAY,
            "الاثنين ٢٣ تشرين الثاني ٢٠٢٦",
            "الاثنين 23 تشرين الثاني 2026",
            "Monday 23 November 2026",
        ),
        (formats.day_month, DAY, "٢٣ تشرين الثاني", "23 تشرين الثاني", "23 November"),
        (formats.month_year, DAY, "تشرين الثاني ٢٠٢٦", "تشرين الثاني 2026", "November 2026"),
        (formats.clock_time, MOMENT, "٢:٠٥ م", "2:05 م", "14:05"),
        (formats.clock_time, datetime.time(0, 0), "١٢:٠٠ ص", "12:00 ص", "00:00"),
        (formats.moment, MOMENT, "١٤ تموز ٢٠٢٦، ٢:٠٥ م", "14 تموز 2026، 2:05 م", "14 July 2026, 14:05"),
        (formats.size, 512, "٥١٢ بايت", "512 بايت", "512 bytes"),
        (formats.size, 240_000, "٢٤٠ كيلوبايت", "240 كيلوبايت", "240 KB"),
        (formats.size, 1_250_000, "١٫٢ ميغابايت", "1.2 ميغابايت", "1.2 MB"),
        (formats.size, 3_000_000_000, "٣ غيغابايت", "3 غيغابايت", "3 GB"),
        (formats.digits, "07701234567", "٠٧٧٠١٢٣٤٥٦٧", "07701234567", "07701234567"),
    ],
)
def test_formats_by_language_and_choice(function, value, arabic, chosen, english):
    with override("ar"):
        assert function(value) == arabic
        with formats.choosing("latn"):
            assert function(value) == chosen
    with override("en"), formats.choosing("arab"):
        assert function(value) == english


def test_kurdish_needs_translations_alone():
    with override("ckb"):
        assert formats.weekday(DAY) == "دووشەممە ٢٣ تشرینی دووەم ٢٠٢٦"
        assert formats.number(Decimal("1234.5")) == "١٬٢٣٤٫٥"
        assert formats.size(2_000_000) == "٢ ميغابايت"  # what is not yet translated is Arabic
        assert get_format("FIRST_DAY_OF_WEEK") == 6


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_those_of_iraq(month):
    with override("ar"):
        assert formats.month_year(datetime.date(2026, month, 1)) == f"{MONTHS[month - 1]} ٢٠٢٦"


@pytest.mark.parametrize("month", range(1, 13))
def test_django_itself_writes_the_months_of_iraq(month):
    day = datetime.date(2026, month, 3)

    with override("ar"):
        assert date_format(day) == f"3 {MONTHS[month - 1]} 2026"


def test_the_week_begins_on_saturday():
    for language in ("ar", "en"):
        with override(language):
            assert get_format("FIRST_DAY_OF_WEEK") == 6
            assert get_format("DECIMAL_SEPARATOR") == "."


def test_a_day_of_an_instant_is_the_one_in_baghdad():
    with override("en"):
        assert formats.day(datetime.datetime(2026, 12, 31, 21, 30, tzinfo=datetime.UTC)) == "1 January 2027"


@given(st.integers(-(10**12), 10**12))
def test_numbers_are_the_same_in_either_digits(number):
    with override("ar"):
        shown = formats.number(number)
        with formats.choosing("latn"):
            assert latin(shown).replace("٬", ",") == formats.number(number)


def test_the_choice_may_be_asked_for_late_and_ends_with_its_block():
    with override("ar"):
        with formats.choosing(lambda: "latn"):
            assert formats.number(5) == "5"
        assert formats.number(5) == "٥"


@pytest.mark.parametrize(
    "function",
    [formats.number, formats.percent, formats.day, formats.moment, formats.clock_time, formats.size],
)
def test_nothing_is_shown_for_nothing(function):
    assert function(None) == function("") == ""


def rendered(source, **values):
    return Template("{% load kit %}" + source).render(Context(values))


def test_filters_in_templates():
    with override("ar"):
        shown = rendered("{{ n|number }} {{ d|day }} {{ s|size }} {{ d|iso }}", n=34, d=DAY, s=2_000)

    assert shown == "٣٤ ٢٣ تشرين الثاني ٢٠٢٦ ٢ كيلوبايت 2026-11-23"


def test_text_in_the_readers_language_is_not_marked():
    with override("ar"):
        shown = rendered("{% text value %}", value=Text("مشتريات <b>", "ar"))

    assert shown == '<span lang="ar" dir="auto">مشتريات &lt;b&gt;</span>'


def test_text_that_exists_in_the_other_language_alone_is_marked():
    with override("ar"):
        shown = rendered("{% text value %}", value=Text("Procurement", "en", True))
        plain = rendered("{% text value mark=False %}", value=Text("Procurement", "en", True))

    assert shown == (
        '<span lang="en" dir="auto">Procurement</span> <span class="other-language">(بالإنجليزية)</span>'
    )
    assert plain == '<span lang="en" dir="auto">Procurement</span>'


def test_any_text_takes_its_own_direction():
    assert rendered("{% text value %}", value="a & b") == '<span dir="auto">a &amp; b</span>'
    assert rendered("{% text value %}", value="") == ""
