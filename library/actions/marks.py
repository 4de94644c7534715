"""Marking a practice: to find it again, and as useful. Twice changes nothing."""

from django.core.exceptions import PermissionDenied

import kit
from library import reader_rules as rules
from library.models import Bookmark, Useful
from library.standing import acting_for


def bookmark(*, item, by, is_wanted=True):
    """Find it again under one's bookmarks, or no longer. Raises PermissionDenied."""
    if not is_wanted:
        Bookmark.objects.filter(item=item, person=by).delete()
    elif rules.may_bookmark(by, item):
        Bookmark.objects.get_or_create(item=item, person=by)
    else:
        raise PermissionDenied


def find_useful(*, item, by, is_wanted=True):
    """Say that it was useful to oneself and one's province, or take that back. Raises PermissionDenied."""
    if not rules.may_find_useful(by, item):
        raise PermissionDenied
    if is_wanted:
        Useful.objects.get_or_create(item=item, person=by, defaults={"province_id": _province_of(by)})
    else:
        Useful.objects.filter(item=item, person=by).delete()


def _province_of(person):
    """For which they act; of members whose service ended the one through which they came."""
    acting = min(acting_for(person), default=None)
    if acting is not None:
        return acting
    return person.applications.approved(kit.today()).values_list("province", flat=True).first()
