"""Asking for a review and deciding it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q

import kit
from committee import mail, rules
from committee.models import Outcome, Review, Seat
from committee.registries import review_outcomes
from kit import audit
from kit.calendar import add_working
from members.models import Holiday

WORKING_DAYS_TO_DECIDE = 7


class AlreadyDecided(Exception):
    """Somebody else decided this review a moment ago."""


@transaction.atomic
def request_review(*, kind, title_ar, title_en, path, requested_by, province=None, criterion=None, version=1):
    """Ask a representative of another province to sign off; the least burdened seat is assigned and told.

    `path` is the subject's address without the language ("library/412/versions/1/").
    """
    review = Review.objects.create(
        kind=kind,
        title_ar=title_ar,
        title_en=title_en,
        path=path,
        requested_by=requested_by,
        province=province,
        criterion=criterion,
        version=version,
        assigned_to=_least_burdened_seat(province),
        due_on=add_working(kit.today(), WORKING_DAYS_TO_DECIDE, Holiday.objects.free_days(province)),
    )
    audit.record(requested_by, "review.requested", f"{review.kind} {review.path}")
    transaction.on_commit(lambda: mail.tell_reviewer(review))
    return review


def _least_burdened_seat(province):
    """An open seat of another province with the fewest waiting reviews; None while there is no such seat."""
    waiting = Count("reviews", filter=Q(reviews__outcome=""))
    seats = Seat.objects.open(kit.today()).other_than(province).annotate(waiting=waiting)
    return seats.order_by("waiting", "pk").first()


@transaction.atomic
def decide(*, review, by, outcome, comment="", request=None):
    """Close a review once, and carry its outcome out in the same transaction.

    Raises PermissionDenied for who may not decide, AlreadyDecided when another was faster.
    """
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if not review.is_waiting:
        raise AlreadyDecided
    if not rules.may_decide(by, review):
        raise PermissionDenied
    review.outcome, review.comment = Outcome(outcome), comment.strip()
    review.decided_by, review.decided_at = by, kit.now()
    review.full_clean(exclude=["assigned_to"])
    review.save()
    review_outcomes.call(review.kind, review=review)
    audit.record(by, f"review.{review.outcome}", f"{review.kind} {review.path}", request=request)
    transaction.on_commit(lambda: mail.tell_requester(review))
    return review


def remind_reviewers(*, on):
    """Bring reviews that are due to the mind of the assigned seat, once each; returns how many."""
    count = 0
    for pk in Review.objects.due(on).filter(reminded_at__isnull=True).values_list("pk", flat=True):
        with transaction.atomic():
            review = (
                Review.objects.select_for_update(skip_locked=True, of=("self",))
                .filter(pk=pk, outcome="", reminded_at__isnull=True)
                .first()
            )
            if review is None:
                continue
            review.reminded_at = kit.now()
            review.save(update_fields=["reminded_at"])
            transaction.on_commit(lambda review=review: mail.remind_reviewer(review))
            count += 1
    return count
