"""Digits of either script are read in every field; numbers keep their keyboard."""

import datetime
from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from kit import digits


@given(st.integers(-(10**12), 10**12))
def test_arabic_digits_are_read_back(number):
    assert int(digits.latin(digits.arabic(str(number)))) == number


@given(st.text())
def test_only_digits_change(text):
    changed = digits.latin(text)

    assert len(changed) == len(text)
    assert all(
        old == new or old in digits.ARABIC + digits.PERSIAN for old, new in zip(text, changed, strict=True)
    )


def test_persian_digits_are_read():
    assert digits.latin("۳۴ و ٣٤") == "34 و 34"


class Form(forms.Form):
    people = digits.IntegerField(required=False)
    cost = digits.DecimalField(required=False)
    code = digits.CodeField(required=False)
    on = digits.DateField(required=False)
    at = digits.DateTimeField(required=False)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("people", "٣٤", 34),
        ("people", "۱٬۲۳۴", 1234),
        ("people", "\u200e-٥", -5),
        ("people", "٥\u066b٠", 5),
        ("cost", "١٢٣٤٫٥", Decimal("1234.5")),
        ("cost", "1234.5", Decimal("1234.5")),
        ("code", "١٢٣ ٤٥٦", "123456"),
        ("code", "AB-12 c", "AB12c"),
        ("on", "٢٠٢٦-١١-٢٣", datetime.date(2026, 11, 23)),
        ("on", "٢٣/١١/٢٠٢٦", datetime.date(2026, 11, 23)),
    ],
)
def test_fields_read_what_is_typed(field, typed, value):
    form = Form({field: typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data[field] == value


def test_moment_is_read_in_baghdad():
    form = Form({"at": "٢٠٢٦-١١-٢٣T١٤:٠٥"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"].astimezone(datetime.UTC).hour == 11


@pytest.mark.parametrize("typed", ["abc", "٣ ٤ب", "--"])
def test_what_is_no_number_is_refused(typed):
    assert not Form({"people": typed}).is_valid()


def test_widgets_ask_for_the_number_keyboard_and_never_drop_digits():
    form = Form(initial={"on": datetime.date(2026, 11, 3)})

    assert 'type="text"' in str(form["people"])
    assert 'inputmode="numeric"' in str(form["people"])
    assert 'inputmode="decimal"' in str(form["cost"])
    assert 'autocomplete="one-time-code"' in str(form["code"])
    assert 'type="date"' in str(form["on"])
    assert 'value="2026-11-03"' in str(form["on"])
    assert "inputmode" not in str(form["on"])
