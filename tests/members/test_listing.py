"""The directory's rows are true after every change of what they are made of, on every day."""

import datetime
import random
from contextlib import suppress

import pytest
from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import F

import kit
from members import actions
from members.models import Application, Criterion, Listing, Profile, Service, Suspension, User
from tests.factories.members import (
    ApplicationFactory,
    CriterionFactory,
    ProvinceFactory,
    ServiceFactory,
    TeamFactory,
    UserFactory,
    member,
    staff,
    waiting,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
REFUSALS = (IntegrityError, ObjectDoesNotExist, MultipleObjectsReturned)


def today():
    return kit.today()


def listed(on=None):
    """person → (name, facets, serves), as the rows have it."""
    rows = Listing.objects.on(on or today())
    return {row.person_id: (row.name_key, row.name_sound, sorted(row.facets), row.is_serving) for row in rows}


def expected(on=None):
    """The same, asked of the records one by one, as the rules have it."""
    on = on or today()
    found = {}
    for person in User.objects.members(on).filter(is_active=True):
        profile = Profile.objects.filter(person=person).first()
        if profile is None or profile.is_listed:
            facets, serves = _facets(person, on)
            skills = {f"skill:{key}" for key in (profile.skill_keys if profile else []) if key}
            found[person.pk] = (person.name_key, person.name_sound, sorted(facets | skills), serves)
    return found


def _facets(person, on):
    begun = list(Service.objects.confirmed().of(person).filter(from_on__lte=on))
    present = [service for service in begun if service.until_on is None or service.until_on >= on]
    facets = set()
    for service in present or begun:
        facets |= {f"role:{service.role}", f"province:{service.team.province.code}"}
        facets |= {f"criterion:{criterion.number}" for criterion in service.criteria.all()}
    return facets, bool(present)


def assert_true():
    """On every day on which anything may turn, and on those around it."""
    days = {today()}
    for model, names in (
        (Service, ("from_on", "until_on")),
        (Suspension, ("from_on", "until_on")),
        (Application, ("member_since",)),
    ):
        for row in model.objects.values_list(*names):
            days.update(day + step for day in row if day for step in (-DAY, 0 * DAY, DAY))
    for day in sorted(days):
        assert listed(day) == expected(day), day
    assert not Listing.objects.filter(until_on__lt=F("from_on")).exists()


def test_a_member_is_listed_with_what_they_do():
    person = member(ProvinceFactory(code="IQ-BB"), name_ar="زينب هادي")
    person.services.get().criteria.add(CriterionFactory(number=3))
    Profile.objects.create(person=person, skills=["المشتريات", "Excel"])

    row = Listing.objects.on(today()).get()

    assert (row.person, row.name_key, row.is_serving) == (person, "زينب هادي", True)
    assert row.values_of("province") == ["IQ-BB"]
    assert row.values_of("criterion") == ["3"]
    assert row.skills == ["Excel", "المشتريات"]
    assert_true()


def test_who_is_no_member_is_not_listed():
    ServiceFactory()
    waiting(UserFactory(), ProvinceFactory())
    Profile.objects.create(person=UserFactory(), skills=["x"])

    assert listed() == {}


CHANGES = {
    "renamed": lambda one: _save(one, name_ar="مريم علي"),
    "may not sign in": lambda one: _save(one, is_active=False),
    "erased": lambda one: _save(one, erased_at=kit.now()),
    "does not want to be listed": lambda one: Profile.objects.create(person=one, is_listed=False),
    "skilled": lambda one: Profile.objects.create(person=one, skills=["قياس الأداء"]),
    "unskilled": lambda one: [
        Profile.objects.create(person=one, skills=["قياس الأداء"]),
        Profile.objects.filter(person=one).delete(),
    ],
    "service ended": lambda one: actions.end(service=one.services.get(), by=staff(), on=today() - DAY),
    "service ends ahead": lambda one: one.services.update(until_on=today() + 9 * DAY),
    "service not confirmed after all": lambda one: one.services.update(confirmed_at=None),
    "service of another": lambda one: one.services.update(person=UserFactory()),
    "service gone": lambda one: one.services.all().delete(),
    "serves twice": lambda one: ServiceFactory(person=one, role="leader"),
    "serves from a day ahead": lambda one: ServiceFactory(person=one, from_on=today() + 5 * DAY),
    "works on a criterion": lambda one: one.services.get().criteria.add(CriterionFactory()),
    "criteria replaced": lambda one: [
        one.services.get().criteria.add(CriterionFactory()),
        one.services.get().criteria.set([CriterionFactory(), CriterionFactory()]),
    ],
    "suspended": lambda one: _suspend(one, today(), None),
    "suspended for a while": lambda one: _suspend(one, today() + 3 * DAY, today() + 6 * DAY),
    "suspension lifted": lambda one: [_suspend(one, today() - DAY, None), one.suspensions.all().delete()],
    "application moved ahead": lambda one: one.applications.update(member_since=today() + 4 * DAY),
    "application of another": lambda one: one.applications.update(person=UserFactory()),
    "application gone": lambda one: one.applications.all().delete(),
    "team moved": lambda one: _save(one.services.get().team, province=ProvinceFactory()),
    "province recoded": lambda one: _save(one.services.get().team.province, code="IQ-Z"),
    "criteria renumbered": lambda one: [
        one.services.get().criteria.add(CriterionFactory()),
        Criterion.objects.update(number=77),
    ],
}


def _save(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def _suspend(person, from_on, until_on):
    Suspension.objects.create(
        person=person, from_on=from_on, until_on=until_on, reason="x", imposed_by=staff()
    )


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_is_followed(change):
    one, other = member(), member()
    before = expected()

    CHANGES[change](one)

    assert_true()
    assert listed()[other.pk][0] == before[other.pk][0]


def test_the_verbs_of_membership_are_followed():
    applicant = ServiceFactory().person
    applied = waiting(applicant, applicant.services.get().team.province)

    actions.approve(application=applied, by=staff())

    assert applicant.pk in listed()
    actions.disable(person=applicant, by=staff(), reason="x")
    assert applicant.pk not in listed()
    actions.enable(person=applicant, by=staff())
    suspension = actions.suspend(person=applicant, by=staff(), reason="x")
    assert applicant.pk not in listed()
    assert applicant.pk not in listed(today() + 400 * DAY)
    actions.lift(suspension=suspension, by=staff())
    assert_true()


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_changes_leaves_the_truth(seed):
    """Many changes of many people, drawn by lot."""
    draw = random.Random(seed)
    people = [member() for _ in range(4)] + [ServiceFactory().person for _ in range(2)]
    for _ in range(14):
        name, person = draw.choice(list(CHANGES)), draw.choice(people)
        with suppress(*REFUSALS), transaction.atomic():  # what is refused changes nothing
            CHANGES[name](person)
        person.refresh_from_db()

    assert_true()


def test_a_statement_about_very_many_people_is_followed():
    team, decided = TeamFactory(), ApplicationFactory()
    people = User.objects.bulk_create(
        [User(email=f"m{n}@x.example", name_ar="x", name_key=f"m{n}", name_sound=" m ") for n in range(600)]
    )
    Service.objects.bulk_create(
        Service(person=person, team=team, role="posc", from_on=today(), confirmed_at=kit.now())
        for person in people
    )
    Application.objects.bulk_create(
        Application(
            person=person,
            province=team.province,
            state="approved",
            decided_by=decided.decided_by,
            decided_at=kit.now(),
            policy=decided.policy,
            member_since=today(),
        )
        for person in people
    )

    assert Listing.objects.on(today()).filter(facets__contains=["role:posc"]).count() == 600


def test_signing_in_writes_no_listing():
    person = member()
    key = Listing.objects.get(person=person).pk

    User.objects.filter(pk=person.pk).update(last_login=kit.now())

    assert Listing.objects.get(person=person).pk == key
