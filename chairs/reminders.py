"""What comes up is brought to mind in time; what nobody has taken on raises an alarm."""

import datetime

from django.utils.translation import gettext_lazy as _

from chairs import notices
from chairs.models import Term
from kit.quarter import Quarter
from members.reminders import Case, Rule, Step, Weekly

ALARM = datetime.timedelta(days=45)


def _coming(on):
    for term in Term.objects.coming(on).select_related("province").order_by("quarter"):
        yield Case(f"{term.pk}:{term.quarter}", term.quarter.first, term, term.province_id)


def _hold_term(case, on):
    terms = Term.objects.coming(on).filter(pk=case.of.pk, quarter=case.of.quarter)
    return case if terms.select_for_update(of=("self",)).exists() else None


AHEAD = Rule(
    what=_("a term that comes up"),
    whom=_("the province's seat, the editors, the coach"),
    until=_("the term begins"),
    steps=(Step("30", -30), Step("14", -14), Step("3", -3)),
    cases=_coming,
    people=lambda case, step, on: notices.concerned(case.of),
    letter=lambda case, step, person: notices.term_ahead(case.of, step.key, [person]),
    hold=_hold_term,
)


def quarters_without_holder(on):
    """This quarter and the next, where nobody holds them or nobody has accepted although the time is near."""
    now = Quarter.of(on)
    accepted = (Term.State.ACCEPTED, Term.State.ACTIVE, Term.State.COMPLETED)
    held = dict(Term.objects.held().filter(quarter__in=[now, now.next]).values_list("quarter", "state"))
    return [
        quarter
        for quarter in (now, now.next)
        if quarter not in held or held[quarter] not in accepted and quarter.first - on <= ALARM
    ]


def _gaps(on):
    for quarter in quarters_without_holder(on):
        yield Case(str(quarter), quarter.first, (quarter, on))


NOBODY = Rule(
    what=_("a quarter that nobody has taken on"),
    whom=_("all seats of the POCC, Taqadum staff"),
    until=_("a province accepts it"),
    steps=(Weekly(),),
    cases=_gaps,
    people=lambda case, step, on: notices.holders_of() | notices.staff(),
    letter=lambda case, step, person: notices.no_holder(*case.of, [person]),
    hold=lambda case, on: case if case.of[0] in quarters_without_holder(on) else None,
)
