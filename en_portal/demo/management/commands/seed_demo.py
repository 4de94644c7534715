"""Loads the demonstration network, or prints who may sign in to it."""

import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from en_portal.demo import seed
from en_portal.demo.seed import texts


class Command(BaseCommand):
    help = "Load the demonstration network where it is missing, and print its sign-ins. Never in production."

    def add_arguments(self, parser):
        parser.add_argument("--password", help="of every account; else that of PORTAL_DEMO_PASSWORD")
        parser.add_argument("--sign-ins", action="store_true", help="print the sign-ins alone, load nothing")

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("The demonstration network is never loaded into a portal in production.")
        if not options["sign_ins"]:
            password = options["password"] or os.environ.get("PORTAL_DEMO_PASSWORD")
            if not password:
                raise CommandError("Give the password of the demonstration accounts: --password …")
            seed.load(password)
        self.stdout.write(texts.sign_ins())
