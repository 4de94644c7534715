"""What the goals of themes did since a decision was taken (committee.happenings)."""

from django.utils.translation import gettext as _

from committee.registries import Happening
from kit.formats import percent
from kit.quarter import Quarter
from themes.models import Goal, Theme

SHOWN = 12


def goals_since(motion, began, until):
    """Each goal of the quarters in between: how far it was on the day of the decision, and how far it is."""
    quarters = {
        "theme__term__quarter__gte": Quarter.of(began),
        "theme__term__quarter__lte": Quarter.of(until),
    }
    states = [Theme.State.ACTIVE, Theme.State.CLOSED]
    goals = Goal.objects.filter(theme__state__in=states, **quarters).prefetch_related("progress")[:SHOWN]
    points = tuple(_line(goal, began, until) for goal in goals)
    return [Happening(_("Goals of the quarter"), "", points, "themes/")] if points else []


def _line(goal, began, until):
    shown = {
        "goal": goal.statement,
        "then": percent(_at(goal, began) / 100),
        "now": percent(_at(goal, until) / 100),
    }
    return _("%(goal)s: %(then)s then, %(now)s now") % shown


def _at(goal, on):
    """Percent on a day, out of the progress that was fetched, the newest first."""
    value = next((report.value for report in goal.progress.all() if report.on <= on), goal.baseline)
    return goal.percent(value)
