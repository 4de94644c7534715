"""A quarter without a theme is brought to mind each week."""

from django.utils.translation import gettext_lazy as _

from chairs.models import Term
from members.reminders import Case, Rule, Weekly
from themes import notices
from themes.models import Theme

AHEAD = 30  # days


def without_theme(on):
    """Terms that run or are accepted and have no theme before the POCC."""
    chosen = Theme.objects.filter(state__in=[Theme.State.SUBMITTED, *Theme.DECIDED]).values("term")
    return Term.objects.filter(state__in=[Term.State.ACCEPTED, Term.State.ACTIVE]).exclude(pk__in=chosen)


def _cases(on):
    for term in without_theme(on).select_related("province").order_by("quarter"):
        if on <= term.quarter.last:
            yield Case(f"{term.pk}:{term.quarter}", term.quarter.first, (term, on), term.province_id)


def _hold(case, on):
    held = without_theme(on).filter(pk=case.of[0].pk).select_for_update(of=("self",))
    return case if held.exists() else None


NO_THEME = Rule(
    what=_("a quarter without a theme"),
    whom=_("the province's seat, the editors, the coach"),
    until=_("a theme is before the POCC, or the quarter is over"),
    steps=(Weekly(AHEAD),),
    cases=_cases,
    people=lambda case, step, on: notices.concerned(case.of[0]),
    letter=lambda case, step, person: notices.no_theme(*case.of, [person]),
    hold=_hold,
)
