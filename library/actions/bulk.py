"""What staff change in many items, one item and one transaction at a time: tags, readers, criterion."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kit import audit
from library import indexing, rules
from library.models import Item


def add_tags(*, item, by, tags, request=None):
    """Raises ValidationError where it has them all, PermissionDenied."""

    def change(item):
        new = set(tags) - set(item.tags.all())
        item.tags.add(*new)
        return " ".join(sorted(tag.slug for tag in new))

    return _change(item, by, "tagged", change, request)


def remove_tags(*, item, by, tags, request=None):
    """Raises ValidationError where it has none of them, PermissionDenied."""

    def change(item):
        old = set(tags) & set(item.tags.all())
        item.tags.remove(*old)
        return " ".join(sorted(tag.slug for tag in old))

    return _change(item, by, "untagged", change, request)


def open_to(*, item, by, is_public, request=None):
    """Everyone, or members only. Raises ValidationError where it is so already, PermissionDenied."""
    return _change(item, by, "opened" if is_public else "closed", _setter("is_public", is_public), request)


def assign_criterion(*, item, by, criterion, request=None):
    """`criterion` may be None. Raises ValidationError where it is so already, PermissionDenied."""
    return _change(item, by, "criterion", _setter("criterion", criterion), request)


def _setter(name, value):
    def change(item):
        if getattr(item, name) == value:
            return ""
        setattr(item, name, value)
        item.save(update_fields=[name])
        return str(value)

    return change


@transaction.atomic
def _change(item, by, verb, change, request):
    """`change(item)` says what it changed, "" for nothing; the index and the trail know of it."""
    locked = Item.objects.select_for_update(of=("self",)).select_related("withdrawal", "criterion")
    item = locked.get(pk=item.pk)
    if not (by.is_staff and rules.may_change_facts(by, item)):
        raise PermissionDenied
    said = change(item)
    if not said:
        raise ValidationError(_("Nothing to change: it is so already."))
    indexing.index(item)
    audit.record(by, f"library.{verb}", f"{item.pk}: {said}", request=request)
    return item
