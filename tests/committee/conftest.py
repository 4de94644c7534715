"""A kind of subject that only these tests know, and an effect of motions that they can read."""

import pytest

from committee.models import MotionKind
from committee.registries import motion_effects, review_outcomes

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
def effects():
    """What motions of content standards brought about in this test: [(motion, outcome), …]."""
    motion_effects.register(MotionKind.CONTENT_STANDARD, note_end)
    ENDED.clear()
    return ENDED
