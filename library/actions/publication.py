"""From draft to reader: submit, publish what was approved, take back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from committee import contents
from committee.actions import request_review
from committee.models import Outcome, Seat
from kit import audit
from library import adapting, completeness, indexing, rules, versions
from library.actions.adaptations import propose_updates
from library.models import Item, Revision, Withdrawal
from members.models import User

REVIEW_KIND = "library.revision"


class Incomplete(ValidationError):
    """`conditions` says what is missing."""

    def __init__(self, conditions):
        self.conditions = conditions
        super().__init__([condition.evidence for condition in conditions if not condition.is_met])


@transaction.atomic
def submit(*, revision, by):
    """Ask the POCC to review a draft; from now on it never changes. Twice gives the same review.

    Raises PermissionDenied, or Incomplete with the conditions that are not met.
    """
    item = Item.objects.select_for_update(of=("self",)).select_related("withdrawal").get(pk=revision.item_id)
    if not rules.may_edit(by, item):
        raise PermissionDenied
    revision = Revision.objects.select_related("review").get(pk=revision.pk)
    revision.item = item
    if revision.review_id is not None:
        return revision.review
    conditions = conditions_of(revision)
    if not completeness.is_complete(conditions):
        raise Incomplete(conditions)
    revision.review = request_review(
        kind=REVIEW_KIND,
        title_ar=revision.title_ar,
        title_en=revision.title_en,
        path=f"library/{item.pk}/versions/{revision.number}/",
        subject=f"library/{item.pk}/",
        parts=versions.handed_in(revision),
        province=item.province,
        criterion=item.criterion,
        version=revision.number,
        requested_by=by,
        authors=authors_of(item),
    )
    revision.save()
    return revision.review


def authors_of(item):
    """Who wrote it, the contributors whom the portal knows, and who holds a seat of a further province."""
    credited = item.contributors.select_related("person").exclude(person=None)
    seats = Seat.objects.open(kit.today()).filter(province__in=item.partners.all())
    holders = User.objects.filter(pk__in=seats.holders())
    return {item.created_by, *(one.person for one in credited), *holders}


def conditions_of(revision):
    """The completeness of a revision as it stands in the database."""
    held = {"results": list(revision.results.all()), "files": list(revision.attachments.all())}
    of_adaptation = adapting.conditions(revision, adapting.of(revision.item))
    return completeness.check(revision, **held) + of_adaptation


def carry_out_review(*, review):
    """The version that was approved becomes what readers find; the date of first publication stays.

    Never another one than was handed in, nor an older one than readers have. Raises NotAsHandedIn.
    """
    if review.outcome != Outcome.APPROVED:
        return
    revision = review.revision
    contents.check(review, versions.handed_in(revision))
    item = Item.objects.select_for_update(of=("self",)).get(pk=revision.item_id)
    if item.published_revision and item.published_revision.number > revision.number:
        return
    item.published_revision = revision
    item.published_at = item.published_at or kit.now()
    item.save(update_fields=["published_revision", "published_at"])
    indexing.index(item)
    propose_updates(source=item)


@transaction.atomic
def withdraw(*, item, by, reason):
    """Take a published item back; the row says who and why, and nothing is deleted."""
    item = Item.objects.select_for_update(of=("self",)).select_related("withdrawal").get(pk=item.pk)
    if not rules.may_withdraw(by, item):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is withdrawn.")})
    withdrawal = Withdrawal.objects.create(item=item, by=by, reason=reason.strip())
    audit.record(by, "library.withdrawn", f"{item.pk}: {item}")
    return withdrawal


def index_anew(*, most):
    """Write anew, in a short transaction each, what an older version of the index holds; returns how many.

    The newest first; two workers never take the same item.
    """
    outdated = Item.objects.filter(published_at__isnull=False, indexed_as__lt=indexing.VERSION)
    done = 0
    for pk in list(outdated.order_by("-published_at").values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            item = outdated.select_for_update(skip_locked=True, of=["self"]).filter(pk=pk).first()
            if item:
                indexing.index(item)
                done += 1
    return done
