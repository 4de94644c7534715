"""What a person is told, at once or gathered, as they chose for its kind; by a link or signed in."""

import datetime
import re

import pytest
from django.utils.translation import gettext

import kit
from kit.clock import BAGHDAD
from mailing import actions as mailing
from mailing import kinds
from mailing.models import Delivery, Kind, News, Subscription
from members import actions
from tests.factories.mailing import SubscriptionFactory
from tests.factories.members import UserFactory, member
from tests.mails import mail_to, mails_to

pytestmark = pytest.mark.django_db
SUNDAY = datetime.date(2035, 6, 3)
DAY = datetime.timedelta(days=1)
PAGE = "/en/members/notices/mail/"


@pytest.fixture
def morning(moved_clock):
    """`morning(day)` makes it eight o'clock of that day."""

    def go(day, hour=8):
        moved_clock(datetime.datetime.combine(day, datetime.time(hour), tzinfo=BAGHDAD))

    go(SUNDAY)
    return go


def tell(person, kind="talk", **fields):
    words = {"title": lambda: gettext("Your message"), "why": lambda person: f"because of {kind}"}
    actions.tell([person], kind=kind, path="library/7/", **words | fields)
    actions.mail_notices()


def chooses(person, rhythm, kind="talk"):
    SubscriptionFactory(address=person.email, topic=kind, rhythm=rhythm)


def letters(person):
    return [str(mail["Subject"]) for mail in mails_to(person.email)]


def test_each_kind_comes_as_the_person_chose(morning):
    person = UserFactory(language="en")
    chooses(person, "daily"), chooses(person, "weekly", "practice")
    for kind in ("talk", "practice", "duty"):
        tell(person, kind, title=lambda kind=kind: f"of {kind}")

    assert letters(person) == ["of duty"]
    morning(SUNDAY + DAY)
    mailing.send_digests(at=kit.now())
    assert letters(person)[1:] == ["of talk"]
    morning(SUNDAY + 7 * DAY)
    mailing.send_digests(at=kit.now())
    assert letters(person)[2:] == ["of practice"]
    assert "(because of practice)" in mail_to(person.email).get_body(("plain",)).get_content()


def test_what_is_needed_before_the_digest_comes_at_once(morning):
    person = UserFactory(language="en")
    chooses(person, "daily", "duty")
    for days in (0, 1, 2):
        tell(person, "duty", needed_by=SUNDAY + days * DAY, title=lambda days=days: f"in {days}")

    assert letters(person) == ["in 0", "in 1"]
    morning(SUNDAY + DAY)
    mailing.send_digests(at=kit.now())
    assert letters(person)[2:] == ["in 2"]


def test_a_vote_on_sunday_is_not_kept_over_the_days_off(morning):
    person = UserFactory(language="en")
    chooses(person, "daily", "duty")
    morning(SUNDAY + 4 * DAY)

    tell(person, "duty", needed_by=SUNDAY + 7 * DAY)

    assert len(letters(person)) == 1


def test_never_means_the_portal_alone(morning):
    person = UserFactory()
    mailing.leave(address=person.email, topic="talk")

    tell(person)

    assert person.notices.get().is_mail_wanted is False
    assert not Delivery.objects.exists()
    assert not News.objects.exists()


def test_what_was_read_or_taken_back_is_no_news(morning):
    person = UserFactory()
    chooses(person, "daily")
    tell(person), tell(person), tell(person)
    read, gone, stays = person.notices.order_by("pk")
    actions.mark_read(person=person, notices=person.notices.filter(pk=read.pk))
    gone.delete()
    morning(SUNDAY + DAY)

    assert mailing.send_digests(at=kit.now()) == 1
    assert [one.ref for one in News.objects.all()] == [stays.pk]


def test_messages_come_with_their_words_at_once_or_as_notices_of_a_digest(morning):
    sender, person = member(), member()
    actions.send(sender=sender, recipient=person, body="هل نجح النموذج؟")
    chooses(person, "daily", "message")
    actions.send(sender=sender, recipient=person, body="وماذا عن التدريب؟")
    actions.mail_notices()

    (mail,) = mails_to(person.email)
    assert "هل نجح النموذج؟" in mail.get_body(("plain",)).get_content()
    assert sender.name in mail.get_body(("plain",)).get_content()
    morning(SUNDAY + DAY)
    mailing.send_digests(at=kit.now())
    assert "وماذا عن التدريب؟" in mail_to(person.email).get_body(("plain",)).get_content()


