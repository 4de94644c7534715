"""What a reader asks the list for: words, filters, order; read from the address and written to it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kit import selections
from kit.digits import latin
from library.facets import DIMENSIONS, LANGUAGES
from library.models import Kind

LONGEST = 200
ORDERS = {"best": _("Best match first"), "newest": _("Newest first"), "oldest": _("Oldest first")}
MOST_VALUES = 20


@dataclass(frozen=True)
class Selection(selections.Selection):
    order: str = "newest"

    @classmethod
    def read(cls, query):
        """From the address; what is not understood is left out."""
        words = selections.words_of(query, LONGEST)
        chosen = {name: _valid(name, query.getlist(name)) for name in DIMENSIONS}
        order = query.get("order", "")
        allowed = ORDERS if words else [name for name in ORDERS if name != "best"]
        return cls(words, chosen, order if order in allowed else _usual(words))

    def query(self):
        query = super().query()
        if self.order != _usual(self.words):
            query["order"] = self.order
        return query


def _usual(words):
    return "best" if words else "newest"


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
