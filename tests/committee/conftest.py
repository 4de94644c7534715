"""A kind of subject that only these tests know."""

import pytest

from committee.registries import review_outcomes

CARRIED_OUT = []


def carry_out(review):
    CARRIED_OUT.append((review.pk, review.outcome))


@pytest.fixture(autouse=True)
def subject():
    """What was carried out in this test: [(review, outcome), …]."""
    review_outcomes.register("test.subject", carry_out)
    CARRIED_OUT.clear()
    return CARRIED_OUT
