"""Motions: the list, one page each with the vote and its count, and what their proposers do with them."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Min
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import kit
from committee import actions, rules
from committee.answers import answers, tally_of
from committee.effects import effect_of
from committee.forms.motions import BallotForm, HourForm, WithdrawalForm
from committee.models import AgendaItem, Ballot, Motion, MotionKind
from committee.tally_picture import mark, parts
from kit.clock import BAGHDAD
from kit.refusals import carried_out

A_PAGE = 20
JOINED = (
    "proposer",
    "province",
    "voting_rule",
    "withdrawn_by",
    "policy_decision__policy",
    "rule_decision__rule",
)


@require_safe
def motions(request):
    """Motions that wait for votes, and those that ended, by kind and year."""
    seats = rules.open_seats(request.user)
    if not (seats or request.user.is_staff or request.user.is_member(kit.today())):
        raise PermissionDenied
    visible = Motion.objects.visible_to(request.user).select_related("province")
    chosen = _chosen(request)
    ended = visible.ended().of(**chosen)
    context = {
        "open": visible.undecided().of(kind=chosen["kind"]).with_answers(kit.today(), seats),
        "ended": Paginator(ended, A_PAGE).get_page(request.GET.get("page")),
        "my_seats": len(seats),
        "now": kit.now(),
        "kinds": MotionKind,
        "years": _years(visible),
        "chosen": chosen,
    }
    return render(request, "committee/motions.html", context)


def _chosen(request):
    """The kind and the year that the reader asked for; what is no such thing is left out."""
    kind, year = request.GET.get("kind", ""), request.GET.get("year", "")
    return {
        "kind": kind if kind in MotionKind else "",
        "year": int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
    }


def _years(visible):
    """From the newest year back to that of the first motion."""
    first = visible.order_by().aggregate(first=Min("opens_at"))["first"]
    this = kit.today().year
    return range(this, (first.astimezone(BAGHDAD).year if first else this) - 1, -1)


@require_safe
def motion(request, pk):
    """Everything of one motion, for a phone in a call."""
    return render(request, "committee/motion.html", page_of(request, visible_motion(request, pk)))


def page_of(request, motion, form=None):
    """The context of a motion's page; `form` is a ballot that was refused."""
    at, found = kit.now(), answers(motion)
    mine = [answer for answer in found if answer.is_held_by(request.user)]
    holds_a_seat = bool(mine) or rules.may_open_desk(request.user)
    meetings = AgendaItem.objects.filter(motion=motion).select_related("meeting")
    return {
        "motion": motion,
        "is_open": motion.is_open(at),
        "is_to_come": motion.is_undecided and at < motion.opens_at,
        "mine": mine if motion.is_open(at) else [],
        "ballot_form": form,
        "choices": Ballot.Choice,
        "may_keep": rules.may_keep_motion(request.user, motion),
        "effect": effect_of(motion),
        "meetings": meetings.order_by("meeting__starts_at"),
    } | _counted(request, motion, found, holds_a_seat)


def _counted(request, motion, found, holds_a_seat):
    """How it stands; the seats' own answers are for holders of a seat and staff."""
    tally = tally_of(motion, found)
    shows_ballots = holds_a_seat or request.user.is_staff
    return {
        "tally": tally,
        "shows_count": shows_ballots or not motion.is_undecided,
        "answers": found if shows_ballots and not _is_withdrawn(motion) else [],
        "parts": parts(tally),
        "mark": mark(tally),
        "seen": _seen(tally),
    }


def _is_withdrawn(motion):
    return motion.outcome == Motion.Outcome.WITHDRAWN


def _seen(tally):
    """What the count looked like: who has seen this need not be told again."""
    return f"{tally.yes}.{tally.no}.{tally.abstain}.{tally.recused}.{tally.seats}"


@require_safe
def tally(request, pk):
    """The count as it is now, for a page that asks again and again; nothing where it has not changed."""
    motion = visible_motion(request, pk)
    found = answers(motion)
    context = {"motion": motion, "is_open": motion.is_open(kit.now())}
    context |= _counted(request, motion, found, rules.may_open_desk(request.user))
    if motion.is_undecided and request.GET.get("seen") == context["seen"]:
        return HttpResponse(status=204)
    response = render(request, "committee/_tally.html", context)
    if not motion.is_undecided:
        response["HX-Refresh"] = "true"  # it has ended: the whole page says how
    return response


@require_POST
def vote(request, pk):
    """One tap: the answer of a seat."""
    motion = visible_motion(request, pk)
    form = BallotForm(request.POST)
    seat = next(
        (one for one in rules.open_seats(request.user) if str(one.pk) == request.POST.get("seat")), None
    )
    if seat is None or form.errors.keys() - {"reason"}:
        raise Http404
    if form.errors:
        return render(request, "committee/motion.html", page_of(request, motion, form), status=422)
    given = {"choice": form.cleaned_data["choice"], "reason": form.cleaned_data["reason"]}
    channel = Ballot.Channel.MEETING if motion.is_before_a_meeting() else Ballot.Channel.PAGE
    try:
        ballot = actions.cast(
            motion=motion, seat=seat, by=request.user, channel=channel, request=request, **given
        )
    except actions.NotThere as error:
        messages.error(request, str(error))
    except actions.NotOpen:
        messages.warning(request, _("The vote is closed meanwhile. Nothing was changed."))
    else:
        messages.success(request, kept_words(ballot))
    return redirect(motion)


def kept_words(ballot):
    """What is said once an answer is kept."""
    words = {"province": ballot.seat.province.name, "choice": ballot.get_choice_display()}
    return _("The answer of %(province)s is kept: %(choice)s.") % words


def withdraw(request, pk):
    """Take it back, with a reason."""
    motion = kept_motion(request, pk)
    return answer(
        request,
        WithdrawalForm(request.POST or None),
        partial(actions.withdraw, motion=motion, by=request.user, request=request),
        title=_("Withdraw the motion"),
        lead=_("Its ballots stay in the books, and nothing follows from them."),
        done=_("The motion is withdrawn, and all seats are told."),
        motion=motion,
    )


def move_hour(request, pk):
    """Another closing hour."""
    motion = kept_motion(request, pk)
    return answer(
        request,
        HourForm(request.POST or None, initial={"closes_at": motion.closes_at}),
        partial(actions.move_close, motion=motion, by=request.user, request=request),
        title=_("Another closing hour"),
        lead=_("Answers that were given stay."),
        done=_("The closing hour is changed."),
        motion=motion,
    )


def visible_motion(request, pk):
    """The motion, for who may read it; 404 for everybody else."""
    return get_object_or_404(Motion.objects.visible_to(request.user).select_related(*JOINED), pk=pk)


def kept_motion(request, pk):
    """The motion, for who may take it back or move its hour."""
    motion = visible_motion(request, pk)
    if motion.is_undecided and not rules.may_keep_motion(request.user, motion):
        raise PermissionDenied
    return motion


def _too_late(request, motion):
    messages.warning(request, _("The motion has ended meanwhile. Nothing was changed."))
    return redirect(motion)


def answer(request, form, verb, *, title, lead, done, motion=None):
    """Show a form; once it is filled in, carry out the verb with it, and go to the motion."""
    if motion is not None and not motion.is_undecided:
        return _too_late(request, motion)
    try:
        is_done, result = carried_out(request, form, verb, done=done)
    except actions.AlreadyClosed:
        return _too_late(request, motion)
    if is_done:
        return redirect(result)
    context = {"form": form, "title": title, "lead": lead, "motion": motion}
    return render(request, "committee/motion_form.html", context, status=422 if form.errors else 200)