def test_the_safety_of_an_account_cannot_be_left(morning):
    person = UserFactory()
    mailing.leave_everything(person.email)
    chooses(person, "weekly", "safety")
    Subscription.objects.filter(topic="safety").delete()

    tell(person, "safety")

    mail = mail_to(person.email)
    assert mail["List-Unsubscribe"] is None
    assert Kind.objects.get(pk="safety").is_essential


def test_the_page_shows_each_kind_with_its_choices_and_what_always_comes(client):
    person = member(language="en")
    client.force_login(person)

    page = client.get(PAGE).content.decode()

    rhythmic = [key for key in kinds.UNASKED if kinds.KINDS[key].get("has_rhythm")]
    assert page.count('type="radio"') == 4 * len(rhythmic) + 2 * (len(kinds.UNASKED) - len(rhythmic))
    for key in kinds.UNASKED:
        assert Kind.objects.get(pk=key).name_en in page
    for key, why in kinds.ALWAYS.items():
        assert Kind.objects.get(pk=key).name_en in page
        assert str(why) in page
    assert person.email not in page


def test_choices_are_kept_and_looking_changes_nothing(client):
    person = member()
    client.force_login(person)
    client.get(PAGE)
    client.head(PAGE)
    assert not Subscription.objects.exists()
    chosen = {f"{key}-rhythm": "each" for key in kinds.UNASKED}

    answer = client.post(PAGE, chosen | {"talk-rhythm": "weekly", "duty-rhythm": "never"})

    assert answer.url == PAGE
    assert mailing.rhythms([person.email], "talk") == {person.email.lower(): "weekly"}
    assert mailing.rhythms([person.email], "duty") == {person.email.lower(): None}
    assert Subscription.objects.count() == 2
    kept = Subscription.objects.get(topic="talk")
    assert kept.consent_text == "Comments and questions: once a week"
    client.post(PAGE, chosen)
    assert mailing.rhythms([person.email], "duty") == {person.email.lower(): "each"}


def test_a_rhythm_that_a_kind_does_not_have_is_refused(client):
    client.force_login(member())
    chosen = {f"{key}-rhythm": "each" for key in kinds.UNASKED}

    assert client.post(PAGE, chosen | {"search-rhythm": "weekly"}).status_code == 422
    assert client.post(PAGE, {}).status_code == 422
    assert not Subscription.objects.exists()


def test_who_has_no_address_is_told_so(client):
    client.force_login(UserFactory(email=None))

    answer = client.get(PAGE, follow=True)

    assert answer.redirect_chain[0][0] == "/en/members/notices/"
    assert "no e-mail address yet" in answer.content.decode()


def test_the_link_of_a_mail_opens_the_same_choices_without_signing_in(client, morning, settings):
    person = member(language="en")
    tell(person)
    text = mail_to(person.email).get_body(("plain",)).get_content()
    path = re.search(rf"{settings.PORTAL_ORIGIN}(/en/mail/preferences/\S+)", text).group(1)

    assert client.get(path).content.decode().count("<fieldset") == len(kinds.UNASKED)
    chosen = {f"{key}-rhythm": "each" for key in kinds.UNASKED} | {"talk-rhythm": "daily"}
    assert client.post(path, chosen).status_code == 302

    assert mailing.rhythms([person.email], "talk") == {person.email.lower(): "daily"}


def test_a_reader_who_is_no_member_is_asked_about_what_they_follow_alone(client):
    from mailing import links

    reader = SubscriptionFactory(language="en")
    path = links.preferences(reader.token, "en").split("/en/")[1]

    page = client.get(f"/en/{path}").content.decode()

    assert page.count("<fieldset") == 1


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_asks_the_same_of_the_database(client, language, django_assert_num_queries):
    person = member()
    client.force_login(person)
    for count in (0, 20):
        for number in range(count):
            SubscriptionFactory(address=person.email, topic=f"theme:{number}", title_ar="م", title_en="T")
        with django_assert_num_queries(6):
            client.get(f"/{language}/members/notices/mail/")
