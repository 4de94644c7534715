"""What staff see of mail, and what they may do to it."""

import pytest
from django.contrib.auth.models import Permission

import kit
from mailing.models import Bounce, Delivery, InboundMessage, Mailing, Suppression
from members.models import AuditEvent
from tests.factories.mailing import (
    BounceFactory,
    DeliveryFactory,
    InboundFactory,
    LetterDeliveryFactory,
    MailingFactory,
    SendingMailingFactory,
    SubscriptionFactory,
    SuppressionFactory,
)
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
LISTS = ["kind", "mailing", "delivery", "letter", "subscription", "suppression", "inboundmessage", "bounce"]


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def act(client, verb, *rows, **fields):
    path = f"/en/admin/mailing/{rows[0]._meta.model_name}/"
    return client.post(
        path, {"action": verb, "_selected_action": [row.pk for row in rows], **fields}, follow=True
    )


def fill(number):
    for each in range(number):
        mailing = SendingMailingFactory(key=f"admin:{number}:{each}")
        DeliveryFactory(mailing=mailing, state="failed")
        LetterDeliveryFactory()
        SubscriptionFactory()
        SuppressionFactory()
        InboundFactory()
        BounceFactory(delivery__mailing=mailing)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("model", LISTS)
def test_every_list_and_form_opens(staff, model, language):
    fill(1)
    rows = {
        "kind": "newsletter",
        "mailing": Mailing.objects.get().pk,
        "delivery": Delivery.objects.first().pk,
        "inboundmessage": InboundMessage.objects.get().pk,
        "bounce": Bounce.objects.get().pk,
    }

    assert staff.get(f"/{language}/admin/mailing/{model}/?q=a").status_code == 200
    if model in rows:
        page = staff.get(f"/{language}/admin/mailing/{model}/{rows[model]}/change/")
        assert page.status_code == 200
        assert "⟦" not in page.content.decode().partition('id="content"')[2]


@pytest.mark.parametrize("model", LISTS[1:])
def test_lists_ask_a_constant_number_of_queries(staff, model, django_assert_max_num_queries):
    fill(1)
    path = f"/en/admin/mailing/{model}/"
    staff.get(path)
    with django_assert_max_num_queries(20) as one:
        staff.get(path)
    fill(20)
    with django_assert_max_num_queries(20) as many:
        staff.get(path)

    assert len(many) == len(one)


def test_the_list_counts_what_became_of_a_mailing(staff):
    mailing = SendingMailingFactory()
    DeliveryFactory.create_batch(2, mailing=mailing)
    DeliveryFactory.create_batch(3, mailing=mailing, state="sent", sent_at=kit.now())
    DeliveryFactory(mailing=mailing, state="bounced", sent_at=kit.now())

    page = staff.get("/en/admin/mailing/mailing/").content.decode()

    for name, number in {"total": 6, "sent": 4, "waiting": 2, "troubled": 1}.items():
        assert f'<td class="field-{name}">{number}</td>' in page


def test_staff_pause_go_on_and_resend(staff):
    mailing = SendingMailingFactory()
    DeliveryFactory(mailing=mailing, state="failed")

    act(staff, "pause", mailing)
    mailing.refresh_from_db()
    assert mailing.state == "paused"

    act(staff, "resume", mailing)
    act(staff, "resend_failures", mailing)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.deliveries.get().state) == ("sending", "queued")


def test_cancelling_is_asked_about_first(staff):
    mailing = SendingMailingFactory()
    DeliveryFactory(mailing=mailing)

    page = act(staff, "cancel", mailing)
    mailing.refresh_from_db()
    assert mailing.state == "sending"
    assert "Pausing can be undone" in page.content.decode()

    act(staff, "cancel", mailing, confirmed="yes")
    mailing.refresh_from_db()
    assert (mailing.state, mailing.deliveries.get().state) == ("cancelled", "cancelled")


def test_chosen_failures_alone_are_sent_again(staff):
    mailing = SendingMailingFactory(state="done", finished_at=kit.now())
    chosen, other = DeliveryFactory.create_batch(2, mailing=mailing, state="failed")
    letter = LetterDeliveryFactory(state="failed")

    act(staff, "send_again", chosen, letter)

    for row in (chosen, other, letter, mailing):
        row.refresh_from_db()
    assert (chosen.state, other.state, letter.state, mailing.state) == (
        "queued",
        "failed",
        "queued",
        "sending",
    )


def test_what_expired_is_not_sent_again_and_staff_read_why(staff, moved_clock):
    mailing = SendingMailingFactory()
    DeliveryFactory(mailing=mailing, state="failed")
    moved_clock(mailing.expires_at)

    page = act(staff, "resend_failures", mailing).content.decode()

    assert "Its time is over" in page
    assert mailing.deliveries.get().state == "failed"


def test_looking_alone_gives_no_right_to_act(client):
    person = UserFactory(is_staff=True)
    person.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_", content_type__app_label="mailing")
    )
    client.force_login(person)
    mailing = SendingMailingFactory()

    act(client, "pause", mailing)

    mailing.refresh_from_db()
    assert mailing.state == "sending"
    assert client.get("/en/admin/mailing/mailing/").status_code == 200


def test_nobody_reads_a_letter_or_writes_the_ledger_by_hand(staff):
    row = LetterDeliveryFactory(letter__content=b"Your code is 482913")

    page = staff.get(f"/en/admin/mailing/letter/{row.letter_id}/change/").content.decode()

    assert "482913" not in page
    assert staff.post(f"/en/admin/mailing/delivery/{row.pk}/change/", {"state": "sent"}).status_code == 403
    assert staff.get("/en/admin/mailing/delivery/add/").status_code == 403
    assert staff.post(f"/en/admin/mailing/mailing/{MailingFactory().pk}/delete/").status_code == 403


def test_staff_stop_mail_to_an_address_and_allow_it_again(staff):
    words = {"address": "gone@province.example", "reason": "staff", "note": ""}
    staff.post("/en/admin/mailing/suppression/add/", words)
    again = staff.post("/en/admin/mailing/suppression/add/", {**words, "address": "GONE@province.example"})

    assert Suppression.objects.count() == 1
    assert "suppressed already" in again.content.decode()
    staff.post(f"/en/admin/mailing/suppression/{Suppression.objects.get().pk}/delete/", {"post": "yes"})
    assert not Suppression.objects.exists()


def test_a_message_that_came_in_is_downloaded_as_it_is_by_who_may_see_it(staff, client):
    content = b"Content-Type: text/html\r\n\r\n<script>alert(1)</script>\xff"
    row = InboundFactory(content=content)
    address = f"/en/admin/mailing/inboundmessage/{row.pk}/raw/"

    page = staff.get(f"/en/admin/mailing/inboundmessage/{row.pk}/change/").content.decode()
    answer = staff.get(address)

    assert address in page
    assert b"".join(answer) == content
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"] == f'attachment; filename="mail-{row.pk}.eml"'
    assert AuditEvent.objects.filter(verb="admin.exported").exists()
    client.force_login(UserFactory(is_staff=True))
    assert client.get(address).status_code == 403
