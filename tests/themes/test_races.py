"""Two at once: a theme begins once, and is closed once."""

import pytest

from chairs.models import Term
from members.models import AuditEvent
from tests.factories.chairs import TermFactory
from tests.factories.members import staff
from tests.factories.themes import GoalFactory, ThemeFactory
from tests.racing import at_once
from themes import actions
from themes.models import Goal, Theme

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]


def test_two_beats_begin_a_theme_once():
    theme = ThemeFactory(term=TermFactory(state=Term.State.ACTIVE), state=Theme.State.APPROVED)

    answers = at_once(actions.activate_due, actions.activate_due, held=theme)

    theme.refresh_from_db()
    assert sorted(answers) == [0, 1]
    assert theme.state == Theme.State.ACTIVE
    assert AuditEvent.objects.filter(verb="theme.began").count() == 1


def test_two_who_close_a_theme_close_it_once():
    theme, by = ThemeFactory(term=TermFactory(), state=Theme.State.ACTIVE), staff()
    goal = GoalFactory(theme=theme, due_on=theme.term.quarter.first)

    def close():
        outcomes = {goal.pk: Goal.Outcome.ACHIEVED}
        return actions.close(theme=theme, by=by, outcomes=outcomes, lessons_en="Start small.")

    answers = at_once(close, close, held=theme)

    assert [type(answer) for answer in answers].count(actions.Changed) == 1
    assert AuditEvent.objects.filter(verb="theme.closed").count() == 1
