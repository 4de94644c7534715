"""Files of a draft: looked at, kept, read for search, taken off again."""

import datetime

import structlog
from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

import kit
from kit.enqueue import enqueue
from kit.files import Refused, extract_text, inspect, store
from kit.files.intake import discard
from library import indexing
from library.actions.drafts import drop_file, open_draft
from library.models import Attachment, Item

log = structlog.get_logger(__name__)
MAX_FILES = 20
MAX_BYTES = 1_000_000_000
HINT_IS_LATE = datetime.timedelta(minutes=2)


def attach(*, revision, upload, by, licence=""):
    """Check a file by content and name and add it to the draft; its text is read by the worker.

    Raises kit.files.Refused with the reason in the reader's language. The same file twice is kept once.
    """
    with transaction.atomic():
        _check_room(open_draft(revision, by), upload.size)
    intake = inspect(upload)
    path = store(intake)
    try:
        attachment = _keep(revision, by, intake, path, licence)
    except BaseException:
        discard(path)
        raise
    if attachment.path != path:
        discard(path)
    return attachment


@transaction.atomic
def _keep(revision, by, intake, path, licence):
    draft = open_draft(revision, by)
    _check_room(draft, intake.size)
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


def _check_room(draft, size):
    held = draft.attachments.aggregate(size=Sum("size", default=0))["size"]
    if draft.attachments.count() >= MAX_FILES:
        raise Refused("count", _("There are 20 files already. Remove one first."))
    if held + (size or 0) > MAX_BYTES:
        raise Refused("room", _("The files together would be larger than 1 GB. Remove one first."))


@transaction.atomic
def detach(*, revision, attachment, by):
    """Take a file off the draft; it is deleted when no other version holds it."""
    draft = open_draft(revision, by)
    draft.attachments.remove(attachment)
    if not attachment.revisions.exists():
        drop_file(attachment)


def read_text(*, attachment):
    """Take the words out of a file and let search find the published item by them.

    The attempt is counted before the reading: a file that kills its reader is not tried for ever.
    """
    Attachment.objects.filter(pk=attachment.pk).update(readings=F("readings") + 1)
    text = extract_text(attachment.path, attachment.content_type)
    Attachment.objects.filter(pk=attachment.pk).update(text=text, read_at=kit.now())
    for item in Item.objects.filter(pk=attachment.item_id, published_revision__attachments=attachment):
        indexing.index(item)
    return len(text)


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
