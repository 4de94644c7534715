"""The words that were searched, marked where they stand in a text."""

import re
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import mark_safe

from kit.text import root, tokens
from library.indexing import ROOT

WORD = re.compile("[\\w\u0610-\u061a\u064b-\u065f\u0670\u0640]+")
AROUND = 90


def marked(text, terms):
    """The text, escaped, with each word that has one of the stems or "~roots" in <mark>."""
    if not terms:
        return escape(text)
    pieces, last = [], 0
    for start, end in _places(text, terms):
        pieces += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
        last = end
    return mark_safe("".join([*pieces, escape(text[last:])]))


def excerpt(text, terms):
    """The words around the first hit, marked; "" where there is none."""
    first = next(_places(text, terms), None) if terms else None
    if first is None:
        return ""
    start = max(0, first[0] - AROUND)
    end = min(len(text), first[1] + AROUND)
    start = text.find(" ", start, first[0]) + 1 if start else 0
    end = end if end == len(text) else max(text.rfind(" ", first[1], end), first[1])
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(before + marked(" ".join(text[start:end].split()), terms) + after)


def _places(text, terms):
    for match in WORD.finditer(text):
        if not terms.isdisjoint(_stems(match[0])):
            yield match.span()


@lru_cache(maxsize=50_000)
def _stems(word):
    stems = tokens(word)
    return (*stems, *(f"{ROOT}{root(stem)}" for stem in stems))
