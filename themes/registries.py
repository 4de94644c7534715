"""What upper apps may register with themes."""

from collections.abc import Callable
from dataclasses import dataclass

from kit.registry import Registry


@dataclass(frozen=True)
class Measure:
    """Something the portal counts by itself: `words` say the query to the POCC, in the active language."""

    words: Callable  # (theme) → str
    count: Callable  # (theme, until) → number


# key → Measure
measures = Registry("themes.measures")


def words_of(goal):
    """The query of a goal that computes itself, in words; empty where it is reported by hand."""
    return measures[goal.measure].words(goal.theme) if goal.measure in measures else ""
