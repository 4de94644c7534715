"""Two at once: one transfer, one step, one verification."""

import pytest
from django.core.exceptions import PermissionDenied

from library import actions
from library.models import Step, Transfer
from tests.factories.committee import SeatFactory
from tests.factories.members import member
from tests.factories.transfers import achieved, fill_facts, sides, transfer
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("order", [1, -1])
def test_two_people_of_a_province_begin_one_transfer(order):
    item, _author, reader = sides()
    province = reader.services.get().team.province
    people = [reader, member(province)][::order]
    begin = [lambda who=who: actions.begin(item=item, adopter=province, by=who) for who in people]
    answers = at_once(*begin, held=item)
    assert answers == [Transfer.objects.get()] * 2
    assert Transfer.objects.get().steps.count() == 1


@pytest.mark.parametrize("order", [1, -1])
def test_two_representatives_verify_once(order):
    found = achieved()
    seats = [SeatFactory(representative=member()) for _ in range(2)][::order]
    verify = [
        lambda seat=seat: actions.verify(
            transfer=found, by=seat.representative, verification=f"زرنا {seat.pk}"
        )
        for seat in seats
    ]
    answers = at_once(*verify, held=found)
    kept = Transfer.objects.get()
    assert sorted(type(answer) for answer in answers if isinstance(answer, Exception)) == [actions.NotNow]
    winner = next(seat for seat, answer in zip(seats, answers, strict=True) if answer == kept)
    assert (kept.verified_for, kept.verification) == (winner.province, f"زرنا {winner.pk}")


@pytest.mark.parametrize("order", [1, -1])
def test_a_step_and_a_stop_never_both(order):
    item, author, reader = sides()
    found = transfer(Step.INTERESTED, item=item, lead=reader)
    fill_facts(found, author=author)
    verbs = [
        lambda: actions.take_step(transfer=found, step=Step.CHECKED, by=reader),
        lambda: actions.stop(transfer=found, by=reader, kind="other", reason="لا نستطيع"),
    ]
    answers = at_once(*verbs[::order], held=found)[::order]
    kept = Transfer.objects.get()
    assert kept.is_stopped
    assert kept.step == kept.steps.count()
    if isinstance(answers[0], Exception):
        assert isinstance(answers[0], actions.NotNow)
        assert kept.step == Step.INTERESTED
    assert not isinstance(answers[1], PermissionDenied)
    assert not kept.steps.filter(at__gt=kept.stopped_at).exists()
