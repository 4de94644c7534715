"""An edition as mail: an HTML part and a text part in each language, both complete."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from kit import formats
from kit.bilingual import Text, in_language
from library.models import Item, Transfer
from mailing import links, render
from newsletter import drafting
from newsletter.models import Section

TEMPLATE = "newsletter/mail/edition"
OTHER = {"ar": "en", "en": "ar"}
OF_TRANSFER = ("transfer__source", "transfer__adopter")
PREHEADER = 110  # characters that a phone shows beside the subject


@dataclass(frozen=True)
class Piece:
    """An entry as its readers see it, in one language."""

    title: Text
    text: Text
    about: str
    url: str
    item: Item | None = None
    transfer: Transfer | None = None


@dataclass(frozen=True)
class Letter:
    """What is sent in one language."""

    subject: str
    text: str
    html: str
    reason: str


def pieces(edition, language):
    """(lead, [(section's name, [Piece])]) in the order of the letter; an empty section is absent."""
    entries = drafting.in_order(edition.entries.shown().select_related("item__province", *OF_TRANSFER))
    lead = drafting.lead_of(edition, entries)
    sections = []
    with override(language):
        for section in Section:
            inside = [_piece(e, language) for e in entries if e.section == section and e is not lead]
            if inside:
                sections.append((str(section.label), inside))
        return _piece(lead, language) if lead else None, sections


def _piece(entry, language):
    title, text = in_language(entry, "title", language), in_language(entry, "text", language)
    item, transfer = entry.item, entry.transfer
    if transfer:
        about = f"{transfer.adopter.name} · {_('transfer of a practice')}"
        url = links.absolute(transfer.get_absolute_url())
        return Piece(title, text, about, url, transfer=transfer)
    if item is None:
        return Piece(title, text, "", entry.url)
    about = [str(item.province.name)] if item.province else []
    about.append(str(item.get_kind_display()))
    return Piece(title, text, " · ".join(about), links.absolute(item.get_absolute_url()), item=item)


def build(edition, language):
    """The letter in one language; what differs by recipient stands in double brackets (mailing.compose)."""
    with override(language), formats.choosing(""):
        reason = _("You get this because you subscribed to the newsletter of the Excellence Network.")
        subject, text, html = render.framed_mail(TEMPLATE, _context(edition, language), language)
    return Letter(subject, text, html, reason)


def _context(edition, language):
    lead, sections = pieces(edition, language)
    title, welcome = edition.headline(language), in_language(edition, "welcome", language)
    with override(OTHER[language]):
        other_page = links.absolute(edition.get_absolute_url())
    return {
        **render.PLACEHOLDERS,
        "headline": title,
        "issue": issue(edition),
        "preheader": Truncator((lead and lead.text) or welcome).chars(PREHEADER),
        "welcome": welcome,
        "lead": lead,
        "is_titled_by_lead": lead is not None and lead.title == title,
        "sections": sections,
        "theme": in_language(edition.theme, "title", language) if edition.theme else "",
        "page": links.absolute(edition.get_absolute_url()),
        "other_page": other_page,
        "other_language": OTHER[language],
        "other_name": dict(settings.LANGUAGES)[OTHER[language]],
    }


def issue(edition):
    """November 2026 · featured province: Ninewa."""
    parts = [formats.month_year(edition.month)]
    if edition.province:
        parts.append(_("featured province: %(province)s") % {"province": edition.province.name})
    return " · ".join(parts)
