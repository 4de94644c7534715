"""Signed links: one purpose, one content, until they expire."""

import datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from kit import tokens

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(JSON)
def test_what_was_signed_is_read(data):
    assert tokens.read("vote", tokens.sign("vote", data)) == data


def test_a_token_says_one_thing_for_one_purpose():
    token = tokens.sign("vote", {"motion": 3})

    with pytest.raises(tokens.Bad):
        tokens.read("leave", token)


@given(st.integers(0, 200), st.sampled_from("Aa0-:_é"))
def test_a_changed_token_is_bad(place, letter):
    token = tokens.sign("vote", {"motion": 3, "seat": 7})
    place %= len(token)
    changed = token[:place] + letter + token[place + 1 :]
    if changed == token:
        return

    with pytest.raises(tokens.Bad):
        tokens.read("vote", changed)


@pytest.mark.parametrize("token", ["", "x", ":", "a:b:c", "é" * 20, "٣", "." + "A" * 5_000])
def test_rubbish_is_bad(token):
    with pytest.raises(tokens.Bad):
        tokens.read("vote", token)


def test_a_token_grows_old():
    with time_machine.travel(datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC), tick=False):
        token = tokens.sign("vote", 1)
    with time_machine.travel(datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC), tick=False):
        assert tokens.read("vote", token, max_age=datetime.timedelta(days=3)) == 1
    with time_machine.travel(datetime.datetime(2026, 11, 23, 9, 0, 1, tzinfo=datetime.UTC), tick=False):
        assert tokens.read("vote", token) == 1
        with pytest.raises(tokens.Expired):
            tokens.read("vote", token, max_age=datetime.timedelta(days=3))


def test_tokens_of_an_older_form_are_not_read(monkeypatch):
    token = tokens.sign("vote", 1)
    monkeypatch.setattr(tokens, "VERSION", tokens.VERSION + 1)

    with pytest.raises(tokens.Bad):
        tokens.read("vote", token)


def test_a_token_fits_an_address():
    assert set(tokens.sign("vote", {"name": "ماجد"})) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:."
    )
