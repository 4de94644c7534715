"""Two at once: beats, acceptance against a skip, two who confirm one swap."""

import datetime

import pytest

import kit
from chairs import actions
from chairs.models import Swap, Term
from committee.models import MotionKind
from kit.clock import BAGHDAD
from kit.quarter import Quarter
from members.models import AuditEvent
from tests.factories.chairs import order_set, proposed, seated
from tests.factories.committee import decided
from tests.factories.members import staff
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]
Q = Quarter(2035, 2)


@pytest.fixture
def network(moved_clock):
    moved_clock(datetime.datetime(2035, 2, 20, 12, tzinfo=BAGHDAD))
    provinces, representatives = seated()
    order_set(provinces, Q)
    return provinces, representatives


def test_two_beats_turn_the_quarter_over_once(network, moved_clock):
    provinces, representatives = network
    term = actions.accept(term=Term.objects.get(province=provinces[0]), by=representatives[0])
    moved_clock(datetime.datetime(2035, 4, 1, 0, 10, tzinfo=BAGHDAD))

    def beat():
        return actions.turn_over(on=kit.today())

    assert sorted(at_once(beat, beat, held=term)) == [0, 1]
    assert AuditEvent.objects.filter(verb="term.began").count() == 1


@pytest.mark.parametrize("first", [0, 1])
def test_a_term_is_accepted_or_skipped_never_both(network, first):
    provinces, representatives = network
    term = Term.objects.get(province=provinces[0])
    verbs = [
        lambda: actions.accept(term=term, by=representatives[0]),
        lambda: actions.skip(term=term, reason="Elections", by=staff()),
    ]

    answers = at_once(verbs[first], verbs[1 - first], held=term)

    term.refresh_from_db()
    assert [type(answer) for answer in answers].count(actions.Changed) == 1
    assert term.state == ("accepted", "skipped")[first]


def test_two_who_confirm_a_swap_exchange_the_quarters_once(network):
    provinces, representatives = network
    one, two = (Term.objects.get(province=provinces[n]) for n in (0, 2))
    swap = actions.ask_swap(term=one, other=two, reason="Floods", by=representatives[0])
    swap = actions.agree_swap(swap=swap, by=representatives[2])

    answers = at_once(
        lambda: actions.confirm_swap(swap=swap, by=representatives[1]),
        lambda: actions.confirm_swap(swap=swap, by=representatives[3]),
        held=swap,
    )

    assert [type(answer) for answer in answers].count(actions.Changed) == 1
    assert Term.objects.get(province=provinces[0]).quarter == Q.plus(2)


@pytest.mark.parametrize("first", [0, 1])
def test_a_swap_is_confirmed_or_taken_back_never_both(network, first):
    provinces, representatives = network
    swap = agreed(network)
    verbs = [
        lambda: actions.confirm_swap(swap=swap, by=representatives[3]),
        lambda: actions.end_swap(swap=swap, by=representatives[0]),
    ]

    answers = at_once(verbs[first], verbs[1 - first], held=swap)

    swap.refresh_from_db()
    assert [type(answer) for answer in answers].count(actions.Changed) == 1
    assert (swap.confirmed_at is not None, swap.ended_at is not None) == (first == 0, first == 1)
    assert Term.objects.get(province=provinces[0]).quarter == (Q.plus(2) if first == 0 else Q)


def test_an_order_that_is_set_meanwhile_looks_at_the_swap_again(network):
    provinces, representatives = network
    swap = agreed(network)
    order = proposed([*provinces[1:], provinces[0]], Q, decided(kind=MotionKind.ROTATION_ORDER))

    at_once(
        lambda: actions.confirm_swap(swap=swap, by=representatives[3]),
        lambda: actions.end_motion(order.motion),
        held=swap,
    )

    swap.refresh_from_db()
    held = list(Term.objects.held().order_by("quarter").values_list("quarter", flat=True))
    assert len(held) == len(set(held))
    assert swap.confirmed_at is not None
    assert swap.ending == Swap.Ending.ORDER


def agreed(network):
    """A swap of the first and the third quarter, on which both provinces agree."""
    provinces, representatives = network
    one, two = (Term.objects.get(province=provinces[n]) for n in (0, 2))
    swap = actions.ask_swap(term=one, other=two, reason="Floods", by=representatives[0])
    return actions.agree_swap(swap=swap, by=representatives[2])
