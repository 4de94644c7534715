"""What a reader asks a list for goes into its address and comes out of it again."""

from django.http import QueryDict

from kit.selections import Selection, words_of


def test_an_address_says_words_and_each_value():
    asked = Selection("إجازة بناء", {"kind": ["tool", "model"], "year": [2014], "theme": []})

    query = QueryDict(asked.address()[1:])

    assert (query["q"], query.getlist("kind"), query.getlist("year")) == (
        "إجازة بناء",
        ["tool", "model"],
        ["2014"],
    )
    assert "theme" not in query
    assert (asked.number, asked.is_empty) == (3, False)


def test_one_value_is_taken_out_and_the_others_stay():
    asked = Selection("", {"kind": ["tool"], "year": [2014, 2015]})

    assert asked.without("year", "2014") == "?kind=tool&year=2015"
    assert asked.address(words="x", chosen={}) == "?q=x"
    assert asked.number == 3  # itself is not changed


def test_nothing_asked_is_an_empty_query():
    assert Selection().is_empty
    assert Selection().address() == "?"


def test_words_are_cut_and_hold_nothing_that_a_database_refuses():
    assert words_of(QueryDict("q=%20a%00b%20"), 5) == "ab"
    assert words_of(QueryDict("q=abcdef"), 3) == "abc"
    assert words_of(QueryDict(""), 3) == ""
