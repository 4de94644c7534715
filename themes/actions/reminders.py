"""A quarter without a theme is brought to mind each week."""

import datetime

from chairs.models import Term
from chairs.notices import week_of
from themes import notices
from themes.models import Theme

AHEAD = datetime.timedelta(days=30)


def remind_without_theme(*, on):
    """The chair of a quarter that runs or begins within thirty days hears of it once a week, until the POCC
    has a theme before it. Returns how many terms had none.
    """
    chosen = Theme.objects.filter(state__in=[Theme.State.SUBMITTED, *Theme.DECIDED]).values("term")
    waiting = Term.objects.filter(state__in=[Term.State.ACCEPTED, Term.State.ACTIVE]).exclude(pk__in=chosen)
    due = [
        term
        for term in waiting.select_related("province").order_by("quarter")
        if term.quarter.first - AHEAD <= on <= term.quarter.last
    ]
    for term in due:
        notices.no_theme(term, week_of(on))
    return len(due)
