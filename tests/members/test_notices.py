"""Telling people: once a key, one mail with all that is new, and a way out that keeps the notices here."""

import re
import threading

import pytest
from django.core.mail import send_mail
from django.db import connection, transaction
from django.utils.translation import gettext

import kit
from mailing import actions as mailing
from mailing import sending
from mailing.kinds import UNASKED
from mailing.models import Delivery, Kind
from members import actions
from members.actions import notices
from members.models import Notice
from tests.factories.members import UserFactory, member
from tests.factories.members_messages import NoticeFactory
from tests.mails import mail_to, mails_to
from tests.racing import at_once, waiting
from tests.servers import eventually

pytestmark = pytest.mark.django_db


def tell(people, **fields):
    words = {
        "title": lambda: gettext("Your membership is suspended"),
        "path": "members/me/",
        "why": lambda person: f"{gettext('Your message')} {person.pk}",
    }
    return actions.tell(people, **(words | fields))


def many(person, count):
    return [
        NoticeFactory(
            person=person, is_mail_wanted=True, title_ar=f"إشعار رقم-{n}-", title_en=f"Number-{n}-",
            body_ar="كلمة " * 400, body_en="word " * 400,
        )
        for n in range(count)
    ]  # fmt: skip


def test_a_notice_holds_both_languages_whatever_is_active():
    tell([UserFactory()], body=lambda: gettext("Your message"))

    notice = Notice.objects.get()
    assert (notice.title_ar, notice.title_en) == ("عضويتك معلّقة", "Your membership is suspended")
    assert (notice.body_ar, notice.body_en) == ("رسالتك", "Your message")
    assert (notice.why_ar, notice.why_en) == (
        f"رسالتك {notice.person_id}",
        f"Your message {notice.person_id}",
    )


def test_a_key_comes_once_a_person_and_no_key_each_time():
    first, second = UserFactory(), UserFactory()
    for _ in range(2):
        tell([first, second], key="a")
        tell([first])

    assert Notice.objects.filter(key="a").count() == 2
    assert first.notices.filter(key="").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_key_told_twice_at_once_comes_once():
    person = UserFactory()

    def verb():
        with transaction.atomic():
            type(person).objects.select_for_update().get(pk=person.pk)
            return tell([person], key="a")

    at_once(verb, verb, held=person)

    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_mail():
    notice, answers = many(UserFactory(), 1)[0], []

    def work():
        try:
            answers.append(actions.mail_notices())
        finally:
            connection.close()

    first = threading.Thread(target=work)
    with transaction.atomic():
        Kind.objects.select_for_update().get(pk="notice")  # the first stops where it keeps its letter
        first.start()
        eventually(waiting)
        assert actions.mail_notices() == 0
    first.join(30)

    assert answers == [1]
    assert Delivery.objects.count() == 1
    notice.refresh_from_db()
    assert notice.mailed_at


def test_what_was_mailed_is_not_mailed_again():
    many(UserFactory(), 2)

    assert [actions.mail_notices(), actions.mail_notices()] == [1, 0]
    assert Delivery.objects.count() == 1


def test_a_letter_that_cannot_be_written_holds_up_nobody_else_s(monkeypatch):
    broken, fine = UserFactory(), UserFactory()
    many(broken, 1)
    many(fine, 1)
    write = notices._mail

    def fails_for_one(kind, of_kind):
        if of_kind[0].person == broken:
            raise ValueError("no words")
        write(kind, of_kind)

    with monkeypatch.context() as broken_writing:
        broken_writing.setattr(notices, "_mail", fails_for_one)
        assert actions.mail_notices() == 1

    assert mail_to(fine.email)
    assert Notice.objects.unmailed().get().person == broken
    assert actions.mail_notices() == 1


def test_a_transaction_that_dies_leaves_neither_mark_nor_mail():
    many(UserFactory(), 1)

    @transaction.atomic
    def killed():
        actions.mail_notices()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        killed()

    assert Delivery.objects.count() == 0
    assert Notice.objects.unmailed().count() == 1


@pytest.mark.parametrize("language", ["ar", "en"])
def test_forty_notices_are_one_mail_that_holds_all(language):
    person = UserFactory(language=language)
    many(person, 40)

    assert actions.mail_notices() == 1

    (mail,) = mails_to(person.email)
    for part in mail.iter_parts():
        words = part.get_content()
        assert all(f"-{n}-" in words for n in range(40))
        assert len(words.encode()) < 102 * 1024
    assert max(map(len, mail.as_bytes().splitlines())) <= 998
    assert f"/{language}/members/notices/" in mail.get_body(("plain",)).get_content()


def test_more_than_fifty_are_counted():
    person = UserFactory(language="en")
    many(person, 53)

    actions.mail_notices()

    text = mail_to(person.email).get_body(("plain",)).get_content()
    assert len(re.findall(r"^Number-", text, re.MULTILINE)) == 50
    assert "3 more stand on the portal" in text
    assert mail_to(person.email)["Subject"] == "53 notices for you"
    assert Notice.objects.unmailed().count() == 0


