"""What the committee tells people of reviews and seats: by mail who must act, by notice who should know."""

from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

import kit
from committee import signed
from committee.models import ReviewAssignment, Seat
from committee.reasons import why_of, why_of_seat
from mailing.kinds import DUTY
from members.actions.notices import tell
from members.mail import write_to
from members.models import User
from members.registries import Office
from members.rules import offices_on


def tell_reviewer(review):
    """Ask the representative and the alternate of the assigned seat for their decision."""
    _write_to_seat(review, "committee/mail/review_requested")


def remind_reviewer(review, seat, person):
    """The same again to one holder, when it has waited for seven working days."""
    _write(review, seat, person, "committee/mail/review_reminder")


def tell_authors(review):
    """Tell who asked, and those whose work it is, what was decided, and why."""
    for person in User.objects.filter(pk__in=review.author_side):
        words = partial(_decided, review, person)
        write_to(person, "committee/mail/review_decided", words, kind=DUTY)


def _decided(review, person):
    reason = why_of(review)(person)
    address = f"{settings.PORTAL_ORIGIN}{review.address}"
    return {"review": review, "action": _("Open it"), "action_url": address, "reason": reason}


def welcome(seat, person, *, since):
    """Tell who holds a seat from that day on what it means."""
    write_to(
        person,
        "committee/mail/seat_opened",
        lambda: {
            "seat": seat,
            "is_alternate": person.pk == seat.alternate_id,
            "since": since,
            "action": _("Open my desk"),
            "action_url": settings.PORTAL_ORIGIN + reverse("committee:desk"),
            "reason": why_of_seat(seat, person),
        },
        kind=DUTY,
    )


def tell_withdrawn(review):
    """The seat need not read it any more."""
    if review.assigned_to:
        _notice(
            holders([review.assigned_to]),
            review,
            "withdrawn",
            lambda: _("Taken back by its author: %(title)s"),
        )


def tell_chair(review, turn):
    """Who chairs hears that a province has not answered; staff where nobody chairs."""
    editors = [one.person_id for one in offices_on(kit.today()) if one.kind == Office.EDITOR]
    people = User.objects.reachable()
    people = people.filter(pk__in=editors) if editors else people.filter(is_staff=True)
    name = turn.seat.province
    _notice(
        people,
        review,
        f"lapsed:{turn.pk}",
        lambda: _("%(province)s has not answered, the review goes on: %(title)s"),
        province=name,
    )


def offer_to_all(review, on, *, is_first):
    """No seat is left whose turn it could be: all that may decide hear of it, and staff, once a day."""
    seats = Seat.objects.open(kit.today()).other_than(review.province)
    conflicts = review.assignments.filter(ending=ReviewAssignment.Ending.CONFLICT)
    seats = seats.exclude(province__in=conflicts.values("seat__province"))
    people = {person.pk: person for person in holders(seats.select_related("representative", "alternate"))}
    for key in review.author_side & set(people):
        del people[key]
    people |= {person.pk: person for person in User.objects.reachable().filter(is_staff=True)}

    def words():
        if is_first:
            return _("A review waits for any province: %(title)s")
        return _("A review still waits for any province: %(title)s")

    _notice(people.values(), review, f"offered:{on}", words)


def holders(seats):
    """Representatives and alternates of the seats."""
    return [person for seat in seats for person in (seat.representative, seat.alternate) if person]


def _notice(people, review, step, words, **named):
    """A notice, once a person and step; `words()` has a %(title)s."""

    def title():
        return words() % ({"title": review.title} | {name: value.name for name, value in named.items()})

    tell(
        list(people),
        title=title,
        path=f"committee/reviews/{review.pk}/",
        key=f"review:{review.pk}:{step}",
        kind=DUTY,
        why=why_of(review),
    )


def _write_to_seat(review, template):
    seat = review.assigned_to
    if seat is None:
        return
    for person in holders([seat]):
        _write(review, seat, person, template)


def _write(review, seat, person, template):
    write_to(
        person,
        template,
        lambda: {
            "review": review,
            "action": _("Read and decide"),
            "action_url": settings.PORTAL_ORIGIN + _door(review, seat, person),
            "reason": why_of_seat(seat, person),
        },
        kind=DUTY,
    )


def _door(review, seat, person):
    """Where the holder of a seat decides: a page behind a signed link, where the seat allows it."""
    if seat.may_vote_by_mail:
        return reverse(
            "committee:sign_off", args=[signed.sign("review", subject=review, seat=seat, person=person)]
        )
    return reverse("committee:review", args=[review.pk])
