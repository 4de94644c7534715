"""Digits people type: ٣٤ and ۳۴ are 34, in every input."""

from django import forms

ARABIC = "٠١٢٣٤٥٦٧٨٩"
PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
LATIN = "0123456789"
TO_LATIN = str.maketrans(ARABIC + PERSIAN, LATIN * 2)
TO_ARABIC = str.maketrans(LATIN, ARABIC)
SEPARATORS = str.maketrans({"٫": ".", "٬": "", "−": "-", "\u200e": "", "\u200f": "", "\u061c": ""})


def latin(text: str) -> str:
    """Text with Arabic and Persian digits written 0-9."""
    return text.translate(TO_LATIN)


def arabic(text: str) -> str:
    """Text with 0-9 written ٠-٩."""
    return text.translate(TO_ARABIC)


class DigitsMixin:
    """For form fields: digits of either script are read; a text input with a number keyboard."""

    inputmode = "numeric"

    def to_python(self, value):
        if isinstance(value, str):
            value = latin(value).translate(SEPARATORS).strip()
        return super().to_python(value)

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        if isinstance(widget, forms.TextInput) and self.inputmode:
            attrs["inputmode"] = self.inputmode
        return attrs


class IntegerField(DigitsMixin, forms.IntegerField):
    widget = forms.TextInput


class DecimalField(DigitsMixin, forms.DecimalField):
    widget = forms.TextInput
    inputmode = "decimal"


class CodeField(DigitsMixin, forms.CharField):
    """A code from a mail or an authenticator: spaces and dashes do not matter."""

    def to_python(self, value):
        value = super().to_python(value)
        return "".join(value.split()).replace("-", "") if isinstance(value, str) else value

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "autocomplete": "one-time-code", "dir": "ltr"}


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None, format="%Y-%m-%d"):
        super().__init__(attrs, format)


class DateField(DigitsMixin, forms.DateField):
    widget = DateInput
    inputmode = ""


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None, format="%Y-%m-%dT%H:%M"):
        super().__init__(attrs, format)


class DateTimeField(DigitsMixin, forms.DateTimeField):
    widget = DateTimeInput
    inputmode = ""
