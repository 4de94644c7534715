"""The line of a goal: each label of the scale is the value that its line stands for."""

import pytest

from themes.chart import round_step


@pytest.mark.parametrize(
    ("least", "step"),
    [(1.75, 2), (5, 5), (0.25, 0.5), (250, 500), (2.1, 5), (1, 1), (0.01, 0.01)],
)
def test_the_scale_counts_inround_steps(least, step):
    assert round_step(least) == pytest.approx(step)
