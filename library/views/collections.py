"""Collections of practices: read, put together, put in order."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kit.refusals import carried_out
from library import actions
from library import reader_rules as rules
from library.forms.collections import CollectForm, CollectionForm, NoteForm
from library.models import Collection, CollectionEntry, Item

ROWS = 30


@require_safe
def collections(request):
    """Mine, and those that members share."""
    visible = Collection.objects.visible_to(request.user).with_size(request.user).select_related("owner")
    page = Paginator(visible.exclude(owner=request.user), ROWS).get_page(request.GET.get("page"))
    context = {
        "mine": visible.of(request.user),
        "page": page,
        "may_collect": rules.may_collect(request.user),
    }
    return render(request, "library/collections.html", context)


@require_safe
def collection(request, pk):
    """Its practices in their order, each with the note; what the reader may not read is left out."""
    found = get_object_or_404(Collection.objects.visible_to(request.user).select_related("owner"), pk=pk)
    items = Item.objects.readable_by(request.user).filter(collected__collection=found).for_list()
    readable = {item.pk: item for item in items}
    entries = [entry for entry in found.entries.all() if entry.item_id in readable]
    for entry in entries:
        entry.shown = readable[entry.item_id]
    context = {
        "collection": found,
        "entries": entries,
        "may_change": rules.may_change_collection(request.user, found),
    }
    return render(request, "library/collection.html", context)


def create(request):
    """A new one."""
    if not rules.may_collect(request.user):
        raise PermissionDenied
    form = CollectionForm(request.POST or None)
    verb = partial(actions.create_collection, by=request.user, request=request)
    is_done, kept = carried_out(
        request, form, verb, done=_("The collection is there. Add practices from their pages.")
    )
    return redirect(kept) if is_done else _form(request, form, title=_("New collection"))


def edit(request, pk):
    """Its words, and who reads it."""
    found = _own(request, pk)
    names = ["title_ar", "title_en", "description_ar", "description_en", "is_shared"]
    form = CollectionForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    verb = partial(actions.change_collection, collection=found, by=request.user, request=request)
    is_done, _kept = carried_out(request, form, verb, done=_("The collection is changed."))
    return redirect(found) if is_done else _form(request, form, found, title=_("Change the collection"))


@require_POST
def delete(request, pk):
    """It goes; the practices stay."""
    actions.delete_collection(collection=_own(request, pk), by=request.user, request=request)
    messages.success(request, _("The collection is deleted."))
    return redirect("library:collections")


def collect(request, pk):
    """Put a practice into one of my collections, or into a new one."""
    if not rules.may_collect(request.user):
        raise PermissionDenied
    items = Item.objects.readable_by(request.user).select_related("published_revision")
    item = get_object_or_404(items, pk=pk)
    form = CollectForm(request.POST or None, by=request.user)

    @transaction.atomic
    def put(collection, note, **_title):
        into = collection or actions.create_collection(by=request.user, request=request, **form.new_title)
        return actions.collect(collection=into, item=item, by=request.user, note=note)

    is_done, kept = carried_out(request, form, put, done=_("The practice is in your collection."))
    if is_done:
        return redirect(kept.collection)
    words = {"title": _("Add to a collection"), "lead": item.published_revision.title}
    return _form(request, form, back=item.get_absolute_url(), **words)


def note(request, pk):
    """Why a practice stands in the collection."""
    entry = _entry(request, pk)
    form = NoteForm(request.POST or None, initial={"note": entry.note})
    verb = partial(actions.keep_note, entry=entry, by=request.user)
    is_done, _kept = carried_out(request, form, verb, done=_("The note is kept."))
    if is_done:
        return redirect(entry.collection)
    words = {"title": _("Note"), "lead": entry.item.published_revision.title}
    return _form(request, form, back=entry.collection.get_absolute_url(), **words)


@require_POST
def move(request, pk):
    """One place up or down."""
    entry = _entry(request, pk)
    actions.move(entry=entry, by=request.user, is_up="up" in request.POST)
    return redirect(f"{entry.collection.get_absolute_url()}#entry-{entry.pk}")


@require_POST
def take_out(request, pk):
    """It leaves the collection."""
    entry = _entry(request, pk)
    actions.take_out(entry=entry, by=request.user)
    messages.success(request, _("The practice is taken out of the collection."))
    return redirect(entry.collection)


def _own(request, pk):
    """404 for who may not see it, 403 for who may not change it."""
    found = get_object_or_404(Collection.objects.visible_to(request.user), pk=pk)
    if not rules.may_change_collection(request.user, found):
        raise PermissionDenied
    return found


def _entry(request, pk):
    entries = CollectionEntry.objects.select_related("item__published_revision")
    visible = Collection.objects.visible_to(request.user)
    entry = get_object_or_404(entries.filter(collection__in=visible), pk=pk)
    entry.collection = _own(request, entry.collection_id)
    return entry


def _form(request, form, found=None, *, title, lead="", back=""):
    context = {"form": form, "collection": found, "title": title, "lead": lead, "back": back}
    return render(request, "library/collection_form.html", context, status=422 if form.errors else 200)
