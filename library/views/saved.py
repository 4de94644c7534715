"""My searches: keep one, name it, let it rest, open it, delete it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kit.refusals import carried_out
from library import actions, alerts, rules
from library.forms.saved import SavedSearchForm
from library.models import SavedSearch


@require_safe
def searches(request):
    """Each with its words and filters, and whether it writes."""
    rows = [
        {"search": search, "address": _address(search)} for search in SavedSearch.objects.of(request.user)
    ]
    context = {"rows": rows, "may_save": rules.may_save_search(request.user)}
    return render(request, "library/searches.html", context)


def _address(search):
    """Its list, what is new on top."""
    return alerts.selection_of(search.query).address(order="newest")


def save(request):
    """Keep the search that the address holds."""
    if not rules.may_save_search(request.user):
        raise PermissionDenied
    selection = alerts.selection_of(request.GET.urlencode())
    query = alerts.normal(selection)
    form = SavedSearchForm(request.POST or None, initial={"name": selection.words[:80]})
    verb = partial(actions.save_search, by=request.user, query=query)
    done = _("The search is kept. You hear of it when something new matches.")
    return _answer(request, form, verb, done=done, title=_("Keep this search"), back=f"?{query}")


def change(request, pk):
    """Its name, and how often it writes."""
    search = _own(request, pk)
    initial = {"name": search.name, "rhythm": search.rhythm}
    form = SavedSearchForm(request.POST or None, initial=initial)
    verb = partial(actions.change_search, search=search, by=request.user)
    return _answer(
        request, form, verb, done=_("Saved."), title=_("Change this search"), back=_address(search)
    )


@require_POST
def pause(request, pk):
    """Rest, or go on."""
    search = _own(request, pk)
    is_paused = request.POST.get("rest") == "1"
    actions.pause_search(search=search, by=request.user, is_paused=is_paused)
    said = (
        _("This search is paused: no letters until you go on.")
        if is_paused
        else _("This search writes again.")
    )
    messages.success(request, said)
    return redirect("library:searches")


@require_POST
def delete(request, pk):
    """Keep it no longer."""
    actions.delete_search(search=_own(request, pk), by=request.user)
    messages.success(request, _("The search is deleted."))
    return redirect("library:searches")


def _own(request, pk):
    return get_object_or_404(SavedSearch.objects.of(request.user), pk=pk)


def _answer(request, form, verb, *, done, title, back):
    """The form of a verb; once it is carried out, the page of my searches."""
    is_done, _kept = carried_out(request, form, verb, done=done)
    if is_done:
        return redirect("library:searches")
    context = {"form": form, "title": title, "back": back}
    return render(request, "library/search_form.html", context, status=422 if form.errors else 200)
