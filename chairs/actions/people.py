"""Whoever leaves, rests or is erased edits for no chair any more; past members of a team stay members."""

from chairs import notices
from chairs.models import Term
from kit import audit


def end_editing(*, person, change):
    """Takes the person off the terms that run or are to come (members.person_changed); the province hears."""
    if change == "service_ended":
        return
    State = Term.State
    open_ = Term.objects.filter(state__in=[State.SCHEDULED, State.ACCEPTED, State.ACTIVE])
    for term in open_.filter(editors=person).select_related("province"):
        term.editors.remove(person)
        audit.record(None, "term.editor_left", f"{term.quarter} {person.public_id} ({change})")
        notices.editor_left(term)
    for term in open_.filter(coach=person):
        term.coach = None
        term.save()
        audit.record(None, "term.coach_left", f"{term.quarter} {person.public_id} ({change})")
