"""Every province with a team before any repeats."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.ledger import Turn, rank

SEPTEMBER, OCTOBER = datetime.date(2026, 9, 1), datetime.date(2026, 10, 1)


def codes(turns):
    return [turn.code for turn in rank(turns)]


def test_who_was_never_featured_comes_before_everyone_who_was():
    turns = [Turn("IQ-BB", SEPTEMBER, 9), Turn("IQ-NI", None, 0)]

    assert codes(turns) == ["IQ-NI", "IQ-BB"]


def test_who_waited_longest_comes_first_whatever_they_have_to_show():
    turns = [Turn("IQ-BB", OCTOBER, 9), Turn("IQ-NI", SEPTEMBER, 0)]

    assert codes(turns) == ["IQ-NI", "IQ-BB"]


def test_among_equals_who_has_most_to_show_comes_first_then_the_code_decides():
    turns = [Turn("IQ-WA", None, 1), Turn("IQ-NI", None, 3), Turn("IQ-BB", None, 1)]

    assert codes(turns) == ["IQ-NI", "IQ-BB", "IQ-WA"]


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(1, 40), st.randoms())
def test_no_province_repeats_before_all_others_had_their_turn(provinces, editions, chance):
    last, order = {f"P{n}": None for n in range(provinces)}, []
    for month in range(editions):
        first = rank(Turn(code, when, chance.randint(0, 5)) for code, when in last.items())[0]
        last[first.code] = datetime.date(2000 + month // 12, month % 12 + 1, 1)
        order.append(first.code)

    for start in range(editions - provinces + 1):
        assert len(set(order[start : start + provinces])) == provinces


def test_the_ledger_says_why_in_the_readers_words():
    from django.utils.translation import override

    with override("en"):
        assert Turn("IQ-BB", SEPTEMBER, 2).reasons == ["last featured in September 2026", "2 new items"]
        assert Turn("IQ-NI").reasons == ["never featured", "nothing new to show"]
    with override("ar"):
        assert Turn("IQ-BB", SEPTEMBER, 3).reasons == ["آخر ظهور في أيلول ٢٠٢٦", "٣ مواد جديدة"]
