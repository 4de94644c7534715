"""Adapting a practice, reading it beside its source, and deciding on what the source changed."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kit.refusals import carried_out
from library import actions, adapting, rules
from library.actions.adaptations import is_ours_alone
from library.forms.adaptations import AdaptForm
from library.models import Item, Transfer, UpdateProposal
from library.versions import differences

ANSWERS = {"accept": True, "decline": False}


def adapt(request, pk):
    """What is taken along, what starts empty, and the button."""
    items = Item.objects.readable_by(request.user).select_related("province", "withdrawal")
    item = get_object_or_404(items.select_related("published_revision"), pk=pk)
    provinces = adapting.adapting_provinces(request.user, item)
    if not provinces:
        raise PermissionDenied
    has_transfer = Transfer.objects.open().filter(item=item, adopter__in=provinces).exists()
    form = AdaptForm(request.POST or None, provinces=provinces, has_transfer=has_transfer)
    verb = partial(actions.adapt, item=item, by=request.user, request=request)
    done = _("The draft is yours. Say what you changed and why before you hand it in.")
    is_done, made = carried_out(request, form, verb, done=done)
    if is_done:
        return redirect("library:edit", pk=made.item_id)
    context = {"item": item, "form": form}
    return render(request, "library/adaptation_new.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def compared(request, pk):
    """The version of the source that was taken beside ours, for who may read both."""
    item, adaptation = _adapted(request, pk)
    if not Item.objects.readable_by(request.user).filter(pk=adaptation.source_id).exists():
        raise Http404
    ours = item.published_revision or item.newest
    context = {
        "item": item,
        "revision": ours,
        "source": adaptation.source,
        "taken": adaptation.revision,
        "differences": differences(adaptation.revision, ours),
    }
    return render(request, "library/adaptation.html", context)


@require_safe
def updates(request, pk):
    """Part by part: the source's old words, its new ones, and ours."""
    item, adaptation = _own(request, pk)
    is_author = rules.may_edit(request.user, item)
    ours = item.newest if is_author else item.published_revision  # a draft is its author's alone
    newest = ours if is_author else item.newest
    ours.item = newest.item = item
    rows = adaptation.proposals.open().select_related("base", "revision")
    context = {
        "item": item,
        "source": adaptation.source,
        "rows": [_row(row, ours, newest) for row in rows],
        "waits_for_review": newest.review_id is not None and newest.review.is_waiting,
        "is_author": is_author,
        "decided": adaptation.proposals.decided().select_related("revision").order_by("-decided_at")[:20],
        "revision": ours,
    }
    return render(request, "library/adaptation_updates.html", context)


def _row(row, ours, newest):
    return {
        "proposal": row,
        "before": adapting.shown(row.base, row.field),
        "after": adapting.shown(row.revision, row.field),
        "ours": adapting.shown(ours, row.field),
        "is_ours_alone": is_ours_alone(newest, row),
    }


@require_POST
def decide(request, pk):
    """One tap: take it over, or keep ours."""
    found = get_object_or_404(UpdateProposal.objects.select_related("adaptation"), pk=pk)
    item, _adaptation = _own(request, found.adaptation.item_id)
    is_accepted = ANSWERS.get(request.POST.get("answer"))
    if is_accepted is None:
        return redirect("library:updates", pk=item.pk)
    done = _("Taken over into your draft.") if is_accepted else _("Your words stay.")
    try:
        actions.decide_update(proposal=found, by=request.user, is_accepted=is_accepted, request=request)
    except actions.NotNow:
        messages.warning(request, _("It has moved on meanwhile. Nothing was changed."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect("library:updates", pk=item.pk)


def _adapted(request, pk):
    """404 for who may not read it, and for what is no adaptation."""
    joined = (
        Item.objects.visible_to(request.user)
        .filter(adaptation__isnull=False)
        .select_related(
            "withdrawal",
            "province",
            "published_revision",
            "adaptation__source__province",
            "adaptation__source__published_revision",
            "adaptation__revision",
        )
    )
    item = get_object_or_404(joined, pk=pk)
    return item, item.adaptation


def _own(request, pk):
    item, adaptation = _adapted(request, pk)
    if not rules.may_decide_updates(request.user, item):
        raise PermissionDenied
    return item, adaptation
