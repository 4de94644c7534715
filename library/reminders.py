"""Outcomes that are due are brought to mind."""

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

import kit
from library import notices
from library.models import OutcomeMeasure, Transfer, due_days
from members.models import Holiday
from members.reminders import Case, Rule, Step


def due(*, on, of=None, transfer=None):
    """(transfer, months, working day) of each outcome due by that day: of one measure at least neither it nor
    a later one is known.

    `of`: keys of provinces; their transfers alone. `transfer`: that one alone.
    """
    piloted = Transfer.objects.piloted().for_list().filter(piloted_at__date__lte=on).order_by("pk")
    piloted = piloted if of is None else piloted.of(of)
    piloted = piloted if transfer is None else piloted.filter(pk=transfer.pk)
    known = {}  # key of a transfer → the month up to which each of its measures is known
    measures = OutcomeMeasure.objects.filter(transfer__in=piloted.values("pk")).order_by()
    last = Coalesce(Max("outcomes__months"), 0)
    for key, months in measures.annotate(last=last).values_list("transfer", "last"):
        known[key] = min(months, known.get(key, months))
    holidays = Holiday.objects.by_province()
    return [
        (one, months, day)
        for one in piloted
        for months, day in due_days(kit.day_of(one.piloted_at), holidays[one.adopter_id]).items()
        if day <= on and months > known.get(one.pk, 0)
    ]


def _cases(on, transfer=None):
    for one, months, day in due(on=on, transfer=transfer):
        yield Case(f"{one.pk}:{months}", day, (one, months, day), one.adopter_id)


def _hold(case, on):
    transfer = case.of[0]
    list(Transfer.objects.select_for_update(of=("self",)).filter(pk=transfer.pk).values_list("pk"))
    return next((one for one in _cases(on, transfer) if one.key == case.key), None)


OUTCOMES = Rule(
    what=_("the outcome of a transfer after 3, 6 and 12 months"),
    whom=_("who leads the transfer"),
    until=_("it is written down"),
    steps=(Step("due", 0),),
    cases=_cases,
    people=lambda case, step, on: notices.of_adopter(case.of[0]),
    letter=lambda case, step, person: notices.outcome_due(*case.of),
    hold=_hold,
)