@pytest.mark.parametrize(("count", "subject"), [(2, "إشعاران لك"), (3, "٣ إشعارات لك"), (11, "١١ إشعاراً لك")])
def test_the_subject_counts_as_arabic_does(count, subject):
    person = UserFactory(language="ar")
    many(person, count)

    actions.mail_notices()

    assert mail_to(person.email)["Subject"] == subject


def test_one_notice_is_its_own_subject_and_leads_to_its_page():
    person = UserFactory(language="en")
    NoticeFactory(person=person, is_mail_wanted=True, title_en="Come and see", path="library/7/")

    actions.mail_notices()

    assert mail_to(person.email)["Subject"] == "Come and see"
    assert "/en/library/7/" in mail_to(person.email).get_body(("plain",)).get_content()


@pytest.mark.parametrize("fields", [{"email": None}, {"is_active": False}], ids=["no address", "disabled"])
def test_who_gets_no_mail_has_the_notice_in_the_portal(fields):
    person = UserFactory(**fields)

    tell([person])

    assert actions.mail_notices() == 0
    assert person.notices.count() == 1
    assert Delivery.objects.count() == 0


def ways_out(mail):
    return mail["List-Unsubscribe"].strip("<>")


def test_leaving_by_the_mail_s_link_ends_the_mails_and_keeps_the_notices(client, sink, settings):
    person = member()
    tell([person])
    actions.mail_notices()
    mail = mail_to(person.email)
    path = ways_out(mail).removeprefix(settings.PORTAL_ORIGIN)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert all(ways_out(mail) in part.get_content() for part in mail.iter_parts())

    assert client.get(path).status_code == 200
    assert mailing.rhythms([person.email], "notice") == {}
    client.post(path, {"List-Unsubscribe": "One-Click"})

    assert mailing.rhythms([person.email], "notice") == {person.email.lower(): None}
    tell([person])
    actions.mail_notices()
    sending.send_batch()
    assert sink.messages == []
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.LEFT}
    assert person.notices.count() == 2


def test_leaving_everything_from_a_notice_ends_notices(client, settings):
    person = member()
    tell([person])
    actions.mail_notices()
    text = mail_to(person.email).get_body(("plain",)).get_content()
    path = re.search(rf"{settings.PORTAL_ORIGIN}(/\S+/preferences/\S+|/ar/mail/\S+)", text).group(1)

    client.post(path, {"leave_everything": "1"})

    for kind in UNASKED:
        assert mailing.rhythms([person.email], kind) == {person.email.lower(): None}


def test_a_sign_in_code_comes_although_notices_were_left(sink):
    person = member()
    mailing.leave_everything(person.email)
    send_mail("491827", "491827", None, [person.email])
    sending.send_batch()

    assert len(sink.of(person.email)) == 1
    assert sink.of(person.email)[0]["List-Unsubscribe"] is None


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_of_the_database(client, language, count, django_assert_num_queries):
    person = member()
    NoticeFactory.create_batch(count, person=person)
    NoticeFactory(title_ar="لغيري", title_en="Another's")
    client.force_login(person)

    with django_assert_num_queries(6):
        answer = client.get(f"/{language}/members/notices/")

    assert len(answer.context["page"].object_list) == min(count, 20)
    assert "لغيري" not in answer.content.decode()
    assert person.notices.unread().count() == count


def test_opening_marks_one_and_leads_to_its_page(client):
    person = member()
    first, second = NoticeFactory.create_batch(2, person=person)
    client.force_login(person)

    answer = client.post(f"/en/members/notices/{first.pk}/open/")

    assert answer.url == "/en/library/"
    assert list(person.notices.unread()) == [second]
    assert client.get(f"/en/members/notices/{second.pk}/open/").status_code == 405
    assert client.post(f"/en/members/notices/{NoticeFactory().pk}/open/").status_code == 404


def test_all_are_read_at_once_and_nobody_else_s(client):
    person, other = member(), NoticeFactory()
    NoticeFactory.create_batch(3, person=person)
    client.force_login(person)

    client.post("/ar/members/notices/read/")

    assert not person.notices.unread().exists()
    other.refresh_from_db()
    assert other.read_at is None


def test_the_frame_counts_notices_and_messages_a_message_once(client):
    person, other = member(), member()
    NoticeFactory(person=person)
    NoticeFactory(person=person, read_at=kit.now())
    actions.send(sender=other, recipient=person, body="مرحباً")
    client.force_login(person)

    unread = client.get("/ar/library/").context["unread"]

    assert unread == {"notices": 1, "messages": 1, "all": 2}


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_mail_of_one_notice_says_its_title_once(kind):
    person = UserFactory(language="en")
    many(person, 1)
    actions.mail_notices()

    words = mail_to(person.email).get_body(preferencelist=(kind,)).get_content()

    shown = re.sub(r"<title>.*?</title>", "", words)
    assert shown.count("Number-0-") == 1
    assert "word word" in shown
