"""What members say under a practice: written, changed for a while, removed by its writer, hidden by staff."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

import kit
from kit import audit
from library import reader_rules as rules
from library import talk_notices
from library.models import Comment, Item
from members.actions.messages import at_most, written
from members.models import User

HOUR = datetime.timedelta(hours=1)
MOST_AN_HOUR = 20  # comments and answers of one writer


class TooLate(Exception):
    """It may not be changed any more."""


@transaction.atomic
def comment(*, item, by, body, kind=Comment.Kind.COMMENT, parent=None, form_key=None, request=None):
    """Keep a comment, a question, or an answer in a thread, and tell whom it concerns, once.

    What answers an answer stands in the same thread; a form sent twice is one comment. Raises
    PermissionDenied, ValidationError (nothing written, or too much) and TooMany.
    """
    by = User.objects.select_for_update(no_key=True).get(pk=by.pk)  # counted one after the other
    key = {"form_key": form_key} if form_key else {}
    earlier = Comment.objects.filter(writer=by, **key).first() if key else None
    if earlier:
        return earlier
    item = Item.objects.select_related("withdrawal", "published_revision").get(pk=item.pk)
    if not rules.may_comment(by, item) or (parent and not rules.may_answer(by, parent)):
        raise PermissionDenied
    if parent and parent.item_id != item.pk:
        raise PermissionDenied
    now = kit.now()
    at_most(MOST_AN_HOUR, Comment.objects.filter(writer=by), HOUR, now)
    kept = Comment(item=item, writer=by, text=written(body), kind=kind, at=now, **key)
    if parent:
        kept.parent_id, kept.kind = parent.thread, Comment.Kind.COMMENT
    kept.save()
    audit.record(by, "comment.written", _label(kept), request=request)
    talk_notices.told(kept)
    return kept


@transaction.atomic
def edit_comment(*, comment, by, body, request=None):
    """Put other words in place of one's own, within a quarter of an hour.

    Raises PermissionDenied, TooLate, ValidationError.
    """
    comment = _own(comment, by)
    if not rules.may_edit_comment(by, comment):
        raise TooLate
    text = written(body)
    if text != comment.text:
        comment.text, comment.edited_at = text, kit.now()
        comment.save(update_fields=["text", "edited_at"])
        talk_notices.reworded(comment)
        audit.record(by, "comment.changed", _label(comment), request=request)
    return comment


@transaction.atomic
def remove_comment(*, comment, by, request=None):
    """Take one's own words away: that there was something stays, so that answers make sense. Twice is once.

    Raises PermissionDenied.
    """
    comment = _own(comment, by)
    if comment.removed_at is None:
        comment.text, comment.removed_at = "", kit.now()
        comment.save(update_fields=["text", "removed_at"])
        talk_notices.withdrawn(comment)
        audit.record(by, "comment.removed", _label(comment), request=request)
    return comment


@transaction.atomic
def hide_comment(*, comment, by, reason, request=None):
    """Staff hide words that do not belong here, and say why. Raises PermissionDenied, ValidationError."""
    comment = _locked(comment)
    if not rules.may_hide_comment(by, comment):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    comment.hidden_at, comment.hidden_by, comment.hidden_reason = kit.now(), by, reason.strip()
    comment.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    talk_notices.withdrawn(comment)
    talk_notices.hidden(comment)
    audit.record(by, "comment.hidden", f"{_label(comment)}: {comment.hidden_reason}", request=request)
    return comment


@transaction.atomic
def show_comment(*, comment, by, request=None):
    """Staff let it be read again. Raises PermissionDenied."""
    comment = _locked(comment)
    if not rules.may_show_comment(by, comment):
        raise PermissionDenied
    comment.hidden_at, comment.hidden_by, comment.hidden_reason = None, None, ""
    comment.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    audit.record(by, "comment.shown", _label(comment), request=request)
    return comment


def _own(comment, by):
    comment = _locked(comment)
    if comment.writer_id != by.pk:
        raise PermissionDenied
    return comment


def _locked(comment):
    found = Comment.objects.select_for_update(of=("self",)).select_related("item__published_revision")
    return found.get(pk=comment.pk)


def _label(comment):
    return f"{comment.pk}: {comment.item}"
