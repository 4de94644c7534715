"""`manage send_edition NUMBER`: the button *Send now*, and then the wait until the last letter has left."""

import time

from django.core.management.base import BaseCommand, CommandError

from mailing import actions as mailing
from newsletter import actions
from newsletter.models import Edition

PAUSE = 5  # seconds between two tries while a mail server asks to wait


class Command(BaseCommand):
    help = "Send a released edition to its subscribers and wait until all letters have left; needs no worker."

    def add_arguments(self, parser):
        parser.add_argument("number", type=int)
        parser.add_argument(
            "--no-wait", action="store_true", help="leave what a server put off to the worker"
        )

    def handle(self, *, number, no_wait, **options):
        edition = Edition.objects.filter(number=number).first()
        if edition is None:
            raise CommandError(f"There is no edition {number}.")
        try:
            sent = actions.send(edition=edition, by=None)
        except actions.NotOpen as error:
            raise CommandError(f"Edition {number} has not been released by a review.") from error
        except mailing.CannotSend as error:
            raise CommandError(str(error)) from error
        progress = self.drain(sent, no_wait)
        self.stdout.write(self.words(progress))
        if progress.failed or progress.waiting:
            raise CommandError(f"{progress.failed} failed, {progress.waiting} wait.", returncode=2)

    def drain(self, sent, no_wait):
        """Send beside any worker; while the rest was put off, try again until it left or its time is over."""
        while True:
            progress = mailing.drain(sent)
            sent.refresh_from_db(fields=["state"])
            if no_wait or not progress.waiting or sent.state != sent.State.SENDING:
                return progress
            self.stdout.write(self.words(progress))
            time.sleep(PAUSE)

    def words(self, progress):
        return (
            f"{progress.sent} of {progress.total} sent, {progress.waiting} waiting, "
            f"{progress.failed} failed, "
            f"{progress.suppressed} suppressed, {progress.left} left before, "
            f"{progress.left_through} left after this edition"
        )
