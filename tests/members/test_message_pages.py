"""Pages of conversations, blocks and reports: who sees what, and how much is asked of the database."""

import datetime
import uuid

import pytest

import kit
from members import actions, rules
from members.actions import messages as limits
from members.models import Message, Suspension
from tests.factories.members import UserFactory, member, staff
from tests.factories.members_messages import BlockFactory, MessageFactory, MessageReportFactory

pytestmark = pytest.mark.django_db
NEUTRAL = "This person does not take messages."


@pytest.fixture
def me(client):
    person = member()
    client.force_login(person)
    return person


def talk(person, language="en"):
    return f"/{language}/members/messages/{person.public_id}/"


def post(client, person, body="هل نجح؟", **fields):
    return client.post(talk(person), {"form_key": uuid.uuid4(), "body": body, **fields})


def suspended():
    person = member()
    imposer = UserFactory()
    Suspension.objects.create(person=person, from_on=kit.today(), reason="x", imposed_by=imposer)
    return person


@pytest.mark.parametrize("language", ["ar", "en"])
def test_writing_and_reading_on_the_page(client, me, language):
    other = member()

    shown = client.get(f"/{language}/members/people/{other.public_id}/write/", follow=True)
    key = shown.context["form"]["form_key"].value()
    done = [client.post(talk(other, language), {"form_key": key, "body": "سؤال"}) for _ in range(2)]

    assert [answer.url for answer in done] == [talk(other, language) + "#write"] * 2
    assert Message.objects.get().body == "سؤال"
    page = client.get(talk(other, language)).content.decode()
    assert "سؤال" in page
    assert other.email not in page
    client.force_login(other)
    assert me.email not in client.get(talk(me, language)).content.decode()


def test_looking_marks_nothing_and_the_button_does(client, me):
    message = MessageFactory(sender=member(), recipient=me)

    client.get(talk(message.sender))
    message.refresh_from_db()
    assert message.read_at is None

    assert client.get(f"{talk(message.sender)}read/").status_code == 405
    assert client.post(f"{talk(message.sender)}read/").status_code == 302
    assert client.post(f"{talk(message.sender)}read/", headers={"HX-Request": "true"}).status_code == 200
    message.refresh_from_db()
    assert message.read_at


@pytest.mark.parametrize("body", ["  ", "ا" * 4001])
def test_a_refused_text_is_kept(client, me, body):
    answer = post(client, member(), body)

    assert answer.status_code == 422
    assert answer.context["form"]["body"].value() == body
    assert not Message.objects.exists()


def test_too_many_is_told_with_the_hour_and_the_text_is_kept(client, me):
    other = member()
    MessageFactory.create_batch(limits.MOST_AN_HOUR, sender=me, recipient=other)

    answer = post(client, other, "النص الذي لم يُرسل")

    assert answer.status_code == 429
    assert "النص الذي لم يُرسل" in answer.content.decode()
    assert "Your text is kept here" in answer.content.decode()
    assert Message.objects.count() == limits.MOST_AN_HOUR


def test_who_is_blocked_learns_nothing_of_it(client, me):
    other = member()
    MessageFactory(sender=me, recipient=other)
    left = suspended()
    MessageFactory(sender=me, recipient=left)
    BlockFactory(person=other, blocked=me)

    pages = [client.get(talk(person)).content.decode() for person in (other, left)]
    answer = post(client, other, "لم يصل")

    assert all(NEUTRAL in page for page in pages)
    assert "blocked this person" not in pages[0]
    assert answer.status_code == 403
    assert "لم يصل" in answer.content.decode()
    assert Message.objects.count() == 2


def test_blocking_and_lifting_it_again(client, me):
    other = member()
    address = f"/en/members/people/{other.public_id}/block/"

    assert "You have blocked this person" in client.post(address, follow=True).content.decode()
    assert other.name in client.get("/en/members/blocks/").content.decode()
    assert post(client, other).status_code == 403
    client.post(address, {"undo": "1", "next": "blocks"})

    assert not me.blocks.exists()
    assert post(client, other).status_code == 302
    assert client.get(address).status_code == 405


def test_who_is_suspended_reads_and_does_not_write(client):
    person = suspended()
    message = MessageFactory(sender=member(), recipient=person)
    client.force_login(person)

    page = client.get(talk(message.sender)).content.decode()

    assert message.body in page
    assert "Only members write messages" in page
    assert post(client, message.sender).status_code == 403
    assert client.get(talk(member())).status_code == 404


def test_third_people_see_nothing(client, me):
    message = MessageFactory(sender=member(), recipient=member())
    for person in (message.sender, message.recipient):
        assert message.body not in client.get(talk(person)).content.decode()
    for address in (f"messages/{message.pk}/report/", "messages/nobody/", f"messages/{me.public_id}/"):
        assert client.get(f"/en/members/{address}").status_code == 404
    assert client.get(talk(UserFactory())).status_code == 404
    client.force_login(staff())
    assert client.get(talk(message.sender)).status_code == 404


