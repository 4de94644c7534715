"""What comes up is brought to mind in time; what nobody has taken on raises an alarm."""

import datetime

from chairs import notices
from chairs.models import Term
from kit.quarter import Quarter

DAYS_BEFORE = (3, 14, 30)
ALARM = datetime.timedelta(days=45)


def remind(*, on):
    """Who will chair hears of it 30, 14 and 3 days before; a late run sends the nearest of them, once."""
    count = 0
    for term in Term.objects.coming(on).select_related("province").order_by("quarter"):
        ahead = (term.quarter.first - on).days
        due = next((days for days in DAYS_BEFORE if ahead <= days), None)
        if due is not None:
            count += notices.term_ahead(term, due)
    return count


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


def alarm(*, on):
    """The POCC and Taqadum staff hear once a week of a quarter that nobody has taken on."""
    return sum(notices.no_holder(quarter, notices.week_of(on)) for quarter in quarters_without_holder(on))
