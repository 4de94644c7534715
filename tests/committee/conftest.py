"""A kind of subject that only these tests know, and an effect of motions that they can read."""

import datetime

import pytest

from committee.models import MotionKind
from committee.registries import motion_effects, review_outcomes
from kit.clock import BAGHDAD

CARRIED_OUT, ENDED = [], []


def carry_out(review):
    CARRIED_OUT.append((review.pk, review.outcome))


@pytest.fixture(autouse=True)
def subject():
    """What was carried out in this test: [(review, outcome), …]."""
    review_outcomes.register("test.subject", carry_out)
    CARRIED_OUT.clear()
    return CARRIED_OUT


def note_end(motion):
    ENDED.append((motion.pk, motion.outcome))


@pytest.fixture
def give_effect(monkeypatch):
    """(kind, function): what motions of a kind that has no effect bring about, in this test alone."""

    def give(kind, function):
        assert kind not in motion_effects
        monkeypatch.setitem(motion_effects._functions, kind, function)

    return give


@pytest.fixture
def effects(give_effect):
    """What motions of content standards brought about in this test: [(motion, outcome), …]."""
    give_effect(MotionKind.CONTENT_STANDARD, note_end)
    ENDED.clear()
    return ENDED


@pytest.fixture
def a_sunday(moved_clock):
    """Today is a working day with four more after it."""
    sunday = datetime.date(2035, 6, 3)
    moved_clock(datetime.datetime.combine(sunday, datetime.time(8), tzinfo=BAGHDAD))
    return sunday
