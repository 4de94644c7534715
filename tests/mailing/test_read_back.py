"""Mail as it lies in a mailbox behind a real Postfix: fit for mail programs, spam filters and for leaving."""

import re
import shutil
import subprocess
from urllib.parse import urlsplit

import pytest

from mailing import sending
from mailing.models import Subscription
from members.actions.notices import mail_notices
from newsletter.actions import send
from tests.checking import CheckingClient
from tests.factories.mailing import SubscriptionFactory
from tests.factories.members import UserFactory
from tests.factories.members_messages import NoticeFactory
from tests.factories.newsletter import released
from tests.postfix import start_postfix  # noqa: F401
from tests.servers import eventually

READER = "reader@province.example"
ONCE = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Language")
LEAVING = ("List-Unsubscribe", "List-Unsubscribe-Post")
MOST = 2.0  # of SpamAssassin's points, where 5 are spam
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def postfix(start_postfix, settings):  # noqa: F811
    settings.MAIL_RETURN_DOMAIN = ""
    running = start_postfix(listener=1)
    settings.EMAIL_PORT = running.port
    return running


def edition(language):
    SubscriptionFactory(address=READER, language=language)
    send(edition=released(), by=None)


def notice(language):
    NoticeFactory(person=UserFactory(email=READER, language=language), is_mail_wanted=True)
    mail_notices()


def code(language):
    person = UserFactory(email=READER, language=language)
    CheckingClient().post(f"/{language}/accounts/login/code/", {"email": person.email})


def received(postfix):
    """(bytes, message) as the reader's program fetches it."""
    sending.send()
    ((raw, message),) = eventually(postfix.mails, 30)
    return raw, message


def points(raw):
    """SpamAssassin's, by its local rules: it asks nobody."""
    program = shutil.which("spamassassin")
    if not program:
        pytest.skip("SpamAssassin was not found")
    done = subprocess.run([program, "-L", "-t"], input=raw, capture_output=True, check=False, timeout=120)
    report = done.stdout.decode(errors="replace")
    return float(re.search(r"X-Spam-Status: .*?score=(-?[\d.]+)", report, re.S)[1]), report


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("write", [edition, notice, code])
def test_what_arrives_keeps_to_the_rules_and_is_no_spam(postfix, write, language):
    write(language)

    raw, message = received(postfix)

    assert {name: len(message.get_all(name, [])) for name in ONCE} == dict.fromkeys(ONCE, 1)
    assert not [part.defects for part in message.walk() if part.defects]
    assert max(map(len, raw.splitlines())) <= 998
    assert raw.isascii()
    text, page = (part.get_content() for part in message.walk() if not part.is_multipart())
    direction = {"ar": "rtl", "en": "ltr"}[language]
    assert message["Content-Language"] == language
    assert re.search(rf'<html[^>]* lang="{language}"[^>]* dir="{direction}"', page)
    assert len(text.split()) > 10
    assert all(bool(message[name]) is (write is not code) for name in LEAVING)
    assert bool(message["List-Id"]) is (write is edition)
    score, report = points(raw)
    assert score <= MOST, report


def test_the_button_of_a_mail_program_leaves_by_what_stands_in_the_mail(postfix):
    """RFC 8058: a POST of exactly these words, without a cookie, without following anything."""
    edition("ar")
    _raw, message = received(postfix)
    address = urlsplit(message["List-Unsubscribe"].strip("<>"))
    program = CheckingClient(enforce_csrf_checks=True)

    response = program.post(
        address.path, message["List-Unsubscribe-Post"], content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 200
    assert not Subscription.objects.get(address=READER).is_active
