"""Subscribers: found, added by hand, ended and exported by staff, each with the proof of consent."""

import csv
import datetime
import io

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import load_workbook

import kit
from mailing.models import Subscription
from members.models import AuditEvent
from newsletter import actions
from tests.factories.mailing import SubscriptionFactory, SuppressionFactory
from tests.factories.members import staff
from tests.factories.newsletter import editor, sent

pytestmark = pytest.mark.django_db
DESK = "/en/newsletter/readers/"
PROOF = {"consent": "I want the newsletter.", "source": "Workshop in Hilla", "agreed_on": "2026-03-01"}


@pytest.fixture(autouse=True)
def me(client):
    person = staff()
    client.force_login(person)
    return person


@pytest.fixture
def book():
    """One address in each state."""
    SubscriptionFactory(address="active@babil.example", consent_source="=cmd|' /C calc'!A0")
    SubscriptionFactory(address="waiting@babil.example", confirmed_at=None, language="en")
    SubscriptionFactory(address="left@wasit.example", left_at=kit.now())
    SubscriptionFactory(address="Stopped@wasit.example")
    SuppressionFactory(address="stopped@WASIT.example")
    SubscriptionFactory(address="other@babil.example", topic="theme:12")


def text(answer):
    return answer.content.decode().partition("<main")[2].partition("</main")[0]


def listed(page):
    return {
        name for name in ("active@", "waiting@", "left@wasit", "Stopped@", "other@") if f'ltr">{name}' in page
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"active@", "waiting@", "left@wasit", "Stopped@"}),
        ("?state=active", {"active@"}),
        ("?state=waiting", {"waiting@"}),
        ("?state=left", {"left@wasit"}),
        ("?state=stopped", {"Stopped@"}),
        ("?q=BABIL", {"active@", "waiting@"}),
        ("?q=babil&language=en", {"waiting@"}),
        ("?q=100%25", set()),
        ("?state=nonsense&language=xx", {"active@", "waiting@", "left@wasit", "Stopped@"}),
    ],
)
def test_they_are_found_by_address_state_and_language(client, book, asked, found):
    assert listed(text(client.get(DESK + asked))) == found


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_proof_is_shown(client, language):
    row = SubscriptionFactory(
        consent_text="أوافق على النشرة.",
        consent_source="ورشة الحلة",
        asked_from="10.1.2.3",
        left_at=kit.now(),
    )
    Subscription.objects.update(left_through=sent().mailing)

    page = text(client.get(f"/{language}/newsletter/readers/{row.pk}/"))

    for words in ("أوافق على النشرة.", "ورشة الحلة", "10.1.2.3"):
        assert words in page
    assert "readers/end" not in page


def test_the_list_asks_the_same_of_the_database_for_1_and_for_25(client, django_assert_num_queries):
    for count in (1, 24):
        for _n in range(count):
            SubscriptionFactory()
        with django_assert_num_queries(6):
            client.get(DESK)


def test_a_subscription_of_another_topic_is_not_here(client):
    row = SubscriptionFactory(topic="theme:12")

    assert client.get(f"{DESK}{row.pk}/").status_code == 404
    assert client.post(f"{DESK}{row.pk}/end/").status_code == 404


def test_one_is_added_by_hand_with_the_proof(client, me):
    answer = client.post(f"{DESK}new/", {**PROOF, "email": "New@Babil.example", "language": "ar"})

    assert answer.status_code == 302
    row = Subscription.objects.get()
    assert (row.address, row.is_active, row.consent_text) == ("New@babil.example", True, PROOF["consent"])
    assert row.consent_source == f"Workshop in Hilla, 2026-03-01 · {me.name}"
    assert AuditEvent.objects.filter(verb="readers.added").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"consent": " "}, "This field is required."),
        ({"source": ""}, "This field is required."),
        ({"agreed_on": "2199-01-01"}, "This day has not come yet."),
        ({"email": "no address"}, "Enter a valid email address."),
        ({"email": "left@wasit.example"}, "Nothing was changed: left before; stays away."),
        ({"email": "ACTIVE@babil.example"}, "Nothing was changed: subscribed already."),
        ({"email": "bounced@babil.example"}, "Nothing was changed: mail to this address is stopped."),
    ],
)
def test_without_proof_or_against_the_readers_will_nobody_is_added(client, book, changes, words):
    SuppressionFactory(address="bounced@babil.example")
    before = Subscription.objects.count()
    data = {**PROOF, "email": "new@babil.example", "language": "ar", **changes}

    answer = client.post(f"{DESK}new/", data)

    assert answer.status_code == 422
    assert words in text(answer)
    assert Subscription.objects.count() == before
    assert not Subscription.objects.get(address="left@wasit.example").is_active


def test_somebody_who_asked_for_it_is_taken_off(client):
    row = SubscriptionFactory()

    client.post(f"{DESK}{row.pk}/end/")

    row.refresh_from_db()
    assert row.left_at is not None


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_export_is_what_is_asked_with_no_formula_and_is_written_down(client, book, ending):
    answer = client.get(f"{DESK}export.{ending}?q=active")

    content = answer.content
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        sheet = load_workbook(io.BytesIO(content)).active
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert len(rows) == 2
    assert rows[1][0] == "active@babil.example"
    assert rows[1][7] == "'=cmd|' /C calc'!A0"
    assert AuditEvent.objects.get(verb="readers.exported").label == "1"
    assert "attachment" in answer["Content-Disposition"]
    assert client.get(f"{DESK}export.pdf").status_code == 404


def test_editors_see_totals_and_no_addresses(client):
    person = editor(kit.today())
    client.force_login(person)

    assert client.get(DESK).status_code == 403
    proof = actions.Proof("x", "x", datetime.date(2026, 3, 1))
    with pytest.raises(PermissionDenied):
        actions.add_reader(address="x@y.example", language="ar", proof=proof, by=person)
