"""One word for one thing: where an English text holds a term, its Arabic holds the glossary's word."""

import io
import re

import pytest
from babel.messages.pofile import read_po

from kit.text import normalise, tokens
from tests.laws import ROOT

ROW = re.compile(r"^\| (?P<en>[^|]+) \| (?P<ar>[^|]+) \|", re.MULTILINE)
# Terms that mean one thing wherever they stand in the interface.
HELD = [
    "self-assessment",
    "OSTP team",
    "criterion",
    "criteria",
    "theme",
    "goal",
    "progress",
    "quorum",
    "draft",
    "newsletter",
    "library",
    "English",
    "subscriber",
    "case study",
    "success story",
    "set-back",
    "worksheet",
    "member",
    "province",
    "provinces",
    "password",
    "e-mail address",
    "sponsor",
    "team leader",
    "template",
    "manual",
]


def glossary():
    text = (ROOT / "docs" / "glossary.md").read_text()
    return {match["en"].strip().lower(): match["ar"].strip() for match in ROW.finditer(text)}


def words_of(term):
    """The Arabic stems that may stand for the term: each alternative of the glossary, without brackets."""
    found = glossary()
    key = next(en for en in found if re.fullmatch(rf"(e-)?{re.escape(term.lower())}( [(/].*)?", en))
    return [tokens(re.sub(r"\(.*?\)", "", part)) for part in re.split(r" / ", found[key])]


@pytest.mark.parametrize("term", HELD)
def test_the_arabic_of_a_term_is_the_glossary_s(term):
    catalogue = read_po(io.BytesIO((ROOT / "locale/ar/LC_MESSAGES/django.po").read_bytes()), locale="ar")
    word = re.compile(rf"(?<![\w/-]){re.escape(term)}(?![\w/-])", re.I)
    alternatives = words_of(term)

    wrong = {}
    for message in catalogue:
        english = message.id if isinstance(message.id, str) else message.id[0]
        english = re.sub(r"%\(\w+\)s", "", english)
        arabic = message.string if isinstance(message.string, str) else message.string[-1]
        if english and arabic and word.search(english):
            text = normalise(arabic)  # the stem may stand inside a longer word: محافظتك
            if not any(stem in text for wanted in alternatives for stem in wanted):
                wrong[english] = arabic

    assert not wrong
