"""After restoring a backup: erases again whoever was erased since it was made."""

from django.core.management.base import BaseCommand

from members.actions import erase_again
from members.erasure_list import read


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="the list of erasures; without it, PORTAL_ERASURES")

    def handle(self, *, file=None, **options):
        lines = read(file)
        done = erase_again(lines=lines)
        self.stdout.write(f"{len(lines)} on the list, {done} erased again.")
