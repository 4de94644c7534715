"""Counts of the committee's records, for goals that compute themselves."""

import datetime

import pytest
from django.utils.translation import override

import kit
from committee.actions import constraints
from kit.clock import BAGHDAD
from kit.quarter import Quarter
from tests.factories.chairs import TermFactory
from tests.factories.constraints import law, ministry, shared
from tests.factories.members import staff
from tests.factories.themes import GoalFactory, ThemeFactory
from themes import actions
from themes.registries import words_of

pytestmark = pytest.mark.django_db
Q = Quarter(2035, 2)


def answered(**fields):
    by = staff()
    found = shared(**fields)
    constraints.send_letter(letter=constraints.draft_letter(constraint=found, body=ministry(), by=by), by=by)
    return constraints.keep_answer(constraint=found, by=by, answer="نعم.")


def test_questions_of_law_that_were_answered_in_the_quarter_move_the_goal(moved_clock):
    goal = GoalFactory(
        theme=ThemeFactory(term=TermFactory(quarter=Q)), measure="committee.law_answered", target=2
    )
    moved_clock(datetime.datetime.combine(Q.previous.last, datetime.time(12), tzinfo=BAGHDAD))
    answered(law=law())  # too early
    moved_clock(datetime.datetime.combine(Q.first, datetime.time(12), tzinfo=BAGHDAD))
    answered(law=law())
    answered()  # no question of law
    shared(law=law())  # no answer yet

    moved = [actions.measure_all(on=kit.today()) for _ in range(2)]

    assert moved == [1, 0]
    assert goal.progress.get().value == 1


@pytest.mark.parametrize(
    ("language", "words"), [("en", "questions of law before the committee"), ("ar", "الأسئلة القانونية")]
)
def test_the_count_is_said_in_words(language, words):
    with override(language):
        assert words in words_of(GoalFactory(measure="committee.law_answered"))
