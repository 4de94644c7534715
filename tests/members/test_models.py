"""What must never be false of people, teams and service."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from members.models import Suspension, User
from tests.factories.members import (
    LONG_AGO,
    ApplicationFactory,
    ProvinceFactory,
    ServiceFactory,
    TeamFactory,
    UserFactory,
    member,
    waiting,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_an_address_is_known_once_whatever_its_case():
    UserFactory(email="zahra@babil.example")

    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="Zahra@babil.example")


def test_people_without_an_address_may_be_many():
    first, second = UserFactory(email=None), UserFactory(email="")

    assert first.email is None
    assert second.email is None


def test_a_name_is_kept_as_written_and_found_whatever_the_spelling():
    person = UserFactory(name_ar="أحمد عبد الله الحلّي", name_latin="Ahmed Abdullah")

    person.refresh_from_db()

    assert person.name_ar == "أحمد عبد الله الحلّي"
    assert person.name_key == UserFactory(name_ar="احمد عبد الله الحلي", name_latin="Ahmed Abdullah").name_key


def test_saving_one_field_keeps_the_name_key_true():
    person = UserFactory(name_ar="علي")
    person.name_ar = "زينب"

    person.save(update_fields=["name_ar"])

    assert User.objects.get(pk=person.pk).name_key == UserFactory(name_ar="زينب").name_key


def test_service_does_not_overlap_its_twin():
    first = ServiceFactory(until_on=LONG_AGO + 30 * DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceFactory(person=first.person, team=first.team, from_on=LONG_AGO + 30 * DAY)


def test_service_may_follow_its_twin_the_day_after():
    first = ServiceFactory(until_on=LONG_AGO + 30 * DAY)

    second = ServiceFactory(person=first.person, team=first.team, from_on=LONG_AGO + 31 * DAY)

    assert second.pk


def test_the_refusal_of_a_twin_is_a_sentence():
    first = ServiceFactory()
    twin = ServiceFactory.build(person=first.person, team=first.team)

    with pytest.raises(ValidationError, match=r"يخدم|already serves"):
        twin.full_clean()


def test_a_team_is_not_assessed_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamFactory(self_assessed_on=LONG_AGO - DAY)


@pytest.mark.parametrize(
    ("since", "suspended", "is_member"),
    [
        (datetime.date(2026, 11, 23), None, True),
        (datetime.date(2026, 11, 24), None, False),
        (None, None, False),
        (LONG_AGO, (datetime.date(2026, 11, 23), None), False),
        (LONG_AGO, (datetime.date(2026, 11, 1), datetime.date(2026, 11, 22)), True),
        (LONG_AGO, (datetime.date(2026, 11, 24), None), True),
    ],
    ids=["from today", "from tomorrow", "waiting", "suspended", "suspended before", "suspended later"],
)
def test_who_is_a_member_on_a_day(since, suspended, is_member):
    person, province = UserFactory(), ProvinceFactory()
    if since:
        ApplicationFactory(person=person, province=province, member_since=since)
    else:
        waiting(person, province)
    if suspended:
        start, until = suspended
        Suspension.objects.create(
            person=person, from_on=start, until_on=until, reason="x", imposed_by=UserFactory()
        )

    assert person.is_member(datetime.date(2026, 11, 23)) is is_member


def test_membership_is_counted_once_for_two_services():
    person = member()
    ServiceFactory(person=person)

    assert User.objects.members(datetime.date(2026, 11, 23)).filter(pk=person.pk).count() == 1
