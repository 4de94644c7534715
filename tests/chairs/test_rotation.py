"""The order of chairs as a pure function: fair, steady, and never stuck at a skipped province."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chairs.rotation import Exchange, Turn, exchanged, project
from kit.quarter import Quarter

Q = Quarter(2026, 1)
BABIL, NINEWA, BASRAH, WASIT = 1, 2, 3, 4
ORDER = [BABIL, NINEWA, BASRAH, WASIT]


def projected(count=6, exchanges=(), **given_):
    given_ = {"order": ORDER, "first": Q} | given_
    return exchanged(project(count=count, exchanges=exchanges, **given_), exchanges)


def holders(*args, **given_):
    return list(projected(*args, **given_).holders.values())


def test_the_order_is_followed_and_begins_again():
    assert holders() == [BABIL, NINEWA, BASRAH, WASIT, BABIL, NINEWA]


def test_a_skipped_province_goes_behind_the_others():
    skips = [Turn(BABIL, Q, is_skipped=True)]

    assert holders(turns=skips) == [NINEWA, BASRAH, WASIT, BABIL, NINEWA, BASRAH]


def test_an_accepted_quarter_stays_where_it_is_when_another_is_skipped():
    turns = [Turn(BABIL, Q, is_skipped=True), Turn(BASRAH, Q.plus(2))]

    assert holders(turns=turns)[:4] == [NINEWA, WASIT, BASRAH, BABIL]


def test_two_swap_and_the_order_after_them_stays():
    trade = Exchange(BABIL, Q, BASRAH, Q.plus(2))

    assert holders(exchanges=[trade]) == [BASRAH, NINEWA, BABIL, WASIT, BABIL, NINEWA]


def test_a_swap_of_the_past_counts_for_whom_the_quarter_belonged_to():
    trade = Exchange(BABIL, Q, NINEWA, Q.plus(1))
    turns = [Turn(NINEWA, Q), Turn(BABIL, Q.plus(1))]

    assert holders(first=Q.plus(2), turns=turns, exchanges=[trade])[:4] == [BASRAH, WASIT, BABIL, NINEWA]


def test_a_swap_that_the_new_order_contradicts_is_void():
    trade = Exchange(BABIL, Q, BASRAH, Q.plus(2))

    made = projected(order=[WASIT, BASRAH, NINEWA, BABIL], first=Q, count=4, exchanges=[trade])

    assert made.void == [trade]
    assert list(made.holders.values()) == [WASIT, BASRAH, NINEWA, BABIL]


def test_a_quarter_may_be_traded_on():
    trades = [Exchange(BABIL, Q, BASRAH, Q.plus(2)), Exchange(BASRAH, Q, NINEWA, Q.plus(1))]
    turns = [Turn(NINEWA, Q), Turn(BASRAH, Q.plus(1))]

    assert holders(exchanges=trades)[:4] == [NINEWA, BASRAH, BABIL, WASIT]
    assert holders(first=Q.plus(2), turns=turns, exchanges=trades)[:3] == [BABIL, WASIT, BABIL]


def test_nobody_is_left_when_all_are_skipped():
    skips = [Turn(province, Q, is_skipped=True) for province in ORDER]

    assert holders(count=1, turns=skips) == [None]


orders = st.permutations(list(range(1, 8))).flatmap(
    lambda all_: st.integers(1, 7).map(lambda size: list(all_[:size]))
)


@st.composite
def histories(draw):
    """An order, and what happened under it: each quarter the next province held it or was skipped."""
    order = draw(orders)
    turns, skipped = [], draw(st.lists(st.integers(0, 2), max_size=12))
    for n, how_many in enumerate(skipped):
        for _ in range(min(how_many, len(order) - 1)):
            turn = project(order=order, first=Q.plus(n), count=1, turns=turns)[Q.plus(n)]
            turns.append(Turn(turn, Q.plus(n), is_skipped=True))
        held = project(order=order, first=Q.plus(n), count=1, turns=turns)[Q.plus(n)]
        turns.append(Turn(held, Q.plus(n)))
    return order, turns, Q.plus(len(skipped))


@given(histories())
@settings(max_examples=150, deadline=None)
def test_every_round_from_any_moment_holds_each_province_once(history):
    order, turns, first = history

    coming = holders(order=order, turns=turns, first=first, count=3 * len(order))

    for start in range(len(coming) - len(order) + 1):
        assert sorted(coming[start : start + len(order)]) == sorted(order)


@given(histories())
@settings(max_examples=150, deadline=None)
def test_a_skipped_province_comes_again_only_after_all_the_others(history):
    order, turns, first = history
    assume(len(order) > 1)
    head = holders(order=order, turns=turns, first=first, count=1)[0]

    coming = holders(
        order=order, turns=[*turns, Turn(head, first, is_skipped=True)], first=first, count=len(order)
    )

    assert coming.index(head) == len(order) - 1


@given(histories(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_swap_moves_two_quarters_and_no_other(history, data):
    order, turns, first = history
    assume(len(order) > 1)
    count = 2 * len(order)
    before = holders(order=order, turns=turns, first=first, count=count)
    one, other = data.draw(st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True))
    assume(before[one] != before[other])
    trade = Exchange(before[one], first.plus(one), before[other], first.plus(other))

    after = projected(order=order, turns=turns, first=first, count=count, exchanges=[trade])

    assert after.void == []
    expected = list(before)
    expected[one], expected[other] = before[other], before[one]
    assert list(after.holders.values()) == expected
