"""The desk of a representative: what waits for me, by when."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

import kit
from committee import actions, rules, waiting
from committee.forms.reviews import DecisionForm
from committee.models import Review

DECIDED_SHOWN = 20


def desk(request):
    """Reviews that wait for the seats of this person, the most urgent first."""
    seats = rules.open_seats(request.user)
    if not seats:
        raise PermissionDenied
    reviews = Review.objects.for_seats(seats).exclude(requested_by=request.user)
    joined = reviews.select_related("province", "criterion", "requested_by", "decided_by", "assigned_to")
    return render(
        request,
        "committee/desk.html",
        {
            "seats": seats,
            "waiting": joined.waiting(),
            "decided": joined.decided().order_by("-decided_at")[:DECIDED_SHOWN],
            "rows": waiting.rows(request.user, seats, kit.today()),
            "today": kit.today(),
        },
    )


def review(request, pk):
    """One review: what it is about, and the decision."""
    review = get_object_or_404(
        Review.objects.select_related("province", "criterion", "requested_by", "decided_by", "assigned_to"),
        pk=pk,
    )
    if not rules.may_read_review(request.user, review):
        raise PermissionDenied
    may_decide = rules.may_decide(request.user, review)
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        if not may_decide:
            return _answer_too_late(request, review)
        if form.is_valid():
            return _decide(request, review, form.cleaned_data)
    context = {"review": review, "form": form, "may_decide": may_decide}
    return render(request, "committee/review.html", context, status=422 if form.errors else 200)


def _decide(request, review, decision):
    try:
        actions.decide(review=review, by=request.user, request=request, **decision)
    except actions.AlreadyDecided:
        return _answer_too_late(request, review)
    messages.success(request, _("Your decision is kept, and the author has been told."))
    return redirect("committee:desk")


def _answer_too_late(request, review):
    if review.is_waiting and not Review.objects.decided().filter(pk=review.pk).exists():
        raise PermissionDenied
    messages.warning(request, _("This review has been decided already. Nothing was changed."))
    return redirect("committee:review", pk=review.pk)
