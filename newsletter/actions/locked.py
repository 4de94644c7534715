"""The edition as it is now, held until the transaction ends."""

from django.core.exceptions import PermissionDenied

from newsletter import rules
from newsletter.models import Edition


class NotOpen(Exception):
    """The edition waits for its review or is released: its text no longer changes."""


def locked(edition, *, by=None, is_open=False):
    """Read anew under a lock; `by` None is the clock. Raises PermissionDenied, NotOpen."""
    edition = Edition.objects.select_for_update(of=("self",)).with_joined().get(pk=edition.pk)
    if by is not None and not rules.may_edit(by, edition):
        raise PermissionDenied
    if is_open and not edition.is_open:
        raise NotOpen
    return edition
