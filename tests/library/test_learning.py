"""A series of learning: one step on its day, once, to who follows it; late or twice it is the same."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from library import tasks
from library.actions import learning, withdraw
from library.models import Item, Series, SeriesStep
from mailing import actions as mailing
from mailing.models import Delivery, Letter, Mailing, News, Subscription
from members.models import Holiday
from tests.factories.learning import THURSDAY, SeriesFactory, series
from tests.factories.library import published
from tests.factories.members import UserFactory, member, staff
from tests.racing import at_once

WEEK = datetime.timedelta(days=7)
DAY = datetime.timedelta(days=1)


def follower(of, **fields):
    person = member(**fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    assert learning.join(series=of, by=person)
    return person


def came(of):
    return list(of.steps.came().order_by("due_on").values_list("position", "due_on"))


@pytest.mark.django_db
def test_every_second_thursday_one_step_comes_to_who_follows():
    course = series(steps=3)
    reader, _other = follower(course, language="en"), member()
    assert learning.send_due(on=THURSDAY - DAY) == 0
    assert learning.send_due(on=THURSDAY) == 1
    assert learning.send_due(on=THURSDAY) == 0
    assert learning.send_due(on=THURSDAY + WEEK) == 0
    assert learning.send_due(on=THURSDAY + 2 * WEEK) == 1
    assert came(course) == [(0, THURSDAY), (1, THURSDAY + 2 * WEEK)]
    sent = list(Delivery.objects.filter(mailing__topic=course.topic).values_list("address", "language"))
    assert sent == [(reader.email, "en")] * 2
    first = Mailing.objects.earliest("pk")
    assert "Article 0" in first.text_en
    assert f"/ar/library/{course.steps.first().item_id}/" in first.text_ar
    assert str(course.title_ar) in first.subject_ar


@pytest.mark.django_db
def test_who_chose_a_digest_gets_the_step_in_it():
    course = series(steps=1)
    reader = follower(course)
    Subscription.objects.update(rhythm=Subscription.Rhythm.WEEKLY)

    assert learning.send_due(on=THURSDAY) == 1

    assert not Delivery.objects.exists()
    waits = News.objects.get()
    assert (waits.address, waits.topic) == (reader.email, course.topic)
    assert Mailing.objects.get(pk=waits.ref).path == f"library/{course.steps.get().item_id}/"


@pytest.mark.django_db
def test_a_late_run_sends_once_and_a_day_long_missed_is_let_go():
    course = series(steps=3)
    assert learning.send_due(on=THURSDAY + 3 * DAY) == 1
    assert learning.send_due(on=THURSDAY + 4 * DAY) == 0
    assert learning.send_due(on=THURSDAY + 2 * WEEK + WEEK) == 0
    assert learning.send_due(on=THURSDAY + 4 * WEEK) == 1
    assert came(course) == [(0, THURSDAY), (1, THURSDAY + 4 * WEEK)]


@pytest.mark.django_db
@pytest.mark.parametrize("off", [0, 5], ids=["a weekend", "holidays for a week after it"])
def test_what_a_missed_run_left_comes_on_a_working_day(off):
    for n in range(3, 3 + off):
        Holiday.objects.create(on=THURSDAY + n * DAY, name_ar="عطلة", name_en="Off")
    course = series()

    runs = [learning.send_due(on=THURSDAY + n * DAY) for n in range(1, 14)]

    back = 3 if not off else 10  # after five days off, and the weekend that follows
    assert runs == [int(n == back) for n in range(1, 14)]
    assert came(course) == [(0, THURSDAY)]


@pytest.mark.django_db
def test_holidays_move_the_day_and_the_next_one_stays():
    for on in (THURSDAY, THURSDAY + 3 * DAY):
        Holiday.objects.create(on=on, name_ar="عطلة", name_en="Off")
    course = series()
    assert [learning.send_due(on=THURSDAY + n * DAY) for n in range(5)] == [0, 0, 0, 0, 1]
    assert learning.send_due(on=THURSDAY + 2 * WEEK) == 1
    assert came(course) == [(0, THURSDAY + 4 * DAY), (1, THURSDAY + 2 * WEEK)]


@pytest.mark.django_db
def test_what_was_withdrawn_is_left_out_and_what_was_added_late_waits():
    course = series(steps=2)
    late = published(kind="worksheet", title_en="Late")
    SeriesStep.objects.create(series=course, position=0, item=late, added_on=THURSDAY + DAY)
    first = course.steps.get(item__published_revision__title_en="Article 0")
    withdraw(item=first.item, by=staff(), reason="Old.")
    assert learning.send_due(on=THURSDAY + 3 * DAY) == 1
    first.refresh_from_db()
    assert first.skipped_at
    assert came(course) == [(1, THURSDAY)]
    assert learning.send_due(on=THURSDAY + 2 * WEEK) == 1
    assert course.steps.came().get(due_on=THURSDAY + 2 * WEEK).item == late
    assert learning.send_due(on=THURSDAY + 4 * WEEK) == 0


@pytest.mark.django_db
def test_only_members_of_today_get_it_and_one_click_leaves():
    course = series(steps=2)
    stays, leaves = follower(course), follower(course)
    gone = UserFactory()
    mailing.follow(
        address=gone.email, topic=course.topic, language="ar", consent_text="x", title_ar="س", title_en="S"
    )
    learning.send_due(on=THURSDAY)
    assert set(Delivery.objects.values_list("address", flat=True)) == {stays.email, leaves.email}
    token = Delivery.objects.get(address=leaves.email).token
    assert Client().post(f"/u/{token}").status_code == 200
    assert learning.joined(leaves, [course]) == set()
    learning.send_due(on=THURSDAY + 2 * WEEK)
    assert Delivery.objects.filter(address=leaves.email).count() == 1
    assert Delivery.objects.filter(address=stays.email).count() == 2


@pytest.mark.django_db
def test_joining_asks_who_has_not_proven_the_address_and_refuses_strangers():
    course = series()
    person = member()
    assert learning.join(series=course, by=person) is False
    assert Letter.objects.get().kind_id == "confirmation"
    assert not Subscription.objects.active().exists()
    with pytest.raises(PermissionDenied):
        learning.join(series=course, by=UserFactory())
    ended = SeriesFactory(ended_on=THURSDAY)
    with pytest.raises(ValidationError):
        learning.join(series=ended, by=person)
    with pytest.raises(ValidationError):
        learning.join(series=course, by=member(email=None))
    assert learning.send_due(on=THURSDAY + 9 * WEEK) == 0
    assert follower(course)
    once = Subscription.objects.active().count()
    reader = follower(course)
    learning.join(series=course, by=reader)
    assert Subscription.objects.active().count() == once + 1


@pytest.mark.django_db
def test_the_database_keeps_one_step_a_day_and_whole_rows():
    course = series(steps=2)
    learning.send_due(on=THURSDAY)
    rows = SeriesStep.objects.filter(series=course, position=1)
    sent = course.steps.came().get()
    wrong = [
        {"due_on": THURSDAY, "came_at": sent.came_at, "mailing": Mailing.objects.get()},
        {"due_on": THURSDAY + DAY},
        {"item": sent.item},
    ]
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**fields)
    for item in (published(kind="tool"), Item.objects.create(kind="article", created_by=member())):
        with pytest.raises(ValidationError):
            SeriesStep(series=course, item=item).full_clean()


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_send_one_step():
    course = series(steps=3)
    follower(course)
    answers = at_once(*[lambda: learning.send_due(on=THURSDAY)] * 2, held=course)
    assert sorted(answers) == [0, 1]
    assert Mailing.objects.count() == Delivery.objects.count() == 1
    assert came(course) == [(0, THURSDAY)]


@pytest.mark.django_db
def test_one_series_that_cannot_be_sent_holds_up_no_other(monkeypatch):
    broken, fine = series(), series()
    letter = learning.letters.of_step

    def failing(step, number):
        if step.series == broken:
            raise mailing.CannotSend(["no words"])
        return letter(step, number)

    monkeypatch.setattr(learning.letters, "of_step", failing)
    assert learning.send_due(on=THURSDAY) == 1
    assert (came(broken), len(came(fine))) == ([], 1)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_pages_show_what_came_and_what_comes(client, language, django_assert_max_num_queries):
    course = series(steps=3, starts_on=THURSDAY - 4 * WEEK, added_on=THURSDAY - 4 * WEEK)
    learning.send_due(on=THURSDAY - 4 * WEEK)
    withdraw(item=course.steps.last().item, by=staff(), reason="Old.")
    ended = SeriesFactory(ended_on=THURSDAY - DAY)
    person = member()
    EmailAddress.objects.create(user=person, email=person.email, verified=True)
    client.force_login(person)
    page = client.get(f"/{language}/library/series/").content.decode()
    assert str(ended.title_en if language == "en" else ended.title_ar) in page
    address = f"/{language}/library/series/{course.pk}/"
    came_, comes = (course.steps.all()[n].item.published_revision for n in (0, 1))
    with django_assert_max_num_queries(12):
        answer = client.get(address)
    name = f"title_{language}"
    assert [step.item.published_revision for step in answer.context["came"]] == [came_]
    assert [step.item.published_revision for step, _day in answer.context["coming"]] == [comes]
    assert getattr(comes, name) in answer.content.decode()
    client.post(f"{address}subscription/")
    assert learning.joined(person, [course]) == {course.pk}
    client.post(f"{address}subscription/", {"leave": "1"})
    assert learning.joined(person, [course]) == set()
    client.post(f"/{language}/library/series/{ended.pk}/subscription/")
    assert learning.joined(person, [ended]) == set()


@pytest.mark.django_db
def test_staff_arrange_a_series_and_what_came_stays(client):
    client.force_login(staff())
    item, other = published(kind="worksheet"), published(kind="tool")
    form = {
        "title_en": "Plain words", "starts_on": "2026-10-01", "every_weeks": "2", "ended_on": "",
        "steps-TOTAL_FORMS": "1", "steps-INITIAL_FORMS": "0", "steps-0-position": "1",
        "steps-2-TOTAL_FORMS": "0", "steps-2-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = client.post("/en/admin/library/series/add/", form | {"steps-0-item": other.pk})
    assert "published article or worksheet" in answer.content.decode()
    answer = client.post("/en/admin/library/series/add/", form | {"steps-0-item": item.pk})
    course = Series.objects.get()
    assert course.steps.get().item == item
    SeriesStep.objects.update(added_on=THURSDAY)
    assert learning.send_due(on=THURSDAY) == 1
    address = f"/en/admin/library/series/{course.pk}"
    assert client.get(f"{address}/change/").status_code == 200
    assert client.post(f"{address}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.django_db
def test_the_daily_task_takes_today(monkeypatch):
    series(starts_on=THURSDAY)
    monkeypatch.setattr(tasks.kit, "today", lambda: THURSDAY)
    assert tasks.send_learning() == 1
