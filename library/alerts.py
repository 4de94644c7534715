"""What is new under a search that somebody keeps: published since the last look, with all of its words."""

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.http import QueryDict

from kit.text import is_function_word, root, tokens
from library import facets
from library.indexing import ROOT, quoted
from library.models import Item
from library.selection import Selection


def selection_of(query):
    """The words and filters of a search as it was kept; its order is of no account."""
    return Selection.read(QueryDict(query))


def normal(selection):
    """One text for one search, whichever way its address was put together."""
    return selection.address(order="best" if selection.words else "newest").removeprefix("?")


def new_items(person, search, until):
    """Published after its last look and up to `until`, as the person may read them, the oldest first."""
    selection = selection_of(search.query)
    fresh = Item.objects.readable_by(person).filter(published_at__gt=search.looked_at)
    fresh = facets.narrowed(fresh.filter(published_at__lte=until), selection.chosen)
    return fresh.filter(_holding(selection.words)).for_list().order_by("published_at", "pk")


def _holding(words):
    """Every word, itself or another form of it: a list may show what is near, a letter says what is there."""
    asked = list(dict.fromkeys(tokens(words)))
    asked = [token for token in asked if not is_function_word(token)] or asked
    if not asked:
        return Q() if not words else Q(pk__in=[])
    wanted = " & ".join(_forms(token) for token in asked)
    return RawSQL("library_item.search @@ %s::tsquery", [wanted], output_field=BooleanField())


def _forms(token):
    shared = root(token)
    forms = [quoted(token), *([quoted(f"{ROOT}{shared}")] if shared else [])]
    return f"({' | '.join(forms)})"
