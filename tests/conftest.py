"""What every test may ask for: a checking client, a real SMTP server, a real worker, a real browser."""

import gettext
import os
import shutil
import tempfile

# playwright's sync interface leaves a loop in this thread
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
# One clock for each process of tests, never one that another process has set for itself.
os.environ["PORTAL_TEST_CLOCK"] = f"{tempfile.gettempdir()}/en-portal-clock-{os.getpid()}"

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real

from tests import clock
from tests.buckets import bucket, bucket_server, no_line  # noqa: F401
from tests.checking import CheckingClient
from tests.living import portal, signed_in  # noqa: F401
from tests.pristine import django_db_setup  # noqa: F401
from tests.provider import provider  # noqa: F401
from tests.scripted import script  # noqa: F401
from tests.servers import _smtp, browser, celery_process, page, sink, worker  # noqa: F401

SAME_IN_BOTH = {"English", "العربية", "OSTP", "POCC", "RSS", "Atom", "Facebook", "WhatsApp", "PDF"}


class MarkedFallback(gettext.NullTranslations):
    """What Arabic lacks is shown between marks, and the checking client fails on the marks."""

    def gettext(self, message):
        return message if message in SAME_IN_BOTH or not message.strip() else f"⟦{message}⟧"

    def ngettext(self, one, many, count):
        return f"⟦{one if count == 1 else many}⟧"


@pytest.fixture(scope="session", autouse=True)
def mark_missing_arabic():
    """Strings without Arabic come out as ⟦…⟧."""
    trans_real.translation("ar").add_fallback(MarkedFallback())


@pytest.fixture(autouse=True)
def language_of_the_portal():
    """A test that changes the language leaves it to no other."""
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def client():
    return CheckingClient()


@pytest.fixture(autouse=True)
def mail_in_the_ledger(settings):
    """Mail goes the way it goes in production; Django's test runner would keep it in memory."""
    settings.EMAIL_BACKEND = "mailing.backend.LedgerBackend"


@pytest.fixture(autouse=True)
def clean_cache():
    """Limits and cached fragments of one test never reach the next."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def moved_clock():
    """move_to(moment) for all processes; released after the test."""
    yield clock.move_to
    clock.release()


@pytest.fixture(autouse=True, scope="session")
def media_folder():
    """Files of the suite lie in a folder of their own, removed at the end."""
    from django.conf import settings

    yield settings.MEDIA_ROOT
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
