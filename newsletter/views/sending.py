"""Sending: when, how far, hold, go on, stop, failures again, and the report as totals."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

import kit
from kit import formats
from mailing import actions as mailing
from mailing.models import Subscription
from newsletter import actions
from newsletter.dispatch import TOPIC
from newsletter.forms.editions import ScheduleForm
from newsletter.views.desk import edition_of_editor


@edition_of_editor
def sending(request, edition):
    """Before: the hour. After: the totals, which ask for themselves again while letters leave."""
    if _is_to_be_asked(request, edition):
        return render(request, "newsletter/stop.html", _context(edition))
    if request.method == "POST":
        return _act(request, edition)
    context = _context(edition)
    if request.htmx:
        return render(request, "newsletter/_progress.html", context)
    context["form"] = ScheduleForm(initial={"send_at": edition.send_at})
    return render(request, "newsletter/sending.html", context)


def _context(edition):
    progress = mailing.progress(edition.mailing) if edition.mailing else None
    return {
        "edition": edition,
        "progress": progress,
        "is_moving": bool(progress and progress.waiting and edition.mailing.state == "sending"),
        "readers": None if progress else Subscription.objects.active().on_topic(TOPIC).count(),
        "now": kit.now(),
    }


def _is_to_be_asked(request, edition):
    """Stopping cannot be undone: whoever has not been asked is asked first."""
    is_stop = request.POST.get("verb") == "cancel" and "confirmed" not in request.POST
    return is_stop and edition.mailing is not None and not edition.mailing.is_over


def _act(request, edition):
    """One of the verbs, named by the button."""
    verb = VERBS.get(request.POST.get("verb"))
    if verb is not None:
        try:
            verb(request, edition)
        except actions.NotOpen:
            messages.warning(
                request, _("The edition must be released before it is sent. Nothing was changed.")
            )
        except mailing.CannotSend as error:
            for reason in error.reasons:
                messages.error(request, reason)
    return redirect("newsletter:sending", edition.number)


def _start(request, edition):
    was_started = edition.mailing is not None
    actions.send(edition=edition, by=request.user)
    if was_started:
        messages.info(request, _("Sending had already started. Nobody gets the edition twice."))
    else:
        messages.success(request, _("The edition is on its way."))


def _on_mailing(verb):
    """The verbs of a mailing under way; on one that is not there nothing happens."""

    def act(request, edition):
        if edition.mailing is not None:
            actions.steer(edition=edition, verb=verb, by=request.user)

    return act


def _resend(request, edition):
    if edition.mailing is None:
        return
    count = actions.steer(edition=edition, verb="resend", by=request.user)
    words = ngettext("%(number)s letter is tried again.", "%(number)s letters are tried again.", count)
    messages.success(request, words % {"number": formats.number(count)})


VERBS = {
    "start": _start,
    "pause": _on_mailing("pause"),
    "resume": _on_mailing("resume"),
    "cancel": _on_mailing("cancel"),
    "resend": _resend,
}


@require_POST
@edition_of_editor
def schedule(request, edition):
    """Set the hour, or take it back."""
    form = ScheduleForm(request.POST)
    is_taken_back = "unset" in request.POST
    if not is_taken_back and not form.is_valid():
        return render(request, "newsletter/sending.html", {**_context(edition), "form": form}, status=422)
    at = None if is_taken_back else form.cleaned_data["send_at"]
    try:
        actions.schedule(edition=edition, at=at, by=request.user)
    except actions.NotOpen:
        messages.warning(request, _("The edition must be released before it is sent. Nothing was changed."))
        return redirect("newsletter:sending", edition.number)
    if at:
        messages.success(request, _("The edition leaves on %(moment)s.") % {"moment": formats.moment(at)})
    else:
        messages.success(request, _("The hour was taken back. The edition waits for you."))
    return redirect("newsletter:sending", edition.number)
