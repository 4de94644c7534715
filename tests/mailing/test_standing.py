"""How mail stands: all of it, one mailing, one address; and nothing of it for who may not look."""

import datetime

import pytest
from django.utils.translation import override

import kit
from mailing import figures
from mailing.admin_standing import page_of
from mailing.models import Mailing
from tests.factories.mailing import (
    BounceFactory,
    DeliveryFactory,
    InboundFactory,
    LetterDeliveryFactory,
    SendingMailingFactory,
    SentFactory,
    SubscriptionFactory,
    SuppressionFactory,
)
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
STANDING = "/en/admin/mailing/mailing/standing/"


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def failed(mailing, words, **fields):
    return DeliveryFactory(mailing=mailing, state="failed", last_error=words, **fields)


def world():
    """One mailing with something of each."""
    mailing, now = SendingMailingFactory(), kit.now()
    DeliveryFactory(mailing=mailing, next_attempt_at=now - datetime.timedelta(minutes=12))
    DeliveryFactory(mailing=mailing, next_attempt_at=now + datetime.timedelta(hours=1))
    SentFactory(mailing=mailing)
    SentFactory(mailing=mailing, sent_at=now - datetime.timedelta(minutes=30))
    SentFactory(mailing=mailing, sent_at=now - datetime.timedelta(hours=2))
    for words in ("550 5.1.1 nobody", "550 5.1.1 no such user", "554 5.7.1 spam", "the connection broke"):
        failed(mailing, words)
    failed(mailing, "550 5.1.1 old", next_attempt_at=now - datetime.timedelta(days=2))
    DeliveryFactory(mailing=mailing, state="suppressed", last_error="complained")
    LetterDeliveryFactory(state="sent", sent_at=now)
    BounceFactory(delivery__mailing=mailing, delivery__sent_at=now - datetime.timedelta(hours=3))
    SuppressionFactory()
    SuppressionFactory(reason="complained")
    InboundFactory()
    return mailing


def test_the_figures_are_those_of_the_ledger(django_assert_num_queries):
    world()

    with django_assert_num_queries(7):
        found = figures.now(kit.now())

    assert (found.queued, found.leased, found.due, found.inbound) == (2, 0, 1, 1)
    assert found.oldest.total_seconds() == pytest.approx(12 * 60, abs=5)
    assert found.sent_in_minute == {"newsletter": 1, "notice": 1}
    assert found.sent_in_hour == {"newsletter": 2, "notice": 1}
    assert {reason.code: reason.count for reason in found.failed_in_day} == {
        "550 5.1.1": 2, "554 5.7.1": 1, "": 1,
    }  # fmt: skip
    assert found.bounced_in_day == {"soft": 1}
    assert found.suppressed == {"bounced": 1, "complained": 1}


def test_nothing_waits_in_an_empty_portal():
    assert figures.now(kit.now()).oldest == datetime.timedelta(0)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_staff_see_what_waits_what_left_and_why_it_failed(staff, language):
    world()

    page = staff.get(STANDING.replace("/en/", f"/{language}/")).content.decode()

    assert "550 5.1.1" in page
    if language == "en":
        for words in ("reported our mail as spam", "E-newsletter", "the first of them has waited"):
            assert words in page
    assert STANDING in staff.get("/en/admin/mailing/mailing/").content.decode()


def test_a_mailing_says_what_became_of_it_and_why(staff):
    mailing = world()

    page = staff.get(f"/en/admin/mailing/mailing/{mailing.pk}/change/").content.decode()

    assert '5 <span dir="auto">failed</span>' in page
    assert '1 <span dir="auto">suppressed</span>' in page
    assert '3 <span dir="auto">550 5.1.1' in page
    assert '1 <span dir="auto">could not be delivered for now' in page
    assert '1 <span dir="auto">reported our mail as spam' in page


def test_a_mailing_under_way_says_how_much_left_in_the_last_minute(staff):
    mailing = world()
    path = "/en/admin/mailing/mailing/"

    assert '<td class="field-rate">1</td>' in staff.get(path).content.decode()
    Mailing.objects.update(state="paused")
    assert '<td class="field-rate">-</td>' in staff.get(path).content.decode()
    assert staff.get(f"{path}{mailing.pk}/change/").status_code == 200


def test_an_address_says_all_that_concerns_it(staff, django_assert_max_num_queries):
    row = BounceFactory(delivery__address="reader@province.example").delivery
    for _each in range(3):
        LetterDeliveryFactory(address="READER@province.example", state="failed", last_error="550 no")
    DeliveryFactory(address="other@province.example", state="failed", last_error="554 of another")
    DeliveryFactory(address=row.address, state="suppressed", last_error="asked")
    SubscriptionFactory(address=row.address)
    SuppressionFactory(address="Reader@province.example", note="5.1.1 gone")

    with override("en"), django_assert_max_num_queries(14):
        page = staff.get(page_of("reader@province.example")).content.decode()

    for words in (
        "the address does not exist",
        "5.1.1 gone",
        "550 no",
        "452 4.2.2 mailbox full",
        "asked never to be written to",
        "newsletter",
    ):
        assert words in page
    assert "554 of another" not in page


def test_a_persons_page_leads_to_their_mail(staff):
    person = UserFactory(email="reader@province.example")

    page = staff.get(f"/en/admin/members/user/{person.pk}/change/").content.decode()

    assert "/en/admin/mailing/delivery/address/?address=reader%40province.example" in page


def test_who_may_not_see_mail_sees_none_of_it(client):
    client.force_login(UserFactory(is_staff=True))

    assert client.get(STANDING).status_code == 403
    assert client.get(page_of("reader@province.example")).status_code == 403
