"""The desk of the editors: editions in work, their words, their release."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from newsletter import actions, drafting, rules
from newsletter.forms.editions import DraftForm
from newsletter.models import Edition

SENT_SHOWN, FEATURED = 12, 24


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
def request_review(request, edition):
    """Ask another province to release the edition; a released one is taken back to be edited."""
    return reopen(request, edition) if "reopen" in request.POST else ask_for_release(request, edition)


def ask_for_release(request, edition):
    try:
        actions.request_review(edition=edition, by=request.user)
    except actions.NotReady as error:
        for sentence in error.messages:
            messages.warning(request, sentence)
        return redirect("newsletter:edit", edition.number)
    except actions.NotOpen:
        return closed(request, edition)
    messages.success(request, _("A representative of another province was asked to release the edition."))
    return redirect("newsletter:desk")


def reopen(request, edition):
    try:
        actions.reopen(edition=edition, by=request.user)
    except actions.NotOpen:
        return closed(request, edition)
    messages.success(request, _("The edition is open again. It needs a new release before it is sent."))
    return redirect("newsletter:edit", edition.number)


def closed(request, edition):
    """What the page says to whom was too late."""
    messages.warning(
        request, _("This edition can no longer be changed here: see where it stands. Nothing was changed.")
    )
    return redirect("newsletter:preview", edition.number)


@require_safe
def spotlight(request):
    """The ledger of featured provinces: who is next and why, and who was featured when."""
    if not rules.may_open_desk(request.user):
        raise PermissionDenied
    month = drafting.next_month()
    editions = Edition.objects.filter(province__isnull=False).select_related("province").order_by("-month")
    page = Paginator(editions, FEATURED).get_page(request.GET.get("page"))
    context = {"month": month, "turns": drafting.turns_for(month), "page": page}
    return render(request, "newsletter/spotlight.html", context)
