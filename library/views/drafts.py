"""Writing on a phone: one save keeps the draft, whatever is still missing and whichever file was refused."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kit.files import Refused
from kit.files.refusal import StorageAway
from kit.files.scanner import ScannerAway
from library import actions, adapting, completeness, rules
from library.actions.drafts import InReview
from library.actions.publication import conditions_of
from library.forms.drafts import DraftForm, result_forms
from library.models import Item, Kind, Revision, Sealed, Upload
from library.standing import own_province

REFUSALS = "library.refusals"


def create(request):
    """An empty form; its number lets the same form, sent twice, find the draft it has started."""
    if not rules.may_create(request.user):
        return render(request, "library/members_only.html", status=403)
    if request.method == "POST":
        key = _form_key(request)
        started = item_of_form(request.user, key)
        if started and started.newest.review_id is not None:
            return redirect("library:edit", pk=started.pk)
        return _save(request, started.newest if started else None, key)
    form = DraftForm(initial={"province": own_province(request.user)})
    return _page(request, None, form, result_forms(), form_key=uuid.uuid4())


def edit(request, pk):
    """The draft; where the newest version was submitted, the way to write the next one."""
    item = own_item(request, pk)
    revision = item.revisions.select_related("review").order_by("-number").first()
    revision.item = item
    if revision.review_id is not None:
        return render(request, "library/continue.html", {"item": item, "revision": revision})
    if request.method == "POST":
        return _save(request, revision, item.form_key)
    form = DraftForm(
        initial=initial_of(revision), may_change_facts=rules.may_change_facts(request.user, item)
    )
    return _page(request, revision, form, result_forms(initial=results_of(revision)))


@require_POST
def submit(request, pk):
    """Hand the draft in as it is kept."""
    return _submit(request, _draft_of(request, pk))


@require_POST
def new_version(request, pk):
    """Continue after a decision: a copy of the newest version becomes the draft."""
    item = own_item(request, pk)
    try:
        actions.new_version(item=item, by=request.user)
    except InReview:
        messages.warning(request, _("This version waits for its review. You can go on after the decision."))
    return redirect("library:edit", pk=item.pk)


@require_POST
def discard(request, pk):
    """Throw the draft away."""
    actions.discard_draft(revision=_draft_of(request, pk), by=request.user)
    messages.success(request, _("The draft is deleted."))
    return redirect("library:mine")


def _save(request, revision, key):
    """Keep all that can be kept, then go where the pressed button says."""
    may_change_facts = revision is None or rules.may_change_facts(request.user, revision.item)
    initial = initial_of(revision) if revision else {}
    form = DraftForm(request.POST, request.FILES, initial=initial, may_change_facts=may_change_facts)
    results = result_forms(request.POST, initial=results_of(revision) if revision else [])
    is_whole = all([form.is_valid(), results.is_valid()])
    if revision is None and not is_whole and not form.has_substance:
        return _page(request, None, form, results, form_key=key, status=422)
    kept = {"kind": Kind.SUCCESS_STORY} | kept_by(form, results)
    try:
        revision = _keep(request.user, revision, key, kept, _base(request))
    except actions.Changed:
        return _page(request, _anew(revision), form, results, is_changed=True, status=422)
    except Sealed:
        messages.warning(request, _("This version was handed in a moment ago. Nothing was changed."))
        return redirect("library:edit", pk=revision.item_id)
    refusals = _change_files(request, revision, form)
    if not is_whole:
        return _page(request, revision, form, results, refusals=refusals, status=422)
    if request.POST.get("then") == "submit" and not refusals:
        return _submit(request, revision)
    request.session[REFUSALS] = refusals
    messages.success(request, _("Saved. Only you see it until you hand it in."))
    return redirect("library:edit", pk=revision.item_id)


def kept_by(form, results):
    """What the forms hold that can be kept."""
    rows = [row.cleaned_data for row in results.forms if row.is_given] if results.is_valid() else None
    return form.kept | {"results": rows}


def _keep(user, revision, key, kept, base):
    if revision is None:
        return actions.start_draft(by=user, form_key=key, **kept)
    return actions.save_draft(revision=revision, by=user, base=base, **kept)


def _base(request):
    """How often the draft had been kept when this form was begun, if the form says so."""
    base = request.POST.get("base", "")
    return int(base) if base.isdecimal() and len(base) <= 9 else None


def _anew(revision):
    """The draft as it is by now: pressed once more, the form replaces it."""
    return Revision.objects.select_related("item__province", "item__withdrawal").get(pk=revision.pk)


def _change_files(request, revision, form):
    """Take off what was removed, add what was chosen; returns the refusals as (name, sentence).

    What nobody can look at for the moment is held, and joins the draft by itself.
    """
    for number in request.POST.getlist("remove"):
        for attachment in revision.attachments.filter(pk=number if number.isdecimal() else 0):
            actions.detach(revision=revision, attachment=attachment, by=request.user)
    refusals = []
    for given in form.cleaned_data.get("files", []) + form.cleaned_data.get("photos", []):
        try:
            _attach(revision, given, request.user)
        except Refused as refusal:
            refusals.append((given.name[:100], str(refusal)))
    return refusals


def _attach(revision, given, by):
    try:
        actions.attach(revision=revision, upload=given, by=by)
    except (ScannerAway, StorageAway) as away:
        is_waiting = isinstance(away, ScannerAway)
        actions.hold(revision=revision, upload=given, by=by, is_waiting=is_waiting)


def _submit(request, revision):
    if Upload.objects.arrived().filter(item=revision.item_id).exists():
        messages.warning(
            request, _("Kept, not handed in yet: a file is still being looked at. Try again soon.")
        )
        return redirect("library:edit", pk=revision.item_id)
    try:
        actions.submit(revision=revision, by=request.user)
    except actions.Incomplete:
        messages.warning(request, _("Kept, not handed in yet: see what is missing at the end of the page."))
        return redirect("library:edit", pk=revision.item_id)
    messages.success(
        request, _("Handed in. A representative of another province will answer within 7 working days.")
    )
    return redirect("library:mine")


def _page(request, revision, form, results, form_key=None, refusals=None, is_changed=False, status=200):
    if refusals is None:
        refusals = request.session.pop(REFUSALS, [])
    conditions = conditions_of(revision) if revision else []
    context = {
        "revision": revision,
        "adaptation": adapting.of(revision.item) if revision else None,
        "form": form,
        "results": results,
        "form_key": form_key or revision.item.form_key,
        "attachments": revision.attachments.defer("text") if revision else [],
        "arriving": revision.item.uploads.filter(attachment=None, refusal="") if revision else [],
        "refusals": refusals,
        "is_changed": is_changed,
        "conditions": conditions,
        "missing": [condition for condition in conditions if not condition.is_met],
        "is_complete": bool(conditions) and completeness.is_complete(conditions),
    }
    return render(request, "library/edit.html", context, status=status)


def initial_of(revision):
    item = revision.item
    facts = {name: getattr(item, name) for name in actions.FACTS}
    texts = {name: getattr(revision, name) for name in actions.TEXTS}
    names = "\n".join(item.contributors.values_list("name", flat=True))
    return {
        **texts,
        **facts,
        "tags": list(item.tags.all()),
        "partners": list(item.partners.all()),
        "contributors": names,
    }


def results_of(revision):
    rows = list(revision.results.values(*actions.MEASURES))
    for row in rows:
        row |= {name: _short(row[name]) for name in ("before", "after")}
    return rows


def _short(figure):
    """9.50 is 9.5 and 9.00 is 9, as people write them."""
    return None if figure is None else f"{figure:f}".rstrip("0").rstrip(".")


def own_item(request, pk):
    item = get_object_or_404(
        Item.objects.visible_to(request.user).select_related("province", "withdrawal"), pk=pk
    )
    if not rules.may_edit(request.user, item):
        raise PermissionDenied
    return item


def _draft_of(request, pk):
    item = own_item(request, pk)
    return get_object_or_404(Revision.objects.drafts().select_related("item"), item=item)


def item_of_form(user, key):
    """What this very form has started already, if anything."""
    item = Item.objects.filter(form_key=key).select_related("withdrawal").first()
    if item is not None and not rules.may_edit(user, item):
        raise PermissionDenied
    return item


def untitled(request, key):
    return actions.start_draft(
        by=request.user, kind=Kind.SUCCESS_STORY, province=own_province(request.user), form_key=key
    )


def _form_key(request):
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        raise Http404 from None
