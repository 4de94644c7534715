"""Letters about motions to the holders of a seat: it is open, it closes soon, their answer, its result."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from committee import signed
from committee.answers import answers, tally_of
from committee.effects import effect_of
from committee.models import Ballot, MotionLetter
from committee.reasons import why_of_seat
from mailing.kinds import DUTY
from members.mail import write_to

PURPOSE = "ballot"
Choice, Kind = Ballot.Choice, MotionLetter.Kind


def holders(seat):
    """Representative and alternate of a seat, who may stay away."""
    return [person for person in (seat.representative, seat.alternate) if person]


def write(motion, seat, kind):
    """The letter of that kind to the holders of a seat."""
    words = {"motion": motion, "seat": seat, "kind": kind}
    template = "committee/mail/motion_open"
    if kind == Kind.ENDED:
        template = "committee/mail/motion_ended"
        words["tally"] = tally_of(motion, answers(motion))
    for person in holders(seat):
        write_to(person, template, lambda person=person: words | _addressed(motion, seat, person), kind=DUTY)


def remind(motion, seat, step, person):
    """The same to one holder, while the answer of the seat is missing."""
    words = {"motion": motion, "seat": seat, "kind": step}
    write_to(
        person,
        "committee/mail/motion_open",
        lambda: words | _addressed(motion, seat, person),
        kind=DUTY,
    )


def write_receipt(ballot):
    """Tell both holders of a seat what it has answered: nobody answers for it unseen."""
    words = {"motion": ballot.motion, "seat": ballot.seat, "ballot": ballot}
    for person in holders(ballot.seat):
        write_to(
            person,
            "committee/mail/ballot_receipt",
            lambda person=person: words | _addressed(ballot.motion, ballot.seat, person),
            kind=DUTY,
        )


def _addressed(motion, seat, person):
    """What is said in the person's language; called in it."""
    return {
        "person": person,
        "effect": effect_of(motion),
        "links": links(motion, seat, person) if seat.may_vote_by_mail and motion.is_undecided else [],
        "action": _("Open the motion"),
        "action_url": settings.PORTAL_ORIGIN + motion.get_absolute_url(),
        "reason": why_of_seat(seat, person),
    }


def links(motion, seat, person):
    """[(words, address)]: one link for each answer, for this person, this seat and this motion alone."""
    token = signed.sign(PURPOSE, subject=motion, seat=seat, person=person)
    return [(words, address_of(choice, token)) for choice, words in choices()]


def address_of(choice, token):
    return settings.PORTAL_ORIGIN + reverse("committee:ballot", args=[choice, token])


def choices():
    """The four answers as buttons call them."""
    return [
        (Choice.YES.value, _("In favour")),
        (Choice.NO.value, _("Against")),
        (Choice.ABSTAIN.value, _("Abstain")),
        (Choice.RECUSE.value, _("Stand back")),
    ]
