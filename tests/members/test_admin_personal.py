"""Copies and erasures on request, by staff: the same verbs, with a reason; what the pages show of them."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

import kit
from members import actions
from members.models import AuditEvent, DataExport, Erasure
from members.standing import STAFF_GROUP
from tests.factories.members import UserFactory, member
from tests.factories.members import staff as superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    """Of the group, without any right beyond it."""
    person = UserFactory(is_staff=True, name_ar="موظف تقدم")
    person.groups.add(Group.objects.get(name=STAFF_GROUP))
    client.force_login(person)
    return person


def verb(person, name):
    return reverse("admin:members_user_verb", args=[person.pk, name])


def page_of(client, person):
    return client.get(reverse("admin:members_user_change", args=[person.pk]))


def test_a_copy_on_request_needs_a_reason_and_stands_in_the_trail(client, staff):
    person = member()

    assert client.post(verb(person, "export"), {"reason": ""}).status_code == 422
    client.post(verb(person, "export"), {"reason": "Asked by letter 14."})

    assert DataExport.objects.get().asked_by == staff
    assert "letter 14" in AuditEvent.objects.get(verb="data.export_asked").label
    again = client.post(verb(person, "export"), {"reason": "Again."})
    assert (again.status_code, DataExport.objects.count()) == (422, 1)


def test_an_erasure_on_request_is_shown_and_can_be_cancelled(client, staff):
    person = member()
    assert client.get(verb(person, "erase")).status_code == 200

    client.post(verb(person, "erase"), {"reason": "طلب خطي رقم 15"})

    erasure = Erasure.objects.get()
    assert (erasure.person, erasure.asked_by, erasure.reason) == (person, staff, "طلب خطي رقم 15")
    page = page_of(client, person)
    assert "طلب خطي رقم 15" in page.content.decode()
    assert {"keep"} == {name for name, _verb in page.context["verbs"]} & {"erase", "keep"}
    client.post(verb(person, "keep"))
    erasure.refresh_from_db()
    assert erasure.cancelled_by == staff
    assert "طلب خطي رقم 15" not in page_of(client, person).content.decode()


def test_staff_erase_neither_themselves_here_nor_other_staff(client, staff):
    other = superuser()

    for person in (staff, other):
        assert client.post(verb(person, "erase"), {"reason": "x"}).status_code == 403
        assert client.post(verb(person, "export"), {"reason": "x"}).status_code == 403
    assert not Erasure.objects.exists()


def test_of_an_erased_person_the_page_is_read_and_never_written(client, staff):
    person = member()
    asked = actions.ask_erasure(person=person, by=person)
    Erasure.objects.filter(pk=asked.pk).update(due_at=kit.now())
    actions.erase_due(at=kit.now())

    page = page_of(client, person)

    assert page.status_code == 200
    assert 'name="name_ar"' not in page.content.decode()
    assert {name for name, _verb in page.context["verbs"]} & {"enable", "export", "erase", "keep"} == set()
    person.refresh_from_db()
    people = client.get(reverse("admin:members_user_changelist"), {"q": person.public_id})
    assert "عضو سابق" in people.content.decode()
