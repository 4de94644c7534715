"""Asking for a review, deciding it, taking it back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

import kit
from committee import contents, mail, rules
from committee.actions import assigning, checking
from committee.models import Checklist, Outcome, Review
from committee.registries import review_outcomes
from kit import audit
from kit.calendar import add_working
from members.models import Holiday

WORKING_DAYS_TO_DECIDE = 7


class AlreadyDecided(Exception):
    """Somebody else decided this review a moment ago."""


@transaction.atomic
def request_review(
    *,
    kind,
    title_ar,
    title_en,
    path,
    requested_by,
    subject="",
    province=None,
    criterion=None,
    version=1,
    parts=(),
    authors=(),
):
    """Ask a representative of another province to sign off; the seat whose turn it is is assigned and told.

    `path` is the version's address without the language ("library/412/versions/1/"), `subject` what all
    versions have in common ("library/412/"), `parts` the digests of its text (contents.parts_of), `authors`
    the people whose work it is besides who asks: they take part in the conversation and never judge.
    """
    today, free = kit.today(), Holiday.objects.free_days(province)
    review = Review(
        kind=kind,
        title_ar=title_ar,
        title_en=title_en,
        path=path,
        subject=subject or path,
        requested_by=requested_by,
        province=province,
        criterion=criterion,
        version=version,
        parts=list(parts),
        digest=contents.digest_of(parts) if parts else "",
        checklist=Checklist.objects.in_force(kind, today),
        assign_by_on=add_working(today, assigning.WORKING_DAYS_TO_ASSIGN, free),
        due_on=add_working(today, WORKING_DAYS_TO_DECIDE, free),
    )
    review.previous = Review.objects.of_subject(review).order_by("-pk").first()
    review.save()
    review.authors.set({person for person in authors if person != requested_by})
    assigning.assign(review, on=today)
    audit.record(requested_by, "review.requested", f"{review.kind} {review.path}")
    return review


def _held(review):
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if not review.is_waiting:
        raise AlreadyDecided
    return review


@transaction.atomic
def decide(*, review, by, outcome, comment="", answers=None, request=None):
    """Close a review once, and carry its outcome out in the same transaction.

    `answers`: point → (state, note). Raises PermissionDenied for who may not decide, AlreadyDecided when
    another was faster, ValidationError where an approval leaves a required point open.
    """
    review = _held(review)
    if not rules.may_decide(by, review):
        raise PermissionDenied
    checking.keep_answers(review, Outcome(outcome), comment, answers or {})
    return _close(review, by, outcome, comment, request)


@transaction.atomic
def take_back(*, review, by, request=None):
    """Who asked takes the request back; the text stays as it was handed in, and another version may follow.

    Raises PermissionDenied for anybody else, AlreadyDecided when a decision was faster.
    """
    review = _held(review)
    if not rules.may_take_back(by, review):
        raise PermissionDenied
    return _close(review, by, Outcome.WITHDRAWN, "", request)


def _close(review, by, outcome, comment, request):
    review.outcome, review.comment = Outcome(outcome), comment.strip()
    review.decided_by, review.decided_at = by, kit.now()
    review.full_clean(exclude=["assigned_to", "previous", "checklist"])
    review.save()
    review_outcomes.call(review.kind, review=review)
    audit.record(by, f"review.{review.outcome}", f"{review.kind} {review.path}", request=request)
    tell = mail.tell_withdrawn if review.outcome == Outcome.WITHDRAWN else mail.tell_authors
    tell(review)
    return review
