"""The desk of a representative: what waits for me, by when."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

import kit
from committee import rules
from committee.models import Review

DECIDED_SHOWN = 20


def with_days(reviews, today):
    """The rows, each with the days that it has waited."""
    reviews = list(reviews)
    for review in reviews:
        review.waits = review.days_waiting(today)
    return reviews


def desk(request):
    """Reviews that wait for the seats of this person, those in their hands first."""
    seats = rules.open_seats(request.user)
    if not seats:
        raise PermissionDenied
    reviews = Review.objects.for_seats(seats).exclude(requested_by=request.user)
    joined = reviews.with_joined()
    return render(
        request,
        "committee/desk.html",
        {
            "seats": seats,
            "waiting": with_days(joined.waiting(), kit.today()),
            "decided": joined.decided().order_by("-decided_at")[:DECIDED_SHOWN],
            "today": kit.today(),
        },
    )
