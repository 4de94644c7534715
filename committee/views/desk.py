"""The desk of a representative: what waits for me, by when."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

import kit
from committee import rules, waiting
from committee.models import Motion, Review

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
            "rows": waiting.rows(request.user, seats, kit.today()),
            "today": kit.today(),
            "motions": motions_waiting(seats),
            "now": kit.now(),
            "my_seats": len(seats),
        },
    )


def motions_waiting(seats):
    """Open motions that a seat of this person has not answered, the next to close first."""
    found = Motion.objects.open(kit.now()).select_related("province").with_answers(kit.today(), seats)
    return [motion for motion in found if motion.my_answers < len(seats)]
