"""What a theme lacks before the POCC can be asked: each condition with its reason."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.formats import day, number


@dataclass(frozen=True)
class Condition:
    """What is asked, whether it is met, and why, in the reader's language."""

    words: object
    is_met: bool
    reason: str


def check(theme, goals):
    """Pure: the conditions of a theme with these goals ("specific (and ideally very tangible)", the plan)."""
    quarter = theme.term.quarter
    latest = quarter.next.last
    early = [goal for goal in goals if goal.due_on < quarter.first]
    late = [goal for goal in goals if goal.due_on > latest]
    return [
        Condition(
            gettext_lazy("A title in both languages"),
            bool(theme.title_ar.strip() and theme.title_en.strip()),
            _one_language(theme.title_ar, theme.title_en),
        ),
        Condition(
            gettext_lazy("A summary in both languages"),
            bool(theme.summary_ar.strip() and theme.summary_en.strip()),
            _one_language(theme.summary_ar, theme.summary_en),
        ),
        Condition(
            gettext_lazy("At least one tangible goal"),
            bool(goals),
            _("goals: %(count)s") % {"count": number(len(goals))} if goals else _("No goal is written yet."),
        ),
        Condition(
            gettext_lazy("Due in the quarter or within three months after it"),
            bool(goals) and not early and not late,
            _("between %(first)s and %(last)s") % {"first": day(quarter.first), "last": day(latest)},
        ),
    ]


def _one_language(arabic, english):
    if arabic.strip() and english.strip():
        return _("written in both")
    if not arabic.strip() and not english.strip():
        return _("not written yet")
    return _("English is missing") if arabic.strip() else _("Arabic is missing")


def is_complete(conditions):
    return all(condition.is_met for condition in conditions)
