"""Who may write, submit, see and take back what the library holds."""

from library.models import Attachment, Item, Revision
from members.rules import is_member


def may_create(user):
    """Members share practices; staff enter what members send them."""
    return bool(user.is_authenticated) and (user.is_staff or is_member(user))


def may_edit(user, item):
    """The author and staff, while the item stands."""
    if not user.is_authenticated or item.is_withdrawn:
        return False
    return user.is_staff or item.created_by_id == user.pk


def may_change_facts(user, item):
    """Kind, province and the like are reviewed with the text: once published only staff change them."""
    return may_edit(user, item) and (user.is_staff or item.published_at is None)


def may_submit(user, revision):
    return revision.review_id is None and may_edit(user, revision.item)


def may_withdraw(user, item):
    """The author and staff take a published item back."""
    return may_edit(user, item) and item.published_at is not None


def may_discard(user, revision):
    """A draft may be thrown away by those who may edit it."""
    return revision.review_id is None and may_edit(user, revision.item)


def may_see_revision(user, revision):
    """The published one as the item; another: author, staff, and other provinces' seats once submitted."""
    item = revision.item
    is_shown = item.published_revision_id == revision.pk and not item.is_withdrawn
    if is_shown and Item.objects.readable_by(user).filter(pk=item.pk).exists():
        return True
    return Revision.objects.visible_to(user).filter(pk=revision.pk).exists()


def may_read_file(user, attachment):
    """Who may see a revision that holds the file."""
    return Attachment.objects.visible_to(user).filter(pk=attachment.pk).exists()
