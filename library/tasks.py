"""What the library does by itself: reads the words of files."""

from celery import shared_task

import kit
from library import actions
from library.models import Attachment


@shared_task
def read_file(pk):
    """One file, just uploaded; gone again or read already is no error."""
    attachment = Attachment.objects.unread().filter(pk=pk).first()
    return actions.read_text(attachment=attachment) if attachment else 0


@shared_task
def read_waiting_files():
    """Files whose hint was lost."""
    return actions.read_waiting(as_of=kit.now())
