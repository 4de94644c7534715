"""Numbers, dates and sizes as an Iraqi reader expects them, in the digits the reader chose."""

import datetime
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from babel import dates, numbers
from django.utils import timezone
from django.utils.translation import get_language, gettext

from kit.clock import BAGHDAD
from kit.digits import arabic

LOCALES = {"ar": "ar_IQ", "ckb": "ckb_IQ", "en": "en_GB"}
ARABIC_SCRIPT = ("ar", "ckb")
NNBSP = "\u00a0"

# The reader's choice: "arab", "latn", "" (by language), or a function that finds out when first asked.
_choice: ContextVar = ContextVar("digits", default="")


@contextmanager
def choosing(choice):
    """Formats everything inside in the digits of `choice`: "arab", "latn", "" or a function giving one."""
    token = _choice.set(choice)
    try:
        yield
    finally:
        _choice.reset(token)


def language() -> str:
    code = (get_language() or "ar").split("-")[0]
    return code if code in LOCALES else "en"


def uses_arabic_digits() -> bool:
    """٠-٩ in Arabic and Kurdish unless the reader chose 0-9; never in English."""
    if language() not in ARABIC_SCRIPT:
        return False
    choice = _choice.get()
    return (choice() if callable(choice) else choice) != "latn"


def digits(value) -> str:
    """Any text with its digits as the reader has chosen; no separators (years, codes, phone numbers)."""
    return arabic(str(value)) if uses_arabic_digits() else str(value)


def _shown(text: str) -> str:
    return arabic(text).replace("%", "٪") if uses_arabic_digits() else text


def _system() -> str:
    return "arab" if uses_arabic_digits() else "latn"


def number(value, decimals: int | None = None) -> str:
    """1,234.5 or ١٬٢٣٤٫٥; at most `decimals` places (3 if not said)."""
    if value is None or value == "":
        return ""
    pattern = None if decimals is None else "#,##0" + ("." + "#" * decimals if decimals else "")
    system = "default" if uses_arabic_digits() else "latn"
    return _shown(_decimal(value, pattern, LOCALES[language()], system))


@lru_cache(maxsize=4_096, typed=True)  # a page says a hundred numbers, mostly the same small ones
def _decimal(value, pattern, locale, system):
    return numbers.format_decimal(value, pattern, locale, numbering_system=system)


def percent(value, decimals: int = 0) -> str:
    """A share of one: 0.25 is 25% or ٢٥٪."""
    return "" if value is None or value == "" else _shown(f"{number(float(value) * 100, decimals)}%")


def _in_baghdad(value):
    return value.astimezone(BAGHDAD) if timezone.is_aware(value) else value


def day(value, pattern: str = "d MMMM y") -> str:
    """23 November 2026, ٢٣ تشرين الثاني ٢٠٢٦."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime):
        value = _in_baghdad(value).date()
    return _shown(dates.format_date(value, pattern, LOCALES[language()]))


def weekday(value) -> str:
    """Monday 23 November 2026."""
    return day(value, "EEEE d MMMM y")


def day_month(value) -> str:
    """23 November."""
    return day(value, "d MMMM")


def month_year(value) -> str:
    """November 2026."""
    return day(value, "LLLL y")


def clock_time(value) -> str:
    """14:05, ٢:٠٥ م."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime.datetime):
        value = _in_baghdad(value)
    if isinstance(value, datetime.datetime):
        value = value.time()
    return _shown(dates.format_time(value, "short", locale=LOCALES[language()]))


def moment(value) -> str:
    """23 November 2026, 14:05 (Baghdad)."""
    if not value:
        return ""
    comma = "،" if language() in ARABIC_SCRIPT else ","
    return f"{day(value)}{comma} {clock_time(value)}"


def size(count) -> str:
    """Bytes in words: 240 KB, 1.2 MB."""
    if count is None or count == "":
        return ""
    kilobytes = count / 1000
    if kilobytes < 1:
        return gettext("%(number)s bytes") % {"number": number(count)}
    if kilobytes < 999.5:
        return gettext("%(number)s KB") % {"number": number(kilobytes, 0)}
    if kilobytes < 999_950:
        return gettext("%(number)s MB") % {"number": number(kilobytes / 1000, 1)}
    return gettext("%(number)s GB") % {"number": number(kilobytes / 1_000_000, 1)}
