"""What readers may do with a published practice: talk about it, mark it, put it into a collection."""

import kit
from library.models import Item
from members.models import Block
from members.rules import is_member


def _is_open(item):
    return item.published_at is not None and not item.is_withdrawn


def may_comment(user, item):
    """Members and staff read what was said under a published practice, and write there."""
    return bool(user.is_authenticated) and _is_open(item) and (user.is_staff or is_member(user))


def may_answer(user, comment):
    """While it stands, and its writer has not blocked the person."""
    if not comment.is_standing:
        return False
    return not Block.objects.filter(person=comment.writer_id, blocked=user.pk).exists()


def may_edit_comment(user, comment):
    """One's own, for a quarter of an hour."""
    return comment.writer_id == user.pk and comment.is_standing and kit.now() < comment.editable_until


def may_remove_comment(user, comment):
    return comment.writer_id == user.pk and comment.removed_at is None


def may_hide_comment(user, comment):
    """Staff, what nobody has taken away yet."""
    return bool(user.is_authenticated and user.is_staff) and comment.is_standing


def may_show_comment(user, comment):
    return bool(user.is_authenticated and user.is_staff) and comment.hidden_at is not None


def may_bookmark(user, item):
    """Who has an account and may read it."""
    return bool(user.is_authenticated) and Item.objects.readable_by(user).filter(pk=item.pk).exists()


def may_find_useful(user, item):
    """Members, of what others share."""
    return (
        bool(user.is_authenticated) and _is_open(item) and item.created_by_id != user.pk and is_member(user)
    )


def may_collect(user):
    """Members and staff gather practices."""
    return bool(user.is_authenticated) and (user.is_staff or is_member(user))


def may_change_collection(user, collection):
    return bool(user.is_authenticated) and collection.owner_id == user.pk