def test_long_conversations_go_back_page_by_page(client, me):
    other, now = member(), kit.now()
    rows = [
        MessageFactory(
            sender=me, recipient=other, body=f"<{n}>", at=now - datetime.timedelta(minutes=100 - n)
        )
        for n in range(65)
    ]

    seen, address = [], talk(other)
    while True:
        context = client.get(address).context
        seen = [row.pk for row in context["rows"]] + seen
        if not context["earlier"]:
            break
        address = f"{talk(other)}?before={context['earlier']}"

    assert seen == [row.pk for row in rows]
    for odd in ("x", "-1", "9" * 30, str(MessageFactory().pk)):
        assert client.get(f"{talk(other)}?before={odd}").context["is_newest"]


@pytest.mark.parametrize("count", [1, 30])
def test_pages_ask_the_same_of_the_database(client, me, count, django_assert_num_queries):
    people = [member() for _ in range(count)]
    for person in people:
        MessageFactory(sender=person, recipient=me)
        MessageFactory(sender=me, recipient=people[0])
        BlockFactory(person=me)

    with django_assert_num_queries(5):
        assert len(client.get("/ar/members/messages/").context["rows"]) == min(count, 20)
    with django_assert_num_queries(8):
        client.get(talk(people[0], "ar"))
    with django_assert_num_queries(5):
        client.get("/ar/members/blocks/")


def test_no_messages_yet_is_said(client, me):
    for page in ("messages", "blocks", "notices"):
        assert client.get(f"/ar/members/{page}/").status_code == 200


def test_a_report_shows_staff_this_message_alone(client, me):
    other = member()
    first = MessageFactory(sender=other, recipient=me, body="إعلان مزعج")
    MessageFactory(sender=other, recipient=me, body="كلام آخر")
    address = f"/en/members/messages/{first.pk}/report/"
    helper = staff()

    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "ليس عن العمل"}).status_code == 302
    assert client.get("/en/members/reports/").status_code == 403

    client.force_login(helper)
    page = client.get("/en/members/reports/").content.decode()
    assert "إعلان مزعج" in page
    assert "ليس عن العمل" in page
    assert "كلام آخر" not in page
    report = first.reports.get()
    client.post(f"/en/members/reports/{report.pk}/close/")
    report.refresh_from_db()
    assert report.closed_by == helper


def test_members_close_no_report(client, me):
    report = MessageReportFactory()

    assert client.post(f"/en/members/reports/{report.pk}/close/").status_code == 403
    report.refresh_from_db()
    assert report.closed_at is None


@pytest.mark.parametrize("count", [1, 30])
def test_reports_ask_the_same_of_the_database(client, count, django_assert_num_queries):
    client.force_login(staff())
    for _ in range(count):
        MessageReportFactory(closed_by=UserFactory(), closed_at=kit.now())

    with django_assert_num_queries(5):
        client.get("/ar/members/reports/")


PEOPLE = ["member", "suspended", "applicant", "blocking", "blocked", "disabled", "self"]
TABLE = {"write": "1000000", "open": "1001110", "written": "1111110"}
"""A digit for each of PEOPLE: 1 may be written to, or their conversation with me opened."""


@pytest.mark.parametrize("verb", TABLE)
def test_who_may(verb):
    me = member()
    people = {
        "member": member(),
        "suspended": suspended(),
        "applicant": UserFactory(),
        "blocking": member(),
        "blocked": member(),
        "disabled": member(is_active=False),
        "self": me,
    }
    BlockFactory(person=people["blocking"], blocked=me)
    BlockFactory(person=me, blocked=people["blocked"])
    if verb == "written":
        for name in PEOPLE[:-1]:
            MessageFactory(sender=people[name], recipient=me)
    may = rules.may_write_to if verb == "write" else rules.may_open_conversation

    assert "".join(str(int(may(me, people[name]))) for name in PEOPLE) == TABLE[verb]


def test_visitors_suspended_and_applicants_write_to_nobody():
    from django.contrib.auth.models import AnonymousUser

    for user in (AnonymousUser(), suspended(), UserFactory(), staff()):
        assert not rules.may_write_to(user, member())
        assert not rules.may_open_conversation(user, member())
    assert not rules.may_read_reports(AnonymousUser())
    assert not rules.may_read_reports(member())
    assert rules.may_read_reports(staff())
    message = MessageFactory()
    assert rules.may_report(message.recipient, message)
    assert not rules.may_report(message.sender, message)


def test_visitors_are_asked_to_sign_in(client):
    for page in ("notices/", "messages/", "blocks/", "reports/"):
        assert client.get(f"/ar/members/{page}").url.startswith("/ar/accounts/login/")


def test_unread_words_are_counted_in_the_list(client, me):
    other = member()
    MessageFactory.create_batch(3, sender=other, recipient=me)

    assert "3 new messages" in client.get("/en/members/messages/").content.decode()
    actions.read_conversation(person=me, other=other)
    assert "new message" not in client.get("/en/members/messages/").content.decode()
