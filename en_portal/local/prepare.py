"""Bring the database to this version; on an empty one, with --demo, load the demonstration network."""

import io
import os
import sys
from contextlib import contextmanager

import django
from django.core.management import call_command
from django.db import connection, transaction

LOCK = 7_204_113  # any number, the same in every process of the portal


@contextmanager
def alone():
    """Two starts at once (two web machines, say): the second waits here and finds the work done."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [LOCK])


def demonstration(password):
    """Load the network where nobody is known yet, whole or not at all; return its sign-ins as text."""
    from django.contrib.auth import get_user_model

    if not get_user_model().objects.exists():
        with transaction.atomic():
            call_command("seed_demo", password=password, stdout=io.StringIO())
    text = io.StringIO()
    call_command("seed_demo", sign_ins=True, stdout=text)
    return text.getvalue()


def main():
    django.setup()
    with alone():
        call_command("migrate", interactive=False, verbosity=0)
        if "--demo" in sys.argv[1:]:
            print(demonstration(os.environ["PORTAL_DEMO_PASSWORD"]), end="")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "en_portal.settings.dev")
    main()
