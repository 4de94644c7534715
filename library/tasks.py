"""What the library does by itself: reads files, keeps its index, reminds, asks, tells what is new."""

from celery import shared_task

import kit
from library import actions
from library.actions import intake, learning
from library.models import Attachment

INDEXED_AT_ONCE = 500  # a few seconds' work


@shared_task
def read_file(pk):
    """One file, just uploaded; gone again or read already is no error."""
    attachment = Attachment.objects.unread().filter(pk=pk).first()
    return actions.read_text(attachment=attachment) if attachment else 0


@shared_task
def read_waiting_files():
    """Files whose hint was lost."""
    return actions.read_waiting(as_of=kit.now())


@shared_task
def index_anew():
    """Items that an older version of the portal indexed."""
    return actions.index_anew(most=INDEXED_AT_ONCE)


@shared_task
def settle_uploads():
    """Files that have arrived whole and are not part of their draft yet."""
    return actions.settle_waiting()


@shared_task
def remove_stale_uploads():
    """Files that nobody goes on sending."""
    return actions.remove_stale(as_of=kit.now())


@shared_task
def ask_what_is_in_use():
    """Practices of which nobody has said for a year whether they are in use."""
    return actions.ask_what_is_in_use(on=kit.today())


@shared_task
def work_on_import(pk):
    """A folder of documents that was brought, or confirmed."""
    return intake.work_on(pk)


@shared_task
def work_on_imports():
    """Folders whose hint was lost, or that waited for the virus scanner."""
    return intake.work_on_waiting()


@shared_task
def remove_stale_imports():
    """Folders that nobody confirmed."""
    return intake.remove_stale_imports(as_of=kit.now())


@shared_task
def send_learning():
    """Steps of series whose day has come."""
    return learning.send_due(on=kit.today())


@shared_task
def fold_downloads():
    """What readers took until yesterday becomes a number of each file; who they were is forgotten."""
    return actions.fold_downloads()


@shared_task
def tell_of_new():
    """What was published under the searches that members keep."""
    return actions.tell_of_new(at=kit.now())
