"""A carried motion on a priority writes it, once; the words alone are decided elsewhere."""

import datetime

import pytest

import kit
from committee import actions
from committee.effects import effect_of
from committee.models import MotionKind, Priority
from committee.registries import motion_effects
from kit.clock import BAGHDAD
from tests.factories.committee import BallotFactory, MotionFactory, SeatFactory, decided

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def motion(**fields):
    words = {"title_ar": "الماء أولاً", "title_en": "Water first", "text_en": "Each summer."}
    return MotionFactory(**({"kind": MotionKind.PRIORITY} | words | fields))


def decide(found, choice):
    seat = SeatFactory()
    BallotFactory(motion=found, seat=seat, choice=choice)
    return actions.close(motion=found, at=kit.now())


def test_a_carried_priority_stands_after_those_in_force_from_the_day_of_the_decision():
    today = kit.today()
    Priority.objects.create(title_ar="أ", title_en="A", rank=3, from_on=today - 9 * DAY)
    Priority.objects.create(title_ar="ب", title_en="B", rank=8, from_on=today - 9 * DAY, until_on=today - DAY)

    found = decide(motion(), "yes")
    motion_effects.call(found.kind, motion=found)

    made = Priority.objects.get(motion=found)
    assert (made.title_ar, made.title_en, made.text_en) == ("الماء أولاً", "Water first", "Each summer.")
    assert (made.rank, made.from_on) == (4, found.closed_at.astimezone(BAGHDAD).date())
    assert made in Priority.objects.in_force(today)
    assert effect_of(found) != effect_of(decided(kind=MotionKind.OTHER))


def test_a_priority_that_failed_or_was_withdrawn_is_none():
    decide(motion(), "no")
    taken_back = motion()
    actions.withdraw(motion=taken_back, by=taken_back.proposer, why="Too early.")

    assert not Priority.objects.exists()
