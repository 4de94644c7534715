"""Who may work on an edition."""

from chairs.models import Term
from chairs.rules import may_edit_for_the_chair
from committee.rules import may_read_review


def may_open_desk(user):
    """Staff, and chair editors of any quarter."""
    if not user.is_authenticated:
        return False
    return user.is_staff or Term.objects.held().filter(editors=user).exists()


def may_edit(user, edition):
    """Staff, and the editors named on the term of the edition's quarter. They also send and stop it."""
    return user.is_staff or may_edit_for_the_chair(user, edition.month)


def may_preview(user, edition):
    """Who may edit it, and the representatives who may have to sign it off."""
    if may_edit(user, edition):
        return True
    return edition.review is not None and may_read_review(user, edition.review)


def may_see_readers(user):
    """Addresses of readers are for staff alone; editors see totals."""
    return bool(user.is_authenticated) and user.is_staff
