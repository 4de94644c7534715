"""Digests: on working days, with news alone, each thing in one letter whoever runs the task how often."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from kit.clock import BAGHDAD
from mailing import actions, registries
from mailing.models import Delivery, Digest, Letter, Mailing, News
from mailing.rhythm import is_in_time, next_day, weekly_day
from members.models import Holiday
from tests.factories.mailing import MailingFactory, NewsFactory, SubscriptionFactory
from tests.mails import mail_to, mails_to
from tests.racing import at_once

pytestmark = pytest.mark.django_db
SUNDAY = datetime.date(2035, 6, 3)
DAY = datetime.timedelta(days=1)
READER = "reader@anbar.example"


def at(day, hour=8, minute=0):
    return datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=BAGHDAD)


@pytest.fixture(autouse=True)
def source(monkeypatch):
    """Words of the source "test": (ref → Words, None, or nothing); every ref says something until changed."""
    said = {}

    def words(refs, language):
        known = {
            ref: registries.Words(f"{language} {ref}", f"https://x.example/{ref}", "why") for ref in refs
        }
        return {ref: one for ref, one in (known | {k: v for k, v in said.items() if k in known}).items()
                if one != "gone"}  # fmt: skip

    monkeypatch.setitem(registries.digest_sources._functions, "test", words)
    return said


def news(ref=1, *, on=SUNDAY - 3 * DAY, hour=12, address=READER, topic="theme:1", **fields):
    return NewsFactory(address=address, topic=topic, source="test", ref=ref, at=at(on, hour), **fields)


def follows(rhythm, topic="theme:1", address=READER):
    return SubscriptionFactory(address=address, topic=topic, rhythm=rhythm)


def told(ref):
    return News.objects.get(source="test", ref=ref).digest is not None


def run(day, hour=8):
    return actions.send_digests(at=at(day, hour))


@pytest.mark.parametrize(
    ("on", "free", "day"),
    [
        (SUNDAY, [], SUNDAY),
        (SUNDAY + 4 * DAY, [], SUNDAY),
        (SUNDAY - DAY, [], SUNDAY - 7 * DAY),
        (SUNDAY, [SUNDAY], SUNDAY - 7 * DAY),
        (SUNDAY + DAY, [SUNDAY], SUNDAY + DAY),
        (SUNDAY + 8 * DAY, [SUNDAY + n * DAY for n in range(8)], SUNDAY + 8 * DAY),
    ],
)
def test_the_weekly_digest_comes_on_sunday_or_the_first_working_day_after(on, free, day):
    assert weekly_day(on, free) == day


@pytest.mark.parametrize(
    ("rhythm", "moment", "day"),
    [
        ("daily", at(SUNDAY, 7), SUNDAY),
        ("daily", at(SUNDAY, 8), SUNDAY + DAY),
        ("daily", at(SUNDAY + 4 * DAY), SUNDAY + 7 * DAY),  # Thursday: over Friday and Saturday
        ("weekly", at(SUNDAY, 7), SUNDAY),
        ("weekly", at(SUNDAY, 8), SUNDAY + 7 * DAY),
    ],
)
def test_what_comes_now_is_told_on_that_day(rhythm, moment, day):
    assert next_day(rhythm, at=moment, free=()) == day
    assert is_in_time(rhythm, day + DAY, at=moment, free=())
    assert not is_in_time(rhythm, day, at=moment, free=())


def test_one_letter_tells_what_waits_and_says_why():
    follows("daily")
    news(1), news(2)

    assert run(SUNDAY) == 1

    (mail,) = mails_to(READER)
    for part in mail.iter_parts():
        words = part.get_content()
        assert all(part in words for part in ("ar 1", "ar 2", "https://x.example/2", "مرة في اليوم"))
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(mail["Subject"]) == "خبران لك"
    assert Digest.objects.get().news.count() == 2


@pytest.mark.parametrize("day", [SUNDAY - 2 * DAY, SUNDAY - DAY, "holiday"])
def test_nothing_comes_on_friday_saturday_or_a_holiday(day):
    follows("daily")
    news(on=SUNDAY - 5 * DAY)
    if day == "holiday":
        day = SUNDAY
        Holiday.objects.create(on=day, name_ar="عيد", name_en="Feast")

    assert run(day) == 0
    assert run(SUNDAY + DAY) == 1


def test_nothing_comes_without_news_nor_before_the_morning():
    follows("daily")
    assert run(SUNDAY) == 0

    news()
    assert run(SUNDAY, hour=7) == 0
    assert Letter.objects.count() == 0


def test_what_came_after_the_morning_waits_however_late_the_run_is():
    follows("daily")
    news(1, on=SUNDAY, hour=6), news(2, on=SUNDAY, hour=9)

    assert [run(SUNDAY, hour=16), run(SUNDAY, hour=17)] == [1, 0]
    assert (told(1), told(2)) == (True, False)
    assert run(SUNDAY + DAY) == 1
    assert told(2)


def test_weekly_news_wait_for_their_day_and_a_missed_run_is_made_up_for():
    follows("weekly")
    news(1), news(2, on=SUNDAY, hour=9)

    assert run(SUNDAY - 3 * DAY, hour=16) == 0
    assert run(SUNDAY + DAY) == 1  # Sunday's run was missed
    assert (told(1), told(2)) == (True, False)
    assert [run(SUNDAY + n * DAY) for n in (2, 3, 4, 7)] == [0, 0, 0, 1]


def test_daily_and_weekly_news_of_one_day_are_one_letter():
    follows("daily", "theme:1"), follows("weekly", "theme:2")
    news(1), news(2, topic="theme:2")

    assert run(SUNDAY) == 1
    assert "في اليوم أو في الأسبوع" in mail_to(READER).get_body(("plain",)).get_content()


def test_each_language_has_a_letter_and_each_address_its_own():
    follows("daily"), follows("daily", address="other@anbar.example")
    news(1), news(2, language="en"), news(3, address="other@anbar.example")

    assert run(SUNDAY) == 3
    assert [str(mail["Subject"]) for mail in mails_to(READER)] == ["ar 1", "en 2"]


def test_what_was_left_is_not_told_and_a_new_rhythm_counts_from_today():
    subscription = follows("weekly")
    news(1, on=SUNDAY)
    subscription.rhythm = "daily"
    subscription.save()
    assert run(SUNDAY + DAY, hour=9) == 1

    news(2, on=SUNDAY + DAY)
    actions.leave(address=READER, topic="theme:1")
    assert run(SUNDAY + 2 * DAY) == 0
    assert not News.objects.waiting().exists()


def test_what_is_gone_is_forgotten_and_what_must_wait_waits(source):
    follows("daily")
    news(1), news(2)
    source |= {1: "gone", 2: None}

    assert run(SUNDAY) == 0
    assert list(News.objects.values_list("ref", flat=True)) == [2]
    source.clear()
    assert run(SUNDAY, hour=9) == 1


def test_leaving_the_digest_ends_what_is_gathered_and_nothing_else(client, settings):
    follows("daily", "theme:1"), follows("each", "theme:2")
    news()
    run(SUNDAY)
    path = mail_to(READER)["List-Unsubscribe"].strip("<>").removeprefix(settings.PORTAL_ORIGIN)
    assert client.get(path).status_code == 200

    client.post(path, {"List-Unsubscribe": "One-Click"})

    assert actions.rhythms([READER], "theme:1") == {READER: None}
    assert actions.rhythms([READER], "theme:2") == {READER: "each"}


def test_one_letter_that_fails_holds_up_no_other_and_is_tried_again(source):
    follows("daily"), follows("daily", address="b@anbar.example")
    news(1), news(2, address="b@anbar.example")
    source[1] = registries.Words(title=Broken(), url="x", why="y")
    assert run(SUNDAY) == 1
    assert (told(1), told(2)) == (False, True)

    source.clear()
    assert run(SUNDAY, hour=9) == 1
    assert told(1)


class Broken:
    def __str__(self):
        raise RuntimeError("no title")


def test_a_run_that_dies_leaves_neither_letter_nor_mark():
    follows("daily")
    news()

    @transaction.atomic
    def killed():
        assert run(SUNDAY) == 1
        raise RuntimeError

    with pytest.raises(RuntimeError):
        killed()

    assert (Letter.objects.count(), Digest.objects.count(), told(1)) == (0, 0, False)
    assert run(SUNDAY) == 1


def test_the_database_keeps_one_digest_a_day_and_tells_of_a_thing_once():
    follows("daily")
    news()
    run(SUNDAY)
    digest = Digest.objects.get()

    with pytest.raises(IntegrityError, match="digest_once_a_day"), transaction.atomic():
        Digest.objects.create(
            address=READER.upper(), language="ar", on=SUNDAY, letter=Letter.objects.create(
                kind_id="digest", subject="x", content=b"", expires_at=at(SUNDAY))
        )  # fmt: skip
    with pytest.raises(IntegrityError, match="news_once"), transaction.atomic():
        news(1, address=READER.upper())
    with pytest.raises(IntegrityError, match="letter_id"), transaction.atomic():
        Digest.objects.create(address=READER, language="en", on=SUNDAY, letter=digest.letter)


@pytest.mark.django_db(transaction=True)
def test_two_tasks_at_once_write_one_letter():
    follows("daily")
    first = news(1)
    for ref in range(2, 8):
        news(ref)

    answers = at_once(lambda: run(SUNDAY), lambda: run(SUNDAY), held=first)

    assert sorted(answers) == [0, 1]
    assert Delivery.objects.count() == Digest.objects.count() == 1
    assert Digest.objects.get().news.count() == 7


def test_a_mailing_leaves_at_once_or_waits_as_each_follower_chose():
    follows("each", "newsletter", "each@anbar.example")
    follows("daily", "newsletter")
    mailing = MailingFactory(path="newsletter/7/", expires_at=at(SUNDAY + 7 * DAY))

    assert actions.start_for_topic(mailing, at=at(SUNDAY - DAY)) == 1
    follows("daily", "newsletter", "late@anbar.example")
    assert actions.start_for_topic(mailing) == 0

    assert list(Delivery.objects.values_list("address", flat=True)) == ["each@anbar.example"]
    assert list(News.objects.values_list("address", flat=True)) == [READER]
    Mailing.objects.update(state=Mailing.State.PAUSED)
    assert run(SUNDAY) == 0
    Mailing.objects.update(state=Mailing.State.SENDING)
    assert run(SUNDAY) == 1
    text = mail_to(READER).get_body(("plain",)).get_content()
    assert all(words in text for words in (mailing.subject_ar, "/ar/newsletter/7/", mailing.reason_ar))


def test_a_cancelled_mailing_is_told_to_nobody():
    follows("weekly", "newsletter")
    mailing = MailingFactory(expires_at=at(SUNDAY + 7 * DAY))
    actions.start_for_topic(mailing, at=at(SUNDAY - DAY))
    actions.cancel(mailing)

    assert run(SUNDAY) == 0
    assert not News.objects.exists()


def test_digests_of_long_ago_are_forgotten():
    follows("daily")
    news()
    run(SUNDAY)

    assert actions.digests.forget_digests(at(SUNDAY + 89 * DAY)) == 0
    assert actions.digests.forget_digests(at(SUNDAY + 92 * DAY)) == 1
    assert not News.objects.exists()
