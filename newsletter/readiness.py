"""Is an edition ready for a review? What is needed, met or not, and why."""

from dataclasses import dataclass

from django.utils.translation import gettext

from kit import formats
from mailing.compose import LARGEST_HTML
from newsletter import letter


@dataclass(frozen=True)
class Condition:
    what: str
    is_met: bool
    evidence: str
    is_required: bool = True


def check(edition, entries, size=0):
    """The conditions of release for an edition with these entries; what is not required is advice.

    `size` is that of the larger HTML part, in bytes.
    """
    untranslated = [entry for entry in entries if not (entry.title_ar.strip() and entry.title_en.strip())]
    return [
        Condition(
            gettext("It features one province"),
            edition.province is not None,
            str(edition.province.name) if edition.province else gettext("Choose the featured province."),
        ),
        Condition(
            gettext("It has something to read"),
            bool(entries),
            gettext("Entries: %(number)s") % {"number": formats.number(len(entries))}
            if entries
            else gettext("Add an item or write an entry."),
        ),
        Condition(
            gettext("It welcomes readers in both languages"),
            bool(edition.welcome_ar.strip() and edition.welcome_en.strip()),
            gettext("Write the welcome in Arabic and in English."),
        ),
        Condition(
            gettext("Mail programs show it whole"),
            size <= LARGEST_HTML,
            gettext("The letter has %(size)s. Take something out: programs cut it at 102 KB.")
            % {"size": formats.size(size)},
        ),
        Condition(
            gettext("Every entry is in both languages"),
            not untranslated,
            gettext("In one language only: %(titles)s")
            % {"titles": gettext(", ").join(str(e.title) for e in untranslated)}
            if untranslated
            else gettext("All titles are translated."),
            is_required=False,
        ),
    ]


def of(edition):
    """The conditions of an edition as it stands in the database."""
    size = max(len(letter.build(edition, language).html.encode()) for language in letter.OTHER)
    return check(edition, list(edition.entries.shown()), size)


def is_ready(conditions):
    return all(condition.is_met for condition in conditions if condition.is_required)
