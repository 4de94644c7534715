"""A sheet of readers: its columns, and the fate of every row."""

from functools import cache

from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kit import sheets
from kit.sheets import Column, Columns, in_every_language, spelt, writing
from mailing import addresses
from mailing.models import Subscription, Suppression
from newsletter.dispatch import TOPIC
from newsletter.models import ReaderRow

Fate = ReaderRow.Fate
COLUMNS = Columns(
    (
        Column(
            "email",
            _("E-mail address"),
            _("One address in each row."),
            36,
            ("email", "e-mail", "mail", "address", "البريد", "البريد الإلكتروني", "الإيميل", "ايميل"),
        ),
        Column(
            "language",
            _("Language"),
            _("Arabic or English. Where it stays empty, the language that you choose for the list counts."),
            14,
            ("lang", "اللغة"),
        ),
    ),
    needed=("email",),
)
NAMES = {"ar": (_("Arabic"), "ar", "arabic", "عربي"), "en": (_("English"), "en", "english", "إنجليزي")}


@cache
def _languages():
    """Spelling of a language, in any language → its code."""
    return {word: code for code, names in NAMES.items() for name in names for word in in_every_language(name)}


def read(upload):
    """The Sheet in an upload. Raises kit.files.Refused."""
    return sheets.read(upload, COLUMNS)


def rows_of(lines, language):
    """A ReaderRow for each line that is not empty, without its fate; `language` where a line names none."""
    rows = []
    for line in lines:
        written = line.words.get("email", "")
        if not written and not line.formulae:
            continue
        spoken = _languages().get(spelt(line.words.get("language", "")), language)
        rows.append(ReaderRow(number=line.number, written=written, address=_clean(written), language=spoken))
    return rows


def _clean(written):
    try:
        return addresses.clean(written.removeprefix("mailto:"))
    except ValidationError:
        return ""


def judge(rows):
    """number of the row → Fate, for rows in the order of the sheet; two questions, whatever their number."""
    wanted = {row.address.lower() for row in rows if row.address}
    known, stopped, seen, fates = _known(wanted), _stopped(wanted), set(), {}
    for row in rows:
        lower = row.address.lower()
        if not lower:
            fates[row.number] = Fate.WRONG
        elif lower in seen:
            fates[row.number] = Fate.TWICE
        else:
            fate = known.get(lower, Fate.NEW)
            fates[row.number] = Fate.STOPPED if fate in Fate.deeds() and lower in stopped else fate
        seen.add(lower)
    return fates


def _known(wanted):
    """address in lower case → what becomes of it by what is known of it."""
    there = Subscription.objects.on_topic(TOPIC).of_any(wanted)
    return {
        address.lower(): Fate.LEFT if left_at else Fate.ALREADY if confirmed_at else Fate.CONFIRMED
        for address, left_at, confirmed_at in there.values_list("address", "left_at", "confirmed_at")
    }


def _stopped(wanted):
    lowered = Suppression.objects.annotate(lower=Lower("address")).filter(lower__in=wanted)
    return set(lowered.values_list("lower", flat=True))


def template(ending):
    """The bytes of an empty sheet with headings in the reader's language."""
    languages = [str(names[0]) for names in NAMES.values()]
    choices = {"language": (gettext("Words for the language"), languages)}
    return writing.template(ending, writing.Dress(COLUMNS, gettext("Subscribers"), choices=choices))
