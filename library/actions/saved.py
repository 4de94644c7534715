"""Searches that members keep: save, change, rest, and a letter when something new matches."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from kit.calendar import is_working
from library import alerts, rules, search_letters
from library.models import SavedSearch
from members.models import Holiday, User

MOST = 30  # of one person
# A look ends a little before it is taken: what a transaction publishes now may only be seen in a moment.
MARGIN = datetime.timedelta(minutes=15)


@transaction.atomic
def save_search(*, by, query, name, rhythm=SavedSearch.Rhythm.DAILY):
    """Keep the search under a name; the same search again takes the new name.

    Raises PermissionDenied, ValidationError where it is empty or there are too many.
    """
    if not rules.may_save_search(by):
        raise PermissionDenied
    selection = alerts.selection_of(query)
    if selection.is_empty:
        raise ValidationError(_("Search for something first, or choose a filter."))
    User.objects.select_for_update().get(pk=by.pk)
    named = {"name": name.strip(), "rhythm": rhythm}
    kept = SavedSearch.objects.of(by).filter(query=alerts.normal(selection)).first()
    if kept is None and SavedSearch.objects.of(by).count() >= MOST:
        raise ValidationError(_("You keep very many searches. Delete one first."))
    if kept is None:
        return SavedSearch.objects.create(person=by, query=alerts.normal(selection), **named)
    return change_search(search=kept, by=by, **named)


@transaction.atomic
def change_search(*, search, by, name, rhythm):
    """Another name, or more or less often."""
    search = _own(search, by)
    search.name, search.rhythm = name.strip(), rhythm
    search.save(update_fields=["name", "rhythm"])
    return search


@transaction.atomic
def pause_search(*, search, by, is_paused):
    """No letters for a while; what is published meanwhile is not told later."""
    search = _own(search, by)
    if search.is_paused and not is_paused:
        search.looked_at = kit.now()
    search.is_paused = is_paused
    search.save(update_fields=["is_paused", "looked_at"])
    return search


@transaction.atomic
def delete_search(*, search, by):
    _own(search, by).delete()


def _own(search, by):
    return SavedSearch.objects.of(by).select_for_update().get(pk=search.pk)


def tell_of_new(*, at):
    """One letter to each person with what is new under all of their searches. Returns how many were told.

    On days off nobody is written to: the next working day looks through all that came since the last look.
    """
    if not is_working(kit.day_of(at), Holiday.objects.free_days()):
        return 0
    due = _due(at).filter(person__in=User.objects.reachable())
    people = due.order_by("person").values_list("person", flat=True).distinct()
    return sum(_tell(person, at) for person in list(people))


@transaction.atomic
def _tell(person, at):
    """The searches are locked, so a second run waits and then finds nothing due; letter and look in one."""
    due = _due(at).of(person).select_for_update(of=("self",)).order_by("pk")
    searches = list(due.select_related("person"))
    if not searches:
        return 0
    until = at - MARGIN
    found = [(search, list(alerts.new_items(search.person, search, until))) for search in searches]
    found = [(search, items) for search, items in found if items]
    late = [search.pk for search in searches if search.looked_at < until]
    SavedSearch.objects.filter(pk__in=late).update(looked_at=until)
    if found:
        search_letters.write(searches[0].person, found, until)
    return 1 if found else 0


def _due(at):
    return SavedSearch.objects.due(kit.day_of(at))
