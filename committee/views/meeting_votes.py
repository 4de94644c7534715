"""Motions in a meeting: moved, put to the vote, answered by each seat's phone or recorded, announced."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from committee import actions, rules
from committee.actions import meeting_votes as verbs
from committee.forms.meeting_votes import AnswerForm, MoveForm
from committee.models import Ballot, Motion, Seat
from committee.views.meetings import answer, kept_meeting, to_meeting


def move(request, pk):
    """Move a motion: it stands on the agenda, and is voted in the meeting."""
    meeting = kept_meeting(request, pk)
    seats = rules.open_seats(request.user)
    if not seats:
        raise PermissionDenied
    given = {"by": request.user, "province": seats[0].province, "meeting": meeting, "request": request}
    return answer(
        request,
        MoveForm(request.POST or None),
        partial(actions.propose_motion, **given),
        title=_("Move a motion"),
        lead=_("It stands on the agenda, and the seats that are there vote on it in the meeting."),
        done=_("The motion is on the agenda."),
        meeting=meeting,
    )


@require_POST
def put(request, pk, motion):
    """Put it to the vote."""
    motion = _motion(request, pk, motion)
    verb = partial(verbs.put, motion=motion, by=request.user, request=request)
    return _try(request, motion, verb, _("The motion is put to the vote."))


@require_POST
def cast(request, pk, motion):
    """One tap: my seat's answer, or what another seat said aloud."""
    motion = _motion(request, pk, motion)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    seat = get_object_or_404(Seat, pk=given.pop("seat"))
    given |= {"motion": motion, "seat": seat, "by": request.user, "request": request}
    if rules.may_vote(request.user, seat):
        verb = partial(actions.cast, channel=Ballot.Channel.MEETING, **given)
    else:
        verb = partial(verbs.record, **given)
    return _try(request, motion, verb)


@require_POST
def announce(request, pk, motion):
    """The result, as the seats that are there have answered."""
    motion = _motion(request, pk, motion)
    verb = partial(verbs.announce, motion=motion, by=request.user, request=request)
    return _try(request, motion, verb, _("The result is announced, and the decision has taken effect."))


def _motion(request, pk, motion):
    """A motion of a meeting, for who may act as its secretary."""
    meeting = kept_meeting(request, pk)
    motion = get_object_or_404(Motion.objects.visible_to(request.user).filter(meeting=meeting), pk=motion)
    motion.meeting = meeting
    return motion


def _try(request, motion, verb, done=""):
    """Carry a verb out; what it refuses is said above the page."""
    try:
        verb()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except actions.NotThere as error:
        messages.error(request, str(error))
    except (actions.NotOpen, actions.AlreadyClosed):
        messages.warning(request, _("No answers are taken on this motion now. Nothing was changed."))
    else:
        if done:
            messages.success(request, done)
    return to_meeting(motion.meeting, f"motion-{motion.pk}")
