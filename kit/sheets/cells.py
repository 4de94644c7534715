"""How a cell is read: text without hidden signs, days as people write them, lists."""

import datetime
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kit.cells import HARMLESS
from kit.digits import latin

HIDDEN = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
LISTED = re.compile(r"[;,؛،\n|]")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")
AS_A_NUMBER = re.compile(r"\d{5}")
EXCEL_BEGAN = datetime.date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1950, 2100


def text(written):
    """What stands in a cell, on one line; an apostrophe that made it harmless is taken off again."""
    return " ".join(lines(written).split())


def lines(written):
    """The same with its lines kept, for cells that hold several paragraphs."""
    found = (
        " ".join(line.split()) for line in HIDDEN.sub("", unicodedata.normalize("NFC", written)).splitlines()
    )
    words = "\n".join(found).strip()
    return words[1:] if HARMLESS.match(words) else words


def is_formula(written):
    return written.lstrip().startswith("=")


def day(written):
    """2024-03-01, 2024/3/1, 1.3.2024, ١/٣/٢٠٢٤ (the day first), or Excel's number of it; else ValueError."""
    digits = MIDNIGHT.sub("", latin(written).strip())
    if AS_A_NUMBER.fullmatch(digits):
        found = EXCEL_BEGAN + datetime.timedelta(days=int(digits))
    elif match := YEAR_FIRST.fullmatch(digits):
        found = datetime.date(*map(int, match.groups()))
    elif match := DAY_FIRST.fullmatch(digits):
        found = datetime.date(*map(int, reversed(match.groups())))
    else:
        raise ValueError(written)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(written)
    return found


def several(written):
    """The parts of a list."""
    return [part.strip() for part in LISTED.split(written) if part.strip()]


def address(written):
    """An e-mail address as it is compared; "" for none, ValueError for what is none."""
    found = written.lower().removeprefix("mailto:")
    if not found:
        return ""
    try:
        validate_email(found)
    except ValidationError as error:
        raise ValueError(written) from error
    if len(found) > 254:
        raise ValueError(written)
    return found
