"""A quarter of the year, "2026-Q4": the rhythm of chairs, themes and goals."""

import calendar
import datetime
import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kit import formats
from kit.digits import latin

WRITTEN = re.compile(r"(?P<year>[1-9]\d{3})-Q(?P<number>[1-4])", re.ASCII)


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int

    def __post_init__(self):
        if not (1000 <= self.year <= 9999 and 1 <= self.number <= 4):
            raise ValueError(f"No such quarter: {self.year}, {self.number}")

    @classmethod
    def of(cls, day: datetime.date) -> "Quarter":
        """The quarter a Baghdad date lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Reads "2026-Q4", in either digits; raises ValueError."""
        match = WRITTEN.fullmatch(latin(str(text)).strip().upper())
        if not match:
            raise ValueError(f"Not a quarter: {text!r}")
        return cls(int(match["year"]), int(match["number"]))

    def __str__(self):
        return f"{self.year:04d}-Q{self.number}"

    @property
    def first(self) -> datetime.date:
        return datetime.date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> datetime.date:
        month = self.number * 3
        return datetime.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def next(self) -> "Quarter":
        return self.plus(1)

    @property
    def previous(self) -> "Quarter":
        return self.plus(-1)

    def plus(self, count: int) -> "Quarter":
        """The quarter `count` quarters later (earlier when negative)."""
        year, index = divmod(self.year * 4 + self.number - 1 + count, 4)
        return Quarter(year, index + 1)

    def __sub__(self, other: "Quarter") -> int:
        """How many quarters lie between two."""
        return (self.year - other.year) * 4 + self.number - other.number

    def contains(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last

    __contains__ = contains

    @property
    def label(self) -> str:
        """ "Fourth quarter 2026", in the reader's language and digits."""
        return gettext("%(quarter)s %(year)s") % {
            "quarter": _NAMES[self.number - 1],
            "year": formats.digits(self.year),
        }

    @property
    def short(self) -> str:
        """ "Q4 2026", for tables and tabs."""
        return gettext("Q%(number)s %(year)s") % {
            "number": formats.digits(self.number),
            "year": formats.digits(self.year),
        }

    @property
    def fiscal_label(self) -> str:
        """The same quarter in a fiscal year that begins in October: Q4 2026 is FY2027 Q1."""
        return gettext("FY%(year)s Q%(number)s") % {
            "year": formats.digits(self.year + (self.number == 4)),
            "number": formats.digits(self.number % 4 + 1),
        }


_NAMES = (_("First quarter"), _("Second quarter"), _("Third quarter"), _("Fourth quarter"))


class QuarterFormField(forms.CharField):
    default_error_messages = {"invalid": _("Write the quarter as 2026-Q4.")}

    def to_python(self, value):
        if isinstance(value, Quarter) or value in self.empty_values:
            return value or None
        try:
            return Quarter.parse(value)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class QuarterField(models.CharField):
    """Stores "2026-Q4": text order is the order of time."""

    description = _("Quarter")

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 7
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return Quarter.parse(value) if value else None

    def to_python(self, value):
        if isinstance(value, Quarter) or not value:
            return value or None
        try:
            return Quarter.parse(value)
        except ValueError:
            message = QuarterFormField.default_error_messages["invalid"]
            raise ValidationError(message, code="invalid") from None

    def run_validators(self, value):
        super().run_validators(str(value) if isinstance(value, Quarter) else value)

    def get_prep_value(self, value):
        value = self.to_python(value)
        return None if value is None else str(value)

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": QuarterFormField, "empty_value": None, **kwargs})


class QuarterConverter:
    """`<quarter:quarter>` in addresses: /quarters/2026-Q4/."""

    regex = "[1-9][0-9]{3}-Q[1-4]"
    to_python = staticmethod(Quarter.parse)
    to_url = staticmethod(str)
