"""Signed links in mail to the holders of a seat: opened they show, posted to they act, without signing in.

A link is for one person, for one seat, about one thing. It holds while that person still holds the seat, the
seat may answer from the mail, and the person may sign in; whether the thing still waits is said by itself.
"""

import datetime
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

import kit
from committee.models import Seat
from kit import tokens
from members.models import User

LASTS = datetime.timedelta(days=100)  # no motion and no review waits longer than that


@dataclass(frozen=True)
class Bearer:
    """Who stands behind a link: this person, for this seat, about the subject of that public key."""

    subject: int
    seat: Seat
    person: User

    @property
    def is_alternate(self):
        return self.person.pk == self.seat.alternate_id


def sign(purpose, *, subject, seat, person):
    """The token of one link; `subject` is the row that it is about."""
    return tokens.sign(f"committee.{purpose}", [subject.pk, seat.pk, person.pk])


def read(purpose, token):
    """The Bearer of a token; raises kit.tokens.Bad for a forged one, and once the seat has other holders."""
    subject, seat_key, person_key = tokens.read(f"committee.{purpose}", token, max_age=LASTS)
    person = User.objects.filter(pk=person_key, is_active=True).first()
    seats = Seat.objects.open(kit.today()).filter(pk=seat_key, may_vote_by_mail=True)
    seat = seats.held_by(person).select_related("province").first() if person else None
    if seat is None:
        raise tokens.Bad("the seat has other holders, or answers from the mail are not for it")
    return Bearer(subject, seat, person)


def page(purpose):
    """A view of (request, bearer, …) behind such links: GET and HEAD show, POST acts, nothing is cached."""

    def around(view):
        @login_not_required
        @never_cache
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def opened(request, token, **more):
            try:
                bearer = read(purpose, token)
            except tokens.Bad:
                return render(request, "committee/link_void.html", status=410)
            return view(request, bearer, **more)

        return opened

    return around
