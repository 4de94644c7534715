"""Picks of a quarter with their reasons, chosen by holders of seats; the priorities with theirs."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import kit
from committee import rules
from committee.actions import picks as verbs
from committee.forms.picks import PickForm
from committee.models import Outcome, Pick, Priority, Review
from kit.quarter import Quarter
from kit.refusals import say_above

OFFERED = 12  # reviews from which one chooses at a time


@require_safe
def picks(request, quarter=None):
    """What the committee chose for a quarter, this one where none is named."""
    now = Quarter.of(kit.today())
    quarter = quarter or now
    chosen = list(Pick.objects.of_quarter(quarter).select_related("province").order_by("month", "rank", "pk"))
    may_pick = rules.may_pick(request.user)
    context = {
        "quarter": quarter,
        "next": quarter.next if quarter < now else None,
        "kinds": [(kind, [pick for pick in chosen if pick.kind == kind]) for kind in Pick.Kind],
        "may_pick": may_pick,
        "offered": _offered() if may_pick and quarter == now else [],
    }
    return render(request, "committee/picks.html", context)


def _offered():
    """What the POCC has approved lately and nobody has chosen yet, the newest first."""
    chosen = Pick.objects.exclude(path="").values("path")
    approved = Review.objects.filter(outcome=Outcome.APPROVED).exclude(path__in=chosen)
    return approved.select_related("province").order_by("-decided_at")[:OFFERED]


def new_pick(request):
    """Choose one: out of what was approved (`review`), or in words of one's own."""
    if not rules.may_pick(request.user):
        raise PermissionDenied
    review = _review(request.GET.get("review", ""))
    form = PickForm(request.POST or None, initial=_initial(review))
    if request.method == "POST" and form.is_valid():
        verb = partial(verbs.choose, by=request.user, path=review.path if review else "", request=request)
        try:
            verb(**form.cleaned_data)
        except ValidationError as error:
            say_above(form, error)
        else:
            messages.success(request, _("It is among the picks, and the next newsletter proposes it."))
            return redirect("committee:picks")
    context = {"form": form, "review": review}
    return render(request, "committee/pick_form.html", context, status=422 if form.errors else 200)


def _review(pk):
    approved = Review.objects.filter(outcome=Outcome.APPROVED).select_related("province")
    return approved.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 10 else None


def _initial(review):
    if review is None:
        return None
    return {name: getattr(review, name) for name in ("title_ar", "title_en", "province")}


@require_POST
def pick_up(request, pk):
    """One place earlier."""
    verbs.move_up(pick=get_object_or_404(Pick, pk=pk), by=request.user, request=request)
    return redirect("committee:picks")


@require_POST
def pick_out(request, pk):
    """Chosen no more."""
    verbs.take_out(pick=get_object_or_404(Pick, pk=pk), by=request.user, request=request)
    messages.success(request, _("It is no longer among the picks."))
    return redirect("committee:picks")


@require_safe
def priorities(request):
    """What the network puts first and why, with the decision behind each; what it put first before."""
    today = kit.today()
    known = Priority.objects.select_related("motion")
    context = {
        "in_force": known.in_force(today),
        "past": known.filter(until_on__lt=today).order_by("-until_on", "rank")[:OFFERED],
    }
    return render(request, "committee/priorities.html", context)
