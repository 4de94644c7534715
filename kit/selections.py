"""What a reader asks a list for, words and filters, read from its address and written to it."""

from dataclasses import dataclass, field, replace

from django.http import QueryDict


def words_of(query, longest):
    """The words that were typed, without what no database takes."""
    return query.get("q", "").replace("\x00", "").strip()[:longest]


@dataclass(frozen=True)
class Selection:
    """Words, and the chosen values of each filter. A list's own class reads them and says what is valid."""

    words: str = ""
    chosen: dict = field(default_factory=dict)  # filter → values

    @property
    def is_empty(self):
        return not self.words and not self.number

    @property
    def number(self):
        """How many values are chosen."""
        return sum(map(len, self.chosen.values()))

    def query(self):
        """The parameters of the address that shows the first page of this."""
        query = QueryDict(mutable=True)
        if self.words:
            query["q"] = self.words
        for name, values in self.chosen.items():
            query.setlist(name, map(str, values))
        return query

    def address(self, **changes):
        """The query of the list's address with some parts replaced; the page is the first again."""
        return f"?{replace(self, **changes).query().urlencode()}"

    def without(self, name, value):
        """The address without one chosen value."""
        left = [each for each in self.chosen[name] if str(each) != value]
        return self.address(chosen={**self.chosen, name: left})
