"""The columns of a sheet, found by their headings in any language of the portal and in any order."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from kit.files.refusal import Refused
from kit.text import words

LONGEST = 300
LOOKED_FOR_HEADINGS = 10


@dataclass(frozen=True)
class Column:
    """`others`: headings that people also write; `is_long`: its cells hold paragraphs."""

    key: str
    title: str
    help: str
    width: int
    others: tuple[str, ...] = ()
    longest: int = LONGEST
    is_long: bool = False

    def cut(self, text):
        """As much of a cell as is kept, on one line unless it holds paragraphs."""
        return (text if self.is_long else " ".join(text.split()))[: self.longest]


def spelt(text):
    """A heading, or the name of a thing, without what spelling varies in."""
    return " ".join(words(text))


def in_every_language(text):
    """How a translated text is spelt in each language of the portal."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield spelt(str(text))


class Columns:
    """The columns of one kind of sheet: those that are `needed`, and sets of which `one_of` is enough."""

    def __init__(self, columns, needed=(), one_of=()):
        self.all, self.needed, self.one_of = tuple(columns), needed, one_of
        self.by_key = {column.key: column for column in self.all}

    def __iter__(self):
        return iter(self.all)

    def __len__(self):
        return len(self.all)

    def title_of(self, key):
        return self.by_key[key].title

    @cached_property
    def headings(self):
        """Spelling of a heading → key of its column."""
        found = {}
        for column in self.all:
            for heading in (column.key, *map(spelt, column.others), *in_every_language(column.title)):
                found[spelt(heading)] = column.key
        return found

    def recognised(self, texts):
        return {self.headings.get(spelt(text)) for text in texts} - {None}

    def most_in(self, rows):
        """How many headings the best of the first rows holds."""
        return max((len(self.recognised(row[1])) for row in rows[:LOOKED_FOR_HEADINGS]), default=0)

    def placed(self, texts):
        """Place → Column; a heading that stands twice is refused."""
        columns = {}
        for place, text in enumerate(texts):
            column = self.by_key.get(self.headings.get(spelt(text)))
            if column is not None and column in columns.values():
                raise Refused("headings", _("The heading “%(heading)s” stands twice.") % {"heading": text})
            if column is not None:
                columns[place] = column
        return columns

    def check(self, placed):
        """Raises Refused where a column is missing without which no row can be understood."""
        found = {column.key for column in placed.values()}
        missing = [str(self.title_of(key)) for key in self.needed if key not in found]
        missing += [str(self.title_of(keys[0])) for keys in self.one_of if not found & set(keys)]
        if not found:
            raise Refused(
                "headings",
                _(
                    "No heading was recognised. The first row names the columns, as in the template. "
                    "Where its letters look wrong, save the file as “CSV UTF-8” or as Excel (.xlsx)."
                ),
            )
        if missing:
            words = {"columns": _(", ").join(missing)}
            raise Refused("headings", _("These columns are missing: %(columns)s.") % words)
