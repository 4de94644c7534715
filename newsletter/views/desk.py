"""The desk of the editors: editions in work, their words, their release."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kit import formats
from newsletter import actions, drafting, readiness, rules
from newsletter.forms import AddItemForm, DraftForm, EditionForm, EntryFormSet, NewEntryForm
from newsletter.models import Edition

SENT_SHOWN = 12


def edition_of_editor(view):
    """Fetches the edition for who may edit it; for others it does not exist."""

    @wraps(view)
    def fetch(request, number):
        edition = Edition.objects.editable_by(request.user).with_joined().filter(number=number).first()
        if edition is None:
            raise Http404
        return view(request, edition)

    return fetch


@require_safe
def desk(request):
    """Editions in work, and the last that were sent."""
    if not rules.may_open_desk(request.user):
        raise PermissionDenied
    editions = Edition.objects.editable_by(request.user).with_joined()
    form = DraftForm(user=request.user)
    return render(
        request,
        "newsletter/desk.html",
        {
            "in_work": editions.in_work().order_by("month"),
            "sent": editions.public().order_by("-month")[:SENT_SHOWN],
            "form": form if form.has_months else None,
        },
    )


@require_POST
def draft(request):
    """*Draft for me* for a month."""
    if not rules.may_open_desk(request.user):
        raise PermissionDenied
    form = DraftForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.warning(request, _("Choose a month that has no edition yet."))
        return redirect("newsletter:desk")
    edition = actions.draft_edition(month=form.cleaned_data["month"], by=request.user)
    messages.success(
        request, _("The draft is ready: read it, change what you like, then ask for its release.")
    )
    return redirect("newsletter:edit", edition.number)


@require_POST
@edition_of_editor
def draft_again(request, edition):
    """Add what was published since."""
    before = edition.entries.count()
    try:
        actions.draft_edition(month=edition.month, by=request.user)
    except actions.NotOpen:
        return _closed(request, edition)
    added = edition.entries.count() - before
    words = ngettext("%(number)s new item was added.", "%(number)s new items were added.", added)
    if added:
        messages.success(request, words % {"number": formats.number(added)})
    else:
        messages.info(request, _("Nothing new has been published since. Your words were left as they are."))
    return redirect("newsletter:edit", edition.number)


@edition_of_editor
def edit(request, edition):
    """The words of the edition; read only once it waits for its review."""
    if not edition.is_open:
        return redirect("newsletter:preview", edition.number)
    form = EditionForm(request.POST or None, instance=edition)
    entries = EntryFormSet(request.POST or None, instance=edition)
    if request.method == "POST" and form.is_valid() and entries.is_valid():
        try:
            actions.save_edits(edition=edition, form=form, entries=entries, by=request.user)
        except actions.NotOpen:
            return _closed(request, edition)
        messages.success(request, _("Saved."))
        return redirect("newsletter:edit", edition.number)
    return _edit_page(request, edition, form=form, entries=entries)


def _edit_page(request, edition, **forms):
    """The page with its forms; a form that was refused keeps what was typed."""
    items = list(drafting.new_items(edition))
    standing = set(edition.entries.standing().values_list("item_id", flat=True))
    has_errors = any(
        form.errors if not hasattr(form, "total_error_count") else form.total_error_count()
        for form in forms.values()
    )
    context = {
        "edition": edition,
        "form": EditionForm(instance=edition),
        "entries": EntryFormSet(instance=edition),
        "new_entry": NewEntryForm(prefix="new"),
        "add_item": AddItemForm(),
        "conditions": readiness.of(edition),
        "turns": drafting.turns(edition, items),
        "suggestions": [item for item in items if item.pk not in standing][:8],
        **forms,
    }
    return render(request, "newsletter/edit.html", context, status=422 if has_errors else 200)


@require_POST
@edition_of_editor
def add_item(request, edition):
    """An item of the library, by button or by its address."""
    form = AddItemForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, edition, add_item=form)
    item = form.cleaned_data["item"]
    section = form.cleaned_data["section"] or drafting.section_of(item)
    try:
        actions.add_item(edition=edition, item=item, section=section, by=request.user)
    except actions.NotOpen:
        return _closed(request, edition)
    messages.success(request, _("The item is in the edition now."))
    return redirect("newsletter:edit", edition.number)


@require_POST
@edition_of_editor
def add_entry(request, edition):
    """News written by hand."""
    form = NewEntryForm(request.POST, prefix="new")
    if not form.is_valid():
        return _edit_page(request, edition, new_entry=form)
    try:
        actions.add_entry(edition=edition, entry=form.save(commit=False), by=request.user)
    except actions.NotOpen:
        return _closed(request, edition)
    messages.success(request, _("The entry is in the edition now."))
    return redirect("newsletter:edit", edition.number)


@require_POST
@edition_of_editor
def request_review(request, edition):
    """Ask another province to release the edition; a released one is taken back to be edited."""
    if "reopen" in request.POST:
        return _reopen(request, edition)
    try:
        actions.request_review(edition=edition, by=request.user)
    except actions.NotReady as error:
        for sentence in error.messages:
            messages.warning(request, sentence)
        return redirect("newsletter:edit", edition.number)
    except actions.NotOpen:
        return _closed(request, edition)
    messages.success(request, _("A representative of another province was asked to release the edition."))
    return redirect("newsletter:desk")


def _reopen(request, edition):
    try:
        actions.reopen(edition=edition, by=request.user)
    except actions.NotOpen:
        return _closed(request, edition)
    messages.success(request, _("The edition is open again. It needs a new release before it is sent."))
    return redirect("newsletter:edit", edition.number)


def _closed(request, edition):
    messages.warning(
        request, _("This edition can no longer be changed here: see where it stands. Nothing was changed.")
    )
    return redirect("newsletter:preview", edition.number)
