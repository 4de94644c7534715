"""Readers who agreed elsewhere: a CSV file with e-mail and language, and the fate of each of its rows."""

import csv
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower

from mailing import actions as mailing
from mailing import addresses
from mailing.models import Subscription
from newsletter.dispatch import TOPIC

# Excel on Arabic Windows saves cp1256; it also decodes what is not, so it comes last.
ENCODINGS = ("utf-8-sig", "cp1256")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")  # Excel's "Unicode text"
EMAIL_NAMES = {
    "email",
    "e-mail",
    "e-mail address",
    "address",
    "البريد الإلكتروني",
    "عنوان البريد الإلكتروني",
    "البريد",
}
LANGUAGE_NAMES = {"language", "lang", "اللغة"}
LANGUAGES = {
    "ar": "ar",
    "arabic": "ar",
    "العربية": "ar",
    "عربي": "ar",
    "en": "en",
    "english": "en",
    "الإنجليزية": "en",
    "إنجليزي": "en",
}
ADDED, ALREADY, LEFT = "added", "subscribed already", "left before: not added"
TWICE, INVALID = "twice in the file", "no e-mail address"


class Unreadable(Exception):
    """The file is not a table with a column of e-mail addresses."""


@dataclass(frozen=True)
class Row:
    line: int
    address: str
    language: str
    fate: str


def read(content):
    """(line, address, language or "") of each row that is not empty. Raises Unreadable."""
    table = [row for row in _rows(_decoded(content)) if any(cell.strip() for cell in row[1])]
    if not table:
        raise Unreadable("The file is empty.")
    head = [cell.strip().lower() for cell in table[0][1]]
    email = next((i for i, name in enumerate(head) if name in EMAIL_NAMES), None)
    language = next((i for i, name in enumerate(head) if name in LANGUAGE_NAMES), None)
    if email is None:
        if not any("@" in cell for cell in head):
            raise Unreadable("No column is called e-mail.")
        email = next(i for i, cell in enumerate(head) if "@" in cell)
    else:
        table = table[1:]
    return [(line, _cell(row, email), LANGUAGES.get(_cell(row, language).lower(), "")) for line, row in table]


def _decoded(content):
    for encoding in ("utf-16",) if content[:2] in UTF16_MARKS else ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("The file is neither UTF-8 nor Windows-1256.")


def _rows(text):
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return ((reader.line_num, row) for row in reader)


def _cell(row, index):
    return row[index].strip() if index is not None and index < len(row) else ""


@transaction.atomic
def import_rows(rows, *, consent, source, language="ar"):
    """Subscribe who agreed to `consent` elsewhere; returns each row's fate. Who left stays away."""
    known = _known(rows)
    seen, fates, fresh = set(), [], []
    for line, written, spoken in rows:
        try:
            address = addresses.clean(written)
        except ValidationError:
            fates.append(Row(line, written, spoken, INVALID))
            continue
        fate = TWICE if address.lower() in seen else known.get(address.lower(), ADDED)
        seen.add(address.lower())
        fates.append(Row(line, address, spoken or language, fate))
        if fate == ADDED:
            fresh.append((address, spoken or language))
    mailing.import_subscribers(rows=fresh, topic=TOPIC, consent=consent, source=source, language=language)
    return fates


def _known(rows):
    """What is known of the addresses in the file: address in lower case → fate."""
    wanted = {written.strip().lower() for _line, written, _spoken in rows}
    there = Subscription.objects.on_topic(TOPIC).annotate(lower=Lower("address")).filter(lower__in=wanted)
    return {lower: LEFT if left_at else ALREADY for lower, left_at in there.values_list("lower", "left_at")}
