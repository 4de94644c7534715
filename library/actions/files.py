"""Files of a draft: looked at, kept, read for search, taken off again."""

import datetime

import structlog
from django.db import transaction
from django.db.models import Count, F, Sum
from django.utils.translation import gettext as _

import kit
from kit.enqueue import enqueue
from kit.files import Refused, inspect, store
from kit.files.intake import discard, store_bytes
from kit.files.reading import read
from kit.files.refusal import StorageAway
from library import indexing
from library.actions.drafts import drop_file, open_draft
from library.models import Attachment, Item, Upload

log = structlog.get_logger(__name__)
MAX_FILES = 20
MAX_BYTES = 1_000_000_000
LEASE = datetime.timedelta(minutes=3)  # longer than a reader may live
HINT_IS_LATE = datetime.timedelta(minutes=2)


def attach(*, revision, upload, by, licence="", arrived=None):
    """Check a file by content and name and add it to the draft; its text is read by the worker.

    Raises kit.files.Refused with the reason in the reader's language. The same file twice is kept once.
    `arrived` is the upload by which it came in pieces: its own size is not counted twice.
    """
    with transaction.atomic():
        check_room(open_draft(revision, by), upload.size, arrived)
    intake = inspect(upload)
    path = store(intake)
    try:
        attachment = _keep(revision, by, intake, path, licence, arrived)
    except BaseException:
        discard(path)
        raise
    if attachment.path != path:
        discard(path)
    return attachment


@transaction.atomic
def _keep(revision, by, intake, path, licence, arrived):
    draft = open_draft(revision, by)
    check_room(draft, intake.size, arrived)
    facts = {
        "path": path,
        "name": intake.name,
        "content_type": intake.content_type,
        "size": intake.size,
        "uploaded_by": by,
        "licence": licence,
    }
    attachment, is_new = Attachment.objects.get_or_create(
        item=draft.item, sha256=intake.sha256, defaults=facts
    )
    draft.attachments.add(attachment)
    if is_new:
        from library.tasks import read_file

        enqueue(read_file, attachment.pk)
    return attachment


def check_room(draft, size, arrived=None):
    """Files of the draft and those on their way to it, together. Raises Refused."""
    coming = Upload.objects.under_way().filter(item=draft.item).exclude(pk=arrived and arrived.pk)
    coming = coming.aggregate(count=Count("pk"), size=Sum("length", default=0))
    kept = draft.attachments.aggregate(count=Count("pk"), size=Sum("size", default=0))
    if kept["count"] + coming["count"] >= MAX_FILES:
        raise Refused("count", _("There are 20 files already. Remove one first."))
    if kept["size"] + coming["size"] + (size or 0) > MAX_BYTES:
        raise Refused("room", _("The files together would be larger than 1 GB. Remove one first."))


@transaction.atomic
def detach(*, revision, attachment, by):
    """Take a file off the draft; it is deleted when no other version holds it."""
    draft = open_draft(revision, by)
    draft.attachments.remove(attachment)
    if not attachment.revisions.exists():
        drop_file(attachment)


def read_text(*, attachment):
    """Take the words and a picture out of a file, and let search find the published item by the words.

    The attempt is counted before the reading: a file that kills its reader is not tried for ever; one that
    could not be fetched is. Who
    reads holds a lease, so that nobody else does; a worker that was killed is followed by another.
    Returns the number of characters.
    """
    until = kit.now() + LEASE
    is_ours = Attachment.objects.unread().filter(pk=attachment.pk)
    if not is_ours.update(readings=F("readings") + 1, reading_until=until):
        return 0
    try:
        found = read(attachment.path, attachment.content_type)
    except StorageAway:
        log.warning("file_not_read", attachment=attachment.pk, why="away")
        Attachment.objects.filter(pk=attachment.pk).update(reading_until=None, readings=F("readings") - 1)
        return 0
    except BaseException:
        Attachment.objects.filter(pk=attachment.pk).update(reading_until=None, failure="broken")
        raise
    if found.failure:
        Attachment.objects.filter(pk=attachment.pk).update(reading_until=None, failure=found.failure)
        log.warning("file_not_read", attachment=attachment.pk, why=found.failure)
        return 0
    return _keep_reading(attachment, found, until)


def _keep_reading(attachment, found, until):
    preview = store_bytes(found.preview) if found.preview else ""
    facts = {"text": found.text, "read_at": kit.now(), "reading_until": None, "failure": ""}
    kept = Attachment.objects.filter(pk=attachment.pk, reading_until=until).update(preview=preview, **facts)
    if not kept:  # too late: another reads it, or it was taken off meanwhile
        if preview:
            discard(preview)
        return 0
    for item in Item.objects.filter(published_revision__attachments=attachment):
        indexing.index(item)
    return len(found.text)


def read_waiting(*, as_of):
    """Read every file whose hint to the worker was lost; returns how many could be read."""
    count = 0
    for attachment in Attachment.objects.unread().filter(uploaded_at__lte=as_of - HINT_IS_LATE):
        try:
            read_text(attachment=attachment)
        except Exception:  # one broken file must not keep the others waiting; it is tried READINGS times
            log.exception("file_not_read", attachment=attachment.pk)
        else:
            count += 1
    return count
