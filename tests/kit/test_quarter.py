"""Quarters: their days, their order, how they are written and stored."""

import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import isolate_apps
from django.urls.converters import get_converters
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kit import formats
from kit.quarter import Quarter, QuarterConverter, QuarterField, QuarterFormField

QUARTERS = st.builds(Quarter, st.integers(1001, 9998), st.integers(1, 4))
DAYS = st.dates(datetime.date(1001, 1, 1), datetime.date(9998, 12, 31))


@given(QUARTERS)
def test_next_and_previous_undo_each_other(quarter):
    assert quarter.next.previous == quarter == quarter.previous.next
    assert quarter.previous < quarter < quarter.next


@given(QUARTERS)
def test_written_and_read_again(quarter):
    assert Quarter.parse(str(quarter)) == quarter
    assert QuarterConverter.to_python(QuarterConverter.to_url(quarter)) == quarter


@given(DAYS)
def test_a_day_lies_in_its_quarter_alone(day):
    quarter = Quarter.of(day)

    assert quarter.contains(day)
    assert day in quarter
    assert day not in quarter.next
    assert day not in quarter.previous


@given(QUARTERS)
def test_quarters_leave_no_day_out(quarter):
    assert quarter.last + datetime.timedelta(days=1) == quarter.next.first


@given(QUARTERS, QUARTERS)
def test_order_of_text_is_order_of_time(one, other):
    assert (str(one) < str(other)) == (one < other) == (one.first < other.first)


@given(QUARTERS, st.integers(-40, 40))
def test_difference_counts_quarters(quarter, count):
    if 1000 <= (quarter.year * 4 + quarter.number - 1 + count) // 4 <= 9999:
        assert quarter.plus(count) - quarter == count


def test_days_of_a_quarter():
    quarter = Quarter(2026, 4)

    assert (quarter.first, quarter.last) == (datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
    assert Quarter(2028, 1).last == datetime.date(2028, 3, 31)


@pytest.mark.parametrize("written", ["2026-Q4", "٢٠٢٦-Q٤", "۲۰۲۶-q۴", " 2026-q4 "])
def test_read_in_either_digits(written):
    assert Quarter.parse(written) == Quarter(2026, 4)


@pytest.mark.parametrize(
    "written", ["", "2026", "2026-Q5", "2026-Q0", "0999-Q1", "2026-Q4x", "Q4-2026", "2026-04"]
)
def test_what_is_no_quarter_is_refused(written):
    with pytest.raises(ValueError, match="Not a quarter"):
        Quarter.parse(written)


def test_a_quarter_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="No such quarter"):
        Quarter(2026, 5)


def test_labels_in_both_languages():
    quarter = Quarter(2026, 4)

    with override("ar"):
        assert quarter.label == "الربع الرابع ٢٠٢٦"
        assert quarter.short == "ر٤ ٢٠٢٦"
        assert quarter.fiscal_label == "السنة المالية ٢٠٢٧، ر١"
        with formats.choosing("latn"):
            assert quarter.label == "الربع الرابع 2026"
    with override("en"):
        assert quarter.label == "Fourth quarter 2026"
        assert quarter.short == "Q4 2026"
        assert quarter.fiscal_label == "FY2027 Q1"
        assert Quarter(2027, 3).fiscal_label == "FY2027 Q4"


class QuarterForm(forms.Form):
    quarter = QuarterFormField()


def test_form_reads_a_quarter():
    form = QuarterForm({"quarter": "٢٠٢٦-Q4"})

    assert form.is_valid()
    assert form.cleaned_data["quarter"] == Quarter(2026, 4)


def test_form_refuses_with_a_sentence():
    form = QuarterForm({"quarter": "autumn"})

    with override("en"):
        assert form.errors["quarter"] == ["Write the quarter as 2026-Q4."]


def test_form_shows_a_quarter_as_it_is_written():
    assert 'value="2026-Q4"' in str(QuarterForm(initial={"quarter": Quarter(2026, 4)})["quarter"])


@pytest.mark.django_db
@isolate_apps()
def test_field_keeps_a_quarter_in_the_database():
    class Season(models.Model):
        quarter = QuarterField(null=True, blank=True)

        class Meta:
            app_label = "kit"

        def __str__(self):
            return str(self.quarter)

    with connection.schema_editor() as editor:
        editor.create_model(Season)
    for quarter in (Quarter(2026, 4), "2025-Q1", None):
        Season.objects.create(quarter=quarter)

    kept = list(Season.objects.filter(quarter__gte=Quarter(2025, 2)).values_list("quarter", flat=True))
    ordered = list(Season.objects.exclude(quarter=None).order_by("quarter").values_list("quarter", flat=True))

    assert kept == [Quarter(2026, 4)]
    assert ordered == [Quarter(2025, 1), Quarter(2026, 4)]
    assert Season.objects.get(quarter=None).quarter is None
    assert Season._meta.get_field("quarter").value_to_string(Season(quarter=Quarter(2026, 1))) == "2026-Q1"


def test_field_says_what_is_wrong():
    with pytest.raises(ValidationError):
        QuarterField().to_python("2026-Q9")


def test_field_is_written_short_into_migrations():
    _name, path, args, kwargs = QuarterField(null=True).deconstruct()

    assert (path, args, kwargs) == ("kit.quarter.QuarterField", [], {"null": True})


def test_converter_is_registered_for_addresses():
    assert isinstance(get_converters()["quarter"], QuarterConverter)
