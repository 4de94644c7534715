"""By the clock: late, twice, and through a real worker and a real mail server."""

import datetime
import re
from email.header import decode_header, make_header

import pytest

import kit
from en_portal.schedule import SCHEDULE
from newsletter import actions, tasks
from newsletter.models import Edition
from tests.factories.mailing import SubscriptionFactory
from tests.factories.members import staff
from tests.factories.newsletter import released
from tests.servers import eventually


@pytest.mark.django_db
def test_an_hour_that_passed_while_nothing_ran_is_made_good_once():
    edition = released()
    actions.schedule(edition=edition, at=kit.now() - datetime.timedelta(days=2), by=staff())

    assert [tasks.start_due_editions(), tasks.start_due_editions()] == [1, 0]
    assert Edition.objects.get(pk=edition.pk).mailing is not None


def test_the_schedule_asks_each_minute():
    assert ("newsletter.tasks.start_due_editions", 60.0) in [
        (task, when) for task, when, _queue in SCHEDULE.values()
    ]


def parts(message):
    return {
        part.get_content_subtype(): part.get_content() for part in message.walk() if not part.is_multipart()
    }


@pytest.mark.django_db(transaction=True)
def test_by_the_clock_through_a_worker_into_two_mailboxes_and_out_in_one_click(worker, sink, client):
    SubscriptionFactory(address="zahra@babil.example", language="ar")
    SubscriptionFactory(address="john@wasit.example", language="en")
    edition = released(title_ar="إجازة البناء في ١٢ يوماً", title_en="Building permits in 12 days")
    actions.schedule(edition=edition, at=kit.now() - datetime.timedelta(minutes=1), by=staff())

    tasks.start_due_editions.delay()

    arabic, english = (
        eventually(lambda address=address: sink.of(address))[0]
        for address in ("zahra@babil.example", "john@wasit.example")
    )
    assert str(make_header(decode_header(arabic["Subject"]))) == "إجازة البناء في ١٢ يوماً"
    assert english["Subject"] == "Building permits in 12 days"
    for message, direction, language in ((arabic, "rtl", "ar"), (english, "ltr", "en")):
        both = parts(message)
        assert list(both) == ["plain", "html"]
        assert f'lang="{language}" dir="{direction}"' in both["html"]
        for entry in edition.entries.all():
            assert all(getattr(entry, f"title_{language}") in both[kind] for kind in both)
        assert "[[" not in both["plain"] + both["html"]
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    leave = re.search(r"<https?://[^/]+(/[^>]+)>", arabic["List-Unsubscribe"]).group(1)
    assert client.get(leave).status_code == 200
    assert client.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    mailing = Edition.objects.get(pk=edition.pk).mailing
    assert mailing.leavings.get().address == "zahra@babil.example"
    assert leave in parts(arabic)["plain"]
