"""People in the admin: found, narrowed, explained, helped; and what staff of the group can never do."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.urls import reverse

import kit
from members.models import AuditEvent, Invitation, Notice, Role, Suspension, User
from members.standing import STAFF_GROUP
from tests.factories.committee import SeatFactory
from tests.factories.members import ProvinceFactory, ServiceFactory, TeamFactory, UserFactory, member, waiting
from tests.factories.members import staff as superuser

pytestmark = pytest.mark.django_db
PEOPLE = reverse("admin:members_user_changelist")
LONG_AGO = datetime.date(2013, 1, 1)


@pytest.fixture
def staff(client):
    """Of the group, without any right beyond it."""
    person = UserFactory(is_staff=True, name_ar="موظف تقدم")
    person.groups.add(Group.objects.get(name=STAFF_GROUP))
    client.force_login(person)
    return person


def found(client, **query):
    return {person.pk for person in client.get(PEOPLE, query).context["cl"].result_list}


def page_of(person):
    return reverse("admin:members_user_change", args=[person.pk])


def verb(person, name):
    return reverse("admin:members_user_verb", args=[person.pk, name])


@pytest.mark.parametrize(
    "words", ["ماجد", "Majeed", "majid", "ماجد عبد الله", "majid@babil", "ABDULLAH majid"]
)
def test_a_person_is_found_by_any_spelling_in_either_script_or_by_address(client, staff, words):
    person = UserFactory(name_ar="ماجد عبدالله", name_latin="Majid Abdullah", email="majid@babil.example")

    assert found(client, q=words) == {person.pk}


def test_a_person_is_found_by_the_id_that_stands_in_the_trail(client, staff):
    person = UserFactory()

    assert found(client, q=person.public_id) == {person.pk}


def test_lists_are_narrowed_by_membership(client, staff):
    serving, former, resting, applicant = member(), member(), member(), UserFactory()
    former.services.update(until_on=kit.today() - datetime.timedelta(days=1))
    Suspension.objects.create(person=resting, from_on=kit.today(), reason="x", imposed_by=staff)
    waiting(applicant, ProvinceFactory(), submitted_at=kit.now())

    assert {serving.pk, former.pk} <= found(client, membership="member")
    assert found(client, membership="former") == {former.pk}
    assert found(client, membership="suspended") == {resting.pk}
    assert found(client, membership="applicant") == {applicant.pk}
    assert {resting.pk, applicant.pk} <= found(client, membership="none")
    assert serving.pk not in found(client, membership="none")


def test_lists_are_narrowed_by_province_role_and_office(client, staff):
    province = ProvinceFactory()
    here = ServiceFactory(team=TeamFactory(province=province), role=Role.SPONSOR).person
    ServiceFactory(team=TeamFactory(province=province), confirmed_at=None)
    seat = SeatFactory()

    assert found(client, province=province.code) == {here.pk}
    assert found(client, role="sponsor") == {here.pk}
    assert found(client, office="representative") == {seat.representative_id}
    assert found(client, office="staff") == {staff.pk}


def test_who_is_eligible_on_a_day_is_found_for_days_past_and_ahead(client, staff):
    service = ServiceFactory(from_on=datetime.date(2026, 8, 31), person=UserFactory())

    assert found(client, eligible_on="2027-02-28") == {service.person_id}
    assert found(client, eligible_on="٢٠٢٧-٠٢-٢٨") == {service.person_id}
    assert found(client, eligible_on="2027-02-27") == set()


def test_a_day_that_cannot_be_read_is_said_and_narrows_nothing(client, staff):
    page = client.get(PEOPLE, {"eligible_on": "yesterday"})

    assert "yesterday" in page.content.decode()
    assert staff in page.context["cl"].result_list


def test_the_list_says_where_each_person_stands(client, staff):
    person = member(name_latin="Majid Abdullah")
    SeatFactory(representative=person)

    page = client.get(PEOPLE.replace("/ar/", "/en/")).content.decode()

    assert "Member since" in page
    assert "Majid Abdullah" in page
    assert "POCC representative" in page


def test_the_page_explains_each_condition_on_the_day_asked_for(client, staff):
    person = ServiceFactory(from_on=datetime.date(2026, 8, 31)).person

    before = client.get(page_of(person), {"on": "2027-02-27"}).context["explained"]
    after = client.get(page_of(person), {"on": "2027-02-28"}).context["explained"]

    assert [c.key for c in before.way.conditions if not c.is_met] == ["months"]
    assert all(condition.is_met for condition in after.way.conditions)


@pytest.mark.parametrize("name", ["sign-out", "second-step", "disable"])
def test_nothing_grave_is_done_without_a_reason(client, staff, name):
    person = UserFactory()

    response = client.post(verb(person, name), {"reason": " "})

    assert response.status_code == 422
    assert User.objects.get(pk=person.pk).is_active
    assert not AuditEvent.objects.filter(actor=staff).exists()


def test_a_lost_second_step_is_removed_told_and_kept_in_the_trail(client, staff):
    person = UserFactory()
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})

    response = client.post(verb(person, "second-step"), {"reason": "فقد هاتفه"})

    assert response.status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()
    assert Notice.objects.filter(person=person).count() == 1
    event = AuditEvent.objects.get(verb="second_step.reset")
    assert (event.actor, person.public_id in event.label, "فقد هاتفه" in event.label) == (staff, True, True)


def test_many_are_disabled_at_once_and_each_that_stays_is_told(client, staff):
    people, colleague = UserFactory.create_batch(2), UserFactory(is_staff=True)
    chosen = [person.pk for person in [*people, colleague, staff]]

    page = client.post(
        PEOPLE, {"action": "disable", "reason": "غادروا", "_selected_action": chosen}, follow=True
    )

    assert not User.objects.filter(pk__in=[one.pk for one in people], is_active=True).exists()
    assert User.objects.get(pk=colleague.pk).is_active
    said = [str(message) for message in page.context["messages"]]
    assert len(said) == 3
    assert sum(colleague.name in words or staff.name in words for words in said) == 2


def test_people_are_invited_by_the_verb_and_a_refusal_is_said(client, staff):
    person = UserFactory()

    client.post(verb(person, "invite"))
    again = client.post(verb(person, "invite"))

    assert Invitation.objects.filter(email=person.email).count() == 1
    assert again.status_code == 422


def test_suspending_is_for_staff_only_while_no_other_province_has_a_representative(client, staff):
    person = member()
    assert client.post(verb(person, "suspend"), {"reason": "لسبب"}).status_code == 302
    assert not person.is_member(kit.today())
    assert client.post(verb(person, "lift")).status_code == 302

    SeatFactory()

    assert client.post(verb(member(), "suspend"), {"reason": "لسبب"}).status_code == 403


@pytest.mark.parametrize("make", [superuser, lambda: UserFactory(is_staff=True)])
def test_staff_never_change_whoever_has_rights(client, staff, make):
    other = make()

    assert client.post(page_of(other), {"email": "mine@here.example", "name_ar": "x"}).status_code == 403
    for name in ("disable", "sign-out", "second-step"):
        assert client.post(verb(other, name), {"reason": "x"}).status_code == 403
    assert User.objects.get(pk=other.pk).email == other.email


def test_staff_give_nobody_rights_themselves_included(client, staff):
    before = staff.groups.count()
    for person in (staff, UserFactory()):
        client.post(
            page_of(person),
            {
                "email": person.email,
                "name_ar": "اسم جديد",
                "language": "ar",
                "is_active": "on",
                "is_staff": "on",
                "is_superuser": "on",
                "groups": [Group.objects.create(name=f"g{person.pk}").pk],
                **{f"{p}-{n}": 0 for p in ("services", "applications", "suspensions") for n in FORMS},
            },
        )
        person.refresh_from_db()
        assert person.name_ar == "اسم جديد"
        assert not person.is_superuser
        assert person.is_staff is (person.pk == staff.pk)
        assert person.groups.count() == (before if person.pk == staff.pk else 0)
    group = Group.objects.get(name=STAFF_GROUP)
    assert client.post(reverse("admin:auth_group_change", args=[group.pk]), {"name": "x"}).status_code == 403


FORMS = ("TOTAL_FORMS", "INITIAL_FORMS")


def test_an_address_that_its_owner_has_proved_is_not_changed_by_others(client, staff):
    person = UserFactory()
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)

    form = client.get(page_of(person)).context["adminform"].form

    assert "email" not in form.fields


def test_an_old_version_cannot_be_written_back(client, staff):
    person = UserFactory(is_superuser=True)
    person.is_superuser = False
    person.save()
    old = person.history.earliest()
    address = reverse("admin:members_user_simple_history", args=[person.pk, old.pk])

    assert client.get(address).status_code == 200
    assert client.post(address, {"name_ar": "x", "language": "ar"}).status_code == 403
    assert not User.objects.get(pk=person.pk).is_superuser


def test_nobody_is_deleted_and_secrets_are_no_rows(client, staff):
    person = UserFactory()

    assert (
        client.post(reverse("admin:members_user_delete", args=[person.pk]), {"post": "yes"}).status_code
        == 403
    )
    assert client.get("/ar/admin/mfa/authenticator/").status_code == 404
    assert client.get("/ar/admin/account/emailaddress/").status_code == 404


def test_a_sheet_of_people_holds_no_secret_and_no_right(client, staff):
    fields = client.get(reverse("admin:members_user_export")).content.decode()

    assert "password" not in fields
    assert "is_superuser" not in fields
