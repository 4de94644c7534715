"""Voting from the mail: the page behind a signed link shows one large button, and a POST votes."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

import kit
from committee import actions, motion_mail, signed
from committee.forms.motions import ReasonForm
from committee.models import Ballot, Motion
from committee.views.motions import JOINED
from kit.refusals import say_above


@signed.page(motion_mail.PURPOSE)
def ballot(request, bearer, choice):
    """One motion, one seat, one answer; the other answers are a link away."""
    if choice not in Ballot.Choice:
        raise Http404
    motion = get_object_or_404(Motion.objects.select_related(*JOINED), pk=bearer.subject)
    form = (
        ReasonForm(request.POST if request.method == "POST" else None)
        if choice == Ballot.Choice.RECUSE
        else None
    )
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            _cast(request, bearer, motion, choice, form)
            return redirect(request.path)
        except actions.NotOpen:
            return redirect(request.path)  # the page says how it ended
        except ValidationError as error:
            say_above(form, error)
    context = {
        "motion": motion,
        "bearer": bearer,
        "choice": choice,
        "choices": motion_mail.choices(),
        "token": request.resolver_match.kwargs["token"],
        "ballot": motion.ballots.filter(seat=bearer.seat).select_related("cast_by").first(),
        "is_open": motion.is_open(kit.now()),
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "committee/mail_ballot.html", context, status=status)


def _cast(request, bearer, motion, choice, form):
    actions.cast(
        motion=motion,
        seat=bearer.seat,
        by=bearer.person,
        choice=choice,
        reason=form.cleaned_data["reason"] if form else "",
        channel=Ballot.Channel.MAIL,
        request=request,
    )
