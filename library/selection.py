"""What a reader asks the list for: words, filters, order; read from the address and written to it."""

from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kit.digits import latin
from library.facets import DIMENSIONS, LANGUAGES
from library.models import Kind

LONGEST = 200
ORDERS = {"best": _("Best match first"), "newest": _("Newest first"), "oldest": _("Oldest first")}
MOST_VALUES = 20


@dataclass(frozen=True)
class Selection:
    words: str = ""
    chosen: dict = field(default_factory=dict)
    order: str = "newest"

    @classmethod
    def read(cls, query):
        """From the address; what is not understood is left out."""
        words = query.get("q", "").replace("\x00", "").strip()[:LONGEST]
        chosen = {name: _valid(name, query.getlist(name)) for name in DIMENSIONS}
        order = query.get("order", "")
        allowed = ORDERS if words else [name for name in ORDERS if name != "best"]
        return cls(words, chosen, order if order in allowed else ("best" if words else "newest"))

    @property
    def is_empty(self):
        return not self.words and not self.number

    @property
    def number(self):
        """How many values are chosen."""
        return sum(len(values) for values in self.chosen.values())

    def address(self, **changes):
        """The query of the list's address with some parts replaced; the page is the first again."""
        new = replace(self, **changes)
        query = QueryDict(mutable=True)
        if new.words:
            query["q"] = new.words
        for name, values in new.chosen.items():
            query.setlist(name, [str(value) for value in values])
        if new.order != ("best" if new.words else "newest"):
            query["order"] = new.order
        return f"?{query.urlencode()}" if query else "?"

    def without(self, name, value):
        left = [each for each in self.chosen[name] if str(each) != value]
        return self.address(chosen={**self.chosen, name: left})


def _valid(name, values):
    """Known kinds and languages; numbers as numbers; each once."""
    values = list(dict.fromkeys(latin(value) for value in values))[:MOST_VALUES]
    if name == "kind":
        return [value for value in values if value in Kind.values]
    if name == "language":
        return [value for value in values if value in LANGUAGES]
    if name == "province":
        return [value for value in values if 0 < len(value) <= 5 and value.isascii() and value.isprintable()]
    return [int(value) for value in values if value.isdecimal() and len(value) <= 5]
