"""Why a row is refused, or why its item stays a draft, in sentences for the reader."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kit import formats
from kit.files.refusal import said_anew
from library.importing.columns import COLUMNS


class Refusal(Exception):
    """A row that cannot be carried out: a key of REASONS, and the facts that its sentence speaks of."""

    def __init__(self, reason, **about):
        super().__init__(reason)
        self.reason, self.about = reason, about


REASONS = {
    "formula": gettext_noop("The cell “%(column)s” holds a formula. Paste its value instead."),
    "no_title": gettext_noop("The row has no title."),
    "unknown_kind": gettext_noop("“%(text)s” is no kind. Use one of the words in the template."),
    "unknown_province": gettext_noop("There is no province “%(text)s”."),
    "unknown_team": gettext_noop("“%(text)s” is no team of this province."),
    "unknown_solution": gettext_noop("“%(text)s” is no solution of this province."),
    "unknown_criterion": gettext_noop("There is no criterion “%(text)s”."),
    "unknown_tag": gettext_noop("There is no tag “%(text)s”. Add it to the tags first."),
    "bad_year": gettext_noop("“%(text)s” is not a year between 1990 and 2100."),
    "bad_audience": gettext_noop("“%(text)s” does not say who may read it: everyone, or members only."),
    "bad_url": gettext_noop("“%(text)s” is not an address on the web."),
    "no_file": gettext_noop("The folder holds no file “%(text)s”."),
    "which_file": gettext_noop("Several files are called “%(text)s”: give the name with its folder."),
    "many_files": gettext_noop("An item has at most 20 files."),
    "file": gettext_noop("%(text)s: %(why)s"),
    "double": gettext_noop("Row %(line)s of this sheet says the same."),
    "there": gettext_noop("The library holds it already."),
    "incomplete": gettext_noop("It stays a draft, not handed in for review: %(what)s"),
}


def because(row):
    """The sentence for a row, in the reader's language; "" where there is nothing to say."""
    if not row.reason:
        return ""
    return _(REASONS[row.reason]) % {key: _shown(key, fact) for key, fact in row.about.items()}


def _shown(key, fact):
    """A column by its title, a row by its number, what lacks and why a file was refused in words."""
    if key == "column":
        return COLUMNS.title_of(fact)
    if isinstance(fact, list):
        return _(", ").join(map(_, fact))
    if isinstance(fact, dict):
        return said_anew(fact)
    return formats.number(fact) if key == "line" else f"\u2068{fact}\u2069"  # its letters turn no sentence
