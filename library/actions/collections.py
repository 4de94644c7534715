"""Collections: put together, ordered and thrown away by their owner, one change after the other."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

import kit
from kit import audit
from kit.formats import number
from library import reader_rules as rules
from library.models import Collection, CollectionEntry, Item
from members.models import User

MOST_ITEMS = 200
MOST_COLLECTIONS = 100


@transaction.atomic
def create_collection(*, by, request=None, **words):
    """A collection without items yet. Raises PermissionDenied, ValidationError."""
    if not rules.may_collect(by):
        raise PermissionDenied
    by = User.objects.select_for_update(no_key=True).get(pk=by.pk)  # counted one after the other
    if by.collections.count() >= MOST_COLLECTIONS:
        most = {"most": number(MOST_COLLECTIONS)}
        raise ValidationError(_("You have %(most)s collections: that is the most there can be.") % most)
    collection = Collection(owner=by, **words)
    collection.full_clean(exclude=["owner"])
    collection.save()
    audit.record(by, "collection.created", str(collection), request=request)
    return collection


@transaction.atomic
def change_collection(*, collection, by, request=None, **words):
    """Other words, or other readers. Raises PermissionDenied, ValidationError."""
    collection = _locked(collection, by)
    for name, value in words.items():
        setattr(collection, name, value)
    collection.full_clean(exclude=["owner"])
    return _changed(collection)


@transaction.atomic
def delete_collection(*, collection, by, request=None):
    """The collection goes, with its notes; the practices stay. Raises PermissionDenied."""
    collection = _locked(collection, by)
    audit.record(by, "collection.deleted", str(collection), request=request)
    collection.delete()


@transaction.atomic
def collect(*, collection, item, by, note="", request=None):
    """Put an item at the end; where it stands already only a new note is kept.

    Raises PermissionDenied, ValidationError when the collection is full.
    """
    collection = _locked(collection, by)
    if not Item.objects.readable_by(by).filter(pk=item.pk).exists():
        raise PermissionDenied
    entry = collection.entries.filter(item=item).first()
    if entry is None and collection.entries.count() >= MOST_ITEMS:
        most = {"most": number(MOST_ITEMS)}
        raise ValidationError(_("A collection holds at most %(most)s practices.") % most)
    if entry is None:
        last = collection.entries.aggregate(last=Max("position"))["last"] or 0
        entry = CollectionEntry(collection=collection, item=item, position=last + 1)
    entry.note = note.strip() or entry.note
    entry.save()
    _changed(collection)
    return entry


@transaction.atomic
def keep_note(*, entry, by, note, request=None):
    """Another note, or none. Raises PermissionDenied."""
    collection = _locked(entry.collection, by)
    collection.entries.filter(pk=entry.pk).update(note=note.strip())
    _changed(collection)


@transaction.atomic
def take_out(*, entry, by):
    """The item leaves the collection; twice changes nothing. Raises PermissionDenied."""
    collection = _locked(entry.collection, by)
    collection.entries.filter(pk=entry.pk).delete()
    _changed(collection)


@transaction.atomic
def move(*, entry, by, is_up):
    """One place up or down; at the end it stays. Raises PermissionDenied."""
    collection = _locked(entry.collection, by)
    entry = collection.entries.filter(pk=entry.pk).first()
    if entry is None:
        return
    if is_up:
        other = collection.entries.filter(position__lt=entry.position).order_by("-position").first()
    else:
        other = collection.entries.filter(position__gt=entry.position).order_by("position").first()
    if other:
        entry.position, other.position = other.position, entry.position
        CollectionEntry.objects.bulk_update([entry, other], ["position"])
        _changed(collection)


def _changed(collection):
    collection.changed_at = kit.now()
    collection.save()
    return collection


def _locked(collection, by):
    """The collection, read anew, its row held; for its owner alone."""
    collection = Collection.objects.select_for_update().get(pk=collection.pk)
    if not rules.may_change_collection(by, collection):
        raise PermissionDenied
    return collection
