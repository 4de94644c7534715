"""Still in use? Asked once a year on a working day, answered by who may, told to readers."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

import kit
from kit.calendar import add_months, next_working
from library import actions, in_use
from library.models import Item, Kind, UseQuestion
from members.models import Holiday, Notice
from tests.factories.adaptations import publish
from tests.factories.library import published
from tests.factories.members import ServiceFactory, TeamFactory, UserFactory, member, staff
from tests.racing import at_once

LONG_AGO = datetime.timedelta(days=800)


def old(**fields):
    """Published and reviewed more than two years ago, by a member."""
    item = published(**({"created_by": member(), "kind": Kind.TEMPLATE} | fields))
    before = kit.now() - LONG_AGO
    Item.objects.filter(pk=item.pk).update(published_at=before)
    review = item.published_revision.review
    type(review).objects.filter(pk=review.pk).update(decided_at=before, requested_at=before)
    item.refresh_from_db()
    return item


def working():
    """A day from today on when offices are open everywhere."""
    return next_working(kit.today(), Holiday.objects.free_days())


def ask(on=None):
    return actions.ask_what_is_in_use(on=on or working())


@pytest.mark.django_db
def test_author_and_lead_hear_once_however_often_it_runs():
    item = old()
    lead = ServiceFactory(
        team=TeamFactory(province=item.province), role="leader", person=UserFactory()
    ).person
    assert [ask(), ask(), ask(add_months(working(), 2))] == [1, 0, 0]
    question = UseQuestion.objects.get()
    assert question.due_on == add_months(item.published_at.astimezone(kit.clock.BAGHDAD).date(), 12)
    told = Notice.objects.filter(key=f"use:{question.pk}")
    assert {one.person for one in told} == {item.created_by, lead}
    assert {one.path for one in told} == {f"library/{item.pk}/use/"}


@pytest.mark.django_db
def test_it_waits_for_a_day_when_offices_of_the_province_are_open():
    item, day = old(), working()
    Holiday.objects.create(on=day, province=item.province, name_ar="عيد", name_en="Feast")
    friday = day + datetime.timedelta(days=(4 - day.weekday()) % 7)
    assert [ask(day), ask(friday)] == [0, 0]
    assert ask(next_working(day + datetime.timedelta(days=1), Holiday.objects.free_days(item.province))) == 1


@pytest.mark.django_db
def test_what_is_new_untold_of_or_withdrawn_is_not_asked():
    published(created_by=member(), kind=Kind.TEMPLATE)
    old(kind=Kind.LESSON_LEARNED)
    old(province=None)
    gone = old()
    actions.withdraw(item=gone, by=gone.created_by, reason="Old.")
    renewed = old()
    publish(renewed, title_en="New this year")
    assert ask() == 0


@pytest.mark.django_db
def test_a_year_after_the_answer_it_is_asked_again_unless_it_ended():
    kept, ended = old(), old()
    ask()
    actions.answer_use(item=kept, by=kept.created_by, answer="in_use")
    with pytest.raises(ValidationError):
        actions.answer_use(item=ended, by=ended.created_by, answer="ended", reason=" ")
    actions.answer_use(item=ended, by=ended.created_by, answer="ended", reason="The law changed.")
    assert UseQuestion.objects.open().count() == 0
    later = next_working(add_months(kit.today(), 12), Holiday.objects.free_days())
    assert ask(add_months(kit.today(), 11)) == 0
    assert ask(later) == 1
    assert UseQuestion.objects.open().get().item == kept


@pytest.mark.django_db
def test_who_answers():
    item = old()
    team = TeamFactory(province=item.province)
    lead = ServiceFactory(team=team, role="leader", person=UserFactory()).person
    for person in (item.created_by, lead, staff()):
        assert in_use.may_answer(person, item)
    for person in (member(), member(item.province), UserFactory()):
        with pytest.raises(PermissionDenied):
            actions.answer_use(item=item, by=person, answer="in_use")


@pytest.mark.django_db
def test_the_same_answer_again_is_one_and_a_mind_may_change():
    item = old()
    ask()
    first = actions.answer_use(item=item, by=item.created_by, answer="in_use")
    assert actions.answer_use(item=item, by=item.created_by, answer="in_use") == first
    last = actions.answer_use(item=item, by=item.created_by, answer="ended", reason="No money.")
    assert last != first
    assert UseQuestion.objects.count() == 2


@pytest.mark.django_db
def test_the_database_keeps_questions_whole():
    item = old()
    ask()
    for wrong in (
        {"due_on": kit.today()},
        {"due_on": kit.today(), "answer": "in_use", "answered_at": kit.now()},
        {"due_on": kit.today(), "answer": "ended", "answered_at": kit.now(), "by": item.created_by},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            UseQuestion.objects.create(item=item, **wrong)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "language", "words"),
    [
        ("in_use", "en", "In use, confirmed"),
        ("in_use", "ar", "قيد الاستخدام، تأكّد في"),
        ("ended", "en", "No longer in use since"),
        ("ended", "ar", "لم يعد مستخدماً منذ"),
    ],
)
def test_readers_are_told_and_still_find_it(client, answer, language, words):
    item = old()
    client.force_login(item.created_by)
    address = f"/{language}/library/{item.pk}/use/"
    assert client.get(address).status_code == 200
    if answer == "ended":
        assert client.post(address, {"answer": answer}).status_code == 422
    reply = client.post(address, {"answer": answer, "reason": "تغيّر القانون"})
    assert reply.url == f"/{language}/library/{item.pk}/"
    client.logout()
    shown = client.get(reply.url).content.decode()
    assert words in shown
    assert ("تغيّر القانون" in shown) is (answer == "ended")
    assert (
        item.get_absolute_url().rpartition("/library")[2]
        in client.get(f"/{language}/library/").content.decode()
    )


@pytest.mark.django_db
def test_changed_leads_on_to_a_new_version(client):
    item = old()
    client.force_login(item.created_by)
    reply = client.post(f"/en/library/{item.pk}/use/", {"answer": "changed"})
    assert reply.url == f"/en/library/{item.pk}/edit/"


@pytest.mark.django_db(transaction=True)
def test_two_workers_ask_once():
    item = old()
    assert sorted(at_once(ask, ask, held=item)) == [0, 1]
    assert UseQuestion.objects.get().item == item
    assert Notice.objects.filter(key__startswith="use:").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_the_question_at_once_leave_nothing_open():
    item = old()
    answer = lambda: actions.answer_use(item=item, by=item.created_by, answer="in_use")  # noqa: E731
    at_once(answer, ask, held=item)
    assert [row.answer for row in UseQuestion.objects.all()] == ["in_use"]
