"""Every count of the newsletter is spelt in all six Arabic forms."""

import re

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import ngettext, override

from kit import formats
from newsletter import drafting
from newsletter.ledger import Turn
from tests.laws import ROOT

OURS = [*ROOT.glob("newsletter/**/*.py"), *ROOT.glob("templates/newsletter/**/*")]
COUNTS = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3}  # count → the form
NAMES = ("number", "shown")


def plurals():
    """(singular, plural, the six forms) of each count that stands in our files."""
    told = re.sub(r"\s+", " ", "\n".join(path.read_text() for path in OURS if path.is_file()))
    told = re.sub(r"\{\{ ?(\w+) ?\}\}", r"%(\1)s", told)
    with (ROOT / "locale/ar/LC_MESSAGES/django.po").open("rb") as file:
        return [(*one.id, one.string) for one in read_po(file) if one.pluralizable and one.id[0] in told]


def test_there_are_as_many_as_are_asked_for():
    asked = sum(
        len(re.findall(r"\bngettext\(|\{% plural %\}", path.read_text())) for path in OURS if path.is_file()
    )

    assert 0 < asked <= len(plurals()) + 1


@pytest.mark.parametrize("forms", plurals(), ids=lambda forms: forms[0][:40])
def test_each_form_is_filled_and_spelt_for_its_number(forms):
    singular, plural, spelt = forms
    assert len(spelt) == 6
    assert all(spelt)
    with override("ar"):
        for count, form in COUNTS.items():
            assert ngettext(singular, plural, count) == spelt[form]
    for form in (3, 4, 5):  # said with the number; none, one and two may be words
        assert any(f"%({name})s" in spelt[form] for name in NAMES)
    assert len({spelt[0], spelt[1], spelt[2], spelt[3]}) == 4


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "ممارسة واحدة"),
        (2, "ممارستان"),
        (3, "٣ ممارسات"),
        (11, "١١ ممارسة"),
        (100, "١٠٠ ممارسة"),
    ],
)
def test_the_welcome_counts_as_one_speaks(count, words):
    with override("ar"), formats.choosing(""):
        assert words in drafting._welcome(None, count)


@pytest.mark.parametrize("count", COUNTS)
def test_the_ledger_counts_as_one_speaks(count):
    with override("ar"), formats.choosing(""):
        told = Turn("IQ-BB", None, count).reasons[1]

    assert told
    assert "%" not in told
