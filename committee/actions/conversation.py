"""What reviewer and author write to each other about a review, kept with it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from committee import mail, rules
from committee.models import ReviewMessage
from committee.reasons import why_of
from kit import audit
from mailing.kinds import DUTY
from members.actions.notices import tell
from members.models import User


@transaction.atomic
def write(*, review, by, text, request=None):
    """Keep a message and tell the other side, in the portal and by mail.

    Raises PermissionDenied for who has no part in the review, ValidationError for an empty text.
    """
    if not rules.may_write(by, review):
        raise PermissionDenied
    message = ReviewMessage(review=review, author=by, text=text.strip(), at=kit.now())
    message.full_clean(exclude=["review", "author"])
    message.save()
    audit.record(by, "review.written", f"{review.kind} {review.path}", request=request)
    tell(
        _others(review, by),
        title=lambda: (
            _("%(name)s wrote about the review: %(title)s") % {"name": by.name, "title": review.title}
        ),
        body=lambda: message.text,
        path=f"committee/reviews/{review.pk}/",
        key=f"review:{review.pk}:message:{message.pk}",
        kind=DUTY,
        why=why_of(review),
    )
    return message


def _others(review, by):
    """The author's side, the holders of the seat in whose hands it is, who has written; not the writer."""
    people = review.author_side | {review.decided_by_id}
    people |= set(review.messages.values_list("author", flat=True))
    if review.assigned_to:
        people |= {person.pk for person in mail.holders([review.assigned_to])}
    return User.objects.filter(pk__in=people - {by.pk, None})
