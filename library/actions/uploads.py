"""Files that arrive in pieces: begun, continued where the line broke, settled, given up."""

import uuid

import structlog
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

import kit
from kit.files import Refused, partial
from kit.files.contents import check_start
from kit.files.intake import kind_of
from kit.files.names import safe_name
from kit.files.refusal import StorageAway
from kit.files.scanner import ScannerAway
from library.actions.drafts import open_draft
from library.actions.files import attach, check_room
from library.models import Sealed, Upload
from library.models.upload import KEPT_FOR
from members.models import User

log = structlog.get_logger(__name__)
MOST_OPEN = 20
MOST_BYTES = 1_000_000_000


class Overtaken(Exception):
    """Another request goes on with this upload, or it stands elsewhere than was said."""


@transaction.atomic
def start_upload(*, revision, by, name, length):
    """Room for a file in the draft; name and size are judged before any byte. Raises Refused, Sealed."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    draft = open_draft(revision, by)
    name = safe_name(name)
    kind_of(name, length)
    waiting = Upload.objects.under_way().filter(owner=by)
    if waiting.count() >= MOST_OPEN:
        raise Refused("open", _("20 files of yours are on their way already. Let them arrive or cancel one."))
    if (waiting.aggregate(all=Sum("length", default=0))["all"] + length) > MOST_BYTES:
        raise Refused("room", _("Your files on their way would be larger than 1 GB. Let them arrive first."))
    check_room(draft, length)
    return Upload.objects.create(
        owner=by, item=draft.item, name=name, length=length, expires_at=kit.now() + KEPT_FOR
    )


@transaction.atomic
def take_up(*, upload, at):
    """Go on at this offset: whoever was writing until now writes no more. Raises Overtaken."""
    upload = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.offset != at:
        raise Overtaken(str(upload.offset))
    upload.lease = uuid.uuid4()
    upload.save(update_fields=["lease"])
    return upload


@transaction.atomic
def add(*, upload, data):
    """Bytes at the end of what has arrived. The row is locked while they are written: nobody else writes.

    Raises Overtaken, and Refused where the beginning shows another kind than the name says.
    """
    row = Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk, lease=upload.lease).first()
    if row is None or row.offset != upload.offset or row.is_settled:
        raise Overtaken(str(upload))
    if row.offset + len(data) > row.length:
        raise Refused("size", _("The file is larger than was said. Choose it again."))
    if row.offset == 0:
        check_start(data, kind_of(row.name, row.length))
    partial.write(row.key, row.offset, data)
    row.offset += len(data)
    row.expires_at = kit.now() + KEPT_FOR
    row.save(update_fields=["offset", "expires_at"])
    upload.offset = row.offset


@transaction.atomic
def take_back(*, upload, to):
    """The bytes since this offset were not what was sent: they are to come again."""
    Upload.objects.filter(pk=upload.pk, lease=upload.lease).update(offset=to)
    upload.offset = to


@transaction.atomic
def hold(*, revision, upload, by, is_waiting):
    """A file that came whole by the plain form while nobody can look at it: kept as one that came in pieces,
    and settled as those are. `is_waiting`: it is the scanner that is away. Raises Refused, Sealed.
    """
    begun = start_upload(revision=revision, by=by, name=upload.name, length=upload.size)
    for block in upload.chunks(partial.BLOCK):
        partial.write(begun.key, begun.offset, block)
        begun.offset += len(block)
    begun.is_waiting = is_waiting
    begun.save(update_fields=["offset", "is_waiting"])
    return begun


def refuse(*, upload, why):
    """Keep the sentence and drop the bytes."""
    Upload.objects.filter(pk=upload.pk, attachment__isnull=True).update(refusal=str(why), lease=None)
    upload.refusal = str(why)
    partial.remove(upload.key)


def settle(*, upload):
    """What has arrived becomes a file of the draft, or is refused; safe to do twice.

    Where the scanner or the storage is away the bytes stay and are looked at later.
    """
    upload = Upload.objects.select_related("item", "owner").get(pk=upload.pk)
    if upload.is_settled or not upload.has_arrived:
        return upload
    try:
        with partial.opened(upload.key, upload.name) as file:
            kept = attach(revision=upload.item.newest, upload=file, by=upload.owner, arrived=upload)
    except (ScannerAway, StorageAway) as away:
        upload.is_waiting = isinstance(away, ScannerAway)
        upload.save(update_fields=["is_waiting"])
        return upload
    except (Refused, Sealed, PermissionDenied, FileNotFoundError) as reason:
        refuse(upload=upload, why=_why(reason))
        return upload
    Upload.objects.filter(pk=upload.pk).update(attachment=kept, is_waiting=False, lease=None)
    upload.attachment = kept
    partial.remove(upload.key)
    return upload


def _why(reason):
    if isinstance(reason, Refused):
        return reason
    if isinstance(reason, FileNotFoundError):
        return _("This file did not arrive whole. Choose it again.")
    return _("This version was submitted already.")


@transaction.atomic
def give_up(*, upload):
    """The owner wants it no more."""
    Upload.objects.filter(pk=upload.pk).delete()
    transaction.on_commit(lambda: partial.remove(upload.key))


def settle_waiting():
    """Everything that has arrived whole and whose request was lost, or whose scanner was away."""
    settled = 0
    for upload in Upload.objects.arrived():
        try:
            settled += settle(upload=upload).is_settled
        except Exception:  # one broken file must not keep the others waiting
            log.exception("upload_not_settled", upload=upload.pk)
    return settled


def remove_stale(*, as_of):
    """Uploads that nobody goes on with, and bytes whose row is gone; returns how many uploads."""
    known = partial.keys()  # before the rows: an upload that begins meanwhile is not among these
    stale = Upload.objects.stale(as_of)
    count = len(stale)
    stale.delete()
    rows = {one.hex for one in Upload.objects.values_list("uuid", flat=True)}
    for key in known - rows:
        partial.remove(key)
    return count
