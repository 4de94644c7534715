"""Whose hands a review is in: assigned, passed on, offered to all; each step once."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

import kit
from committee import mail, rules
from committee.assignment import choose
from committee.candidates import candidates
from committee.models import Review, ReviewAssignment, Seat
from kit import audit
from kit.calendar import add_working
from members.models import Holiday

Ending = ReviewAssignment.Ending
WORKING_DAYS_TO_ASSIGN = 2
WORKING_DAYS_TO_REMIND = 7
WORKING_DAYS_TO_LAPSE = 10
DECLINED = (Ending.CONFLICT, Ending.ABSENCE)


def assign(review, *, on):
    """Give the review to the seat whose turn it is, and tell its holders; None while there is no such seat.

    The caller holds the review. Seats are held meanwhile, so that two requests at once count each other.
    """
    list(Seat.objects.open(on).order_by("pk").select_for_update(no_key=True))
    had = review.assignments.values_list("seat__province", flat=True)
    authors = review.author_side
    chosen = choose(
        candidates(review.criterion, on), province=review.province_id, authors=authors, refused=set(had)
    )
    if chosen is None:
        return None
    facts = {"is_expert": chosen.is_expert, "waiting_count": chosen.waiting, "last_at": chosen.last_at}
    return _hand(review, chosen.seat, on, **facts)


def _hand(review, seat, on, **facts):
    free = Holiday.objects.free_days(seat.province)
    assignment = ReviewAssignment.objects.create(
        review=review,
        seat=seat,
        remind_on=add_working(on, WORKING_DAYS_TO_REMIND, free),
        lapses_on=add_working(on, WORKING_DAYS_TO_LAPSE, free),
        **facts,
    )
    review.assigned_to, review.assigned_at = seat, assignment.at
    review.save(update_fields=["assigned_to", "assigned_at"])
    mail.tell_reviewer(review)
    return assignment


def _end(review, ending, note=""):
    """The turn of the present seat is over."""
    ended = {"ended_at": kit.now(), "ending": ending, "note": note.strip()}
    review.assignments.current().update(**ended)
    review.assigned_to = review.assigned_at = None
    review.save(update_fields=["assigned_to", "assigned_at"])


def _pass_on(review, on):
    """To the next seat; to every seat that may decide where none is left."""
    if assign(review, on=on) is None:
        _offer(review, on)


def _offer(review, on):
    """Every seat that may decide hears of it, and again each seventh working day while nobody does."""
    free = Holiday.objects.free_days(review.province)
    is_first, review.offered_at = review.offered_at is None, review.offered_at or kit.now()
    review.offer_again_on = add_working(on, WORKING_DAYS_TO_REMIND, free)
    review.save(update_fields=["offered_at", "offer_again_on"])
    mail.offer_to_all(review, on, is_first=is_first)


def _held(review):
    """The review as it is now, held until the transaction ends; None once it is decided."""
    rows = Review.objects.select_for_update(of=("self",)).select_related("province", "criterion")
    return rows.filter(pk=review.pk, outcome="").first()


@transaction.atomic
def cannot(*, review, by, ending, note, request=None):
    """The assigned seat cannot judge (conflict) or is away (absence): the next one is asked, never this one.

    Raises PermissionDenied for anybody but its holders, ValidationError without a reason.
    """
    review = _held(review)
    if review is None or not rules.may_pass_on(by, review):
        raise PermissionDenied
    if ending not in DECLINED or not note.strip():
        raise ValidationError(_("Say why you cannot do this review."))
    _end(review, ending, note)
    audit.record(by, f"review.{ending}", f"{review.kind} {review.path}", request=request)
    _pass_on(review, kit.today())
    return review


@transaction.atomic
def hand_to(*, review, seat, by, request=None):
    """Taqadum staff put the review into the hands of a seat, past the turn; the rules of who may stay.

    Raises PermissionDenied for anybody else, ValidationError with the reason for a seat that may not decide.
    """
    review = _held(review)
    if review is None or not by.is_staff:
        raise PermissionDenied
    if reason := why_not(review, seat, kit.today()):
        raise ValidationError(reason)
    if review.assigned_to_id != seat.pk:
        _end(review, Ending.HANDED_ON)
        _hand(review, seat, kit.today(), by=by)
        audit.record(by, "review.handed_on", f"{review.kind} {review.path}", request=request)
    return review


def why_not(review, seat, on):
    """Why this seat may not take the review, in words; empty where it may."""
    if not Seat.objects.open(on).filter(pk=seat.pk).exists():
        return _("This seat is not open.")
    if seat.province_id == review.province_id:
        return _("Nobody decides on their own province.")
    if review.author_side & {seat.representative_id, seat.alternate_id}:
        return _("Nobody decides on what they asked for themselves.")
    if review.assignments.filter(seat__province=seat.province_id, ending=Ending.CONFLICT).exists():
        return _("This province said that it cannot judge here.")
    return ""


def tend(*, on):
    """See to every review that waits for a step: assign, pass on, offer to all; returns how many.

    Due is what was due by that day: a run that comes late, or twice, does each step once. A turn that was not
    reminded (committee.reminders) does not pass on.
    """
    turn = Q(assignments__ended_at__isnull=True)
    due = (
        Q(assigned_to__isnull=True)
        | Q(assigned_to__until_on__lt=on)
        | turn & Q(assignments__lapses_on__lte=on, assignments__reminded_at__isnull=False)
    )
    waiting = Review.objects.waiting().filter(due).order_by("pk").distinct()
    return sum(_tend(pk, on) for pk in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def _tend(pk, on):
    rows = Review.objects.select_for_update(of=("self",), skip_locked=True)
    joined = rows.select_related("province", "criterion", "assigned_to")
    review = joined.filter(pk=pk, outcome="").first()
    if review is None:
        return 0
    turn = review.assignments.current().select_related("seat").first()
    if turn is None:
        return _find_somebody(review, on)
    if turn.seat.until_on and turn.seat.until_on < on:
        _end(review, Ending.VACANT)
        _pass_on(review, on)
        return 1
    return _lapse(review, turn, on)


def _find_somebody(review, on):
    if assign(review, on=on):
        return 1
    day = review.offer_again_on if review.offered_at else review.assign_by_on
    if day is None or day <= on:
        _offer(review, on)
        return 1
    return 0


def note_reminder(turn, on):
    """It was brought to mind; however late that was, three working days are left after it."""
    left = WORKING_DAYS_TO_LAPSE - WORKING_DAYS_TO_REMIND
    free = Holiday.objects.free_days(turn.seat.province_id)
    turn.reminded_at = kit.now()
    turn.lapses_on = max(turn.lapses_on, add_working(on, left, free))
    turn.save(update_fields=["reminded_at", "lapses_on"])


def _lapse(review, turn, on):
    """No answer in time: the next seat is asked, and who chairs hears of it."""
    if turn.reminded_at is None or turn.lapses_on > on:
        return 0
    _end(review, Ending.NO_ANSWER)
    mail.tell_chair(review, turn)
    _pass_on(review, on)
    return 1
