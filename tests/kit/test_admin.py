"""The base of the admin: the portal's sign-in, inputs for both scripts, lists that cost the same, a trail."""

import datetime
import json
import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.functional import empty

from kit.admin import ModelAdmin
from members.models import AuditEvent, Province, Role, Service
from tests.factories.members import (
    CriterionFactory,
    ProvinceFactory,
    ServiceFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    person = UserFactory(is_staff=True, is_superuser=True, language="ar")
    client.force_login(person)
    return person


def test_the_admin_has_no_sign_in_of_its_own(client):
    response = client.get("/ar/admin/login/?next=/ar/admin/members/user/")

    assert response.status_code == 302
    assert response["Location"] == "/ar/accounts/login/?next=/ar/admin/members/user/"


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_sign_in_leads_nowhere_else(client, target):
    response = client.get(f"/en/admin/login/?next={target}")

    assert response["Location"] == "/en/accounts/login/?next=/en/admin/"


def test_who_is_no_staff_is_refused(client):
    client.force_login(UserFactory())

    assert client.get("/ar/admin/login/").status_code == 403
    assert client.get("/ar/admin/", follow=True).status_code == 403


def test_staff_who_are_signed_in_go_on(client, staff):
    assert (
        client.get("/ar/admin/login/?next=/ar/admin/members/user/")["Location"] == "/ar/admin/members/user/"
    )


def test_staff_see_only_what_they_may(client):
    person = UserFactory(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_province"))
    client.force_login(person)

    assert client.get("/en/admin/members/province/").status_code == 200
    assert client.get("/en/admin/members/service/").status_code == 403


def test_the_list_of_all_models_is_made_for_the_index_alone(client, staff):
    one, index = (client.get(f"/en/admin/{page}") for page in ("members/province/", ""))

    assert one.context["available_apps"]._wrapped is empty
    assert {"members", "mailing", "kit"} <= {app["app_label"] for app in index.context["app_list"]}
    assert client.get("/en/admin/members/").context["app_list"][0]["app_label"] == "members"
    assert client.get("/en/admin/nothing/").status_code == 404


def test_style_attributes_are_allowed_in_the_admin_alone(client, staff):
    assert "style-src-attr 'unsafe-inline'" in client.get("/ar/admin/")["Content-Security-Policy"]
    assert "style-src-attr" not in client.get("/ar/accounts/email/")["Content-Security-Policy"]


def test_the_admin_is_right_to_left_in_arabic_and_leads_to_the_other_language(client, staff):
    page = client.get("/ar/admin/members/province/").content.decode()

    assert '<html lang="ar" dir="rtl">' in page
    assert 'href="/en/admin/members/province/"' in page
    assert "⟦" not in page.partition('<main id="content-start"')[0]


def test_inputs_read_either_digits_and_use_the_browsers_pickers(client, staff):
    form = client.get("/ar/admin/members/service/add/").content.decode()
    province = client.get("/ar/admin/members/province/add/").content.decode()

    assert 'type="date" name="from_on"' in form
    assert 'inputmode="numeric"' in province
    assert 'type="number"' not in form + province
    assert 'lang="ar" dir="auto"' in province


def test_a_number_in_arabic_digits_is_saved(client, staff):
    team = TeamFactory()
    person = UserFactory()

    response = client.post(
        reverse("admin:members_service_add"),
        {
            "person": person.pk,
            "team": team.pk,
            "role": Service._meta.get_field("role").choices[0][0],
            "from_on": "٢٠٢٦-٠٣-٠١",
        },
    )

    assert response.status_code == 302, response.context["errors"]
    assert Service.objects.get().from_on == datetime.date(2026, 3, 1)


class PlainList(ModelAdmin):
    """Says nothing about keys: the base joins those that it shows."""

    list_display = ["person", "team", "role"]


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_with_one_row_and_with_thirty(rf, staff, rows, django_assert_num_queries):
    ServiceFactory.create_batch(rows)
    request = rf.get("/")
    request.user = staff
    shown = PlainList(Service, admin.site)

    with django_assert_num_queries(2):  # how many, and the rows with their people and teams
        changes = shown.get_changelist_instance(request)
        people = [(row.person.name_ar, row.team.name_ar) for row in changes.result_list]

    assert len(people) == rows


@pytest.mark.parametrize("versions", [1, 30])
def test_a_history_costs_the_same_with_one_version_and_with_thirty(
    client, staff, versions, django_assert_max_num_queries
):
    province = ProvinceFactory()
    for number in range(versions - 1):
        province.region = f"region {number}"
        province._history_user = UserFactory()
        province.save()

    with django_assert_max_num_queries(10):
        response = client.get(reverse("admin:members_province_history", args=[province.pk]))

    assert response.context["page_obj"].paginator.count == versions


def test_a_history_says_choices_in_words_and_an_empty_key_is_no_deleted_row(client, staff):
    service = ServiceFactory(confirmed_by=None, role=Role.POSC)
    service.confirmed_by, service.role = UserFactory(name_ar="سعد ناجي"), Role.LEADER
    service.save()

    page = client.get(f"/en/admin/members/service/{service.pk}/history/").content.decode()

    assert "team leader" in page
    assert "سعد ناجي" in page
    assert "Deleted" not in page


def test_an_export_is_remembered(client, staff):
    CriterionFactory.create_batch(3)

    response = client.post(
        reverse("admin:members_criterion_export"),
        {"format": "2", "criterionresource_id": "on", "resource": ""},
    )

    assert response.status_code == 200
    assert len(json.loads(response.content)) == 3
    event = AuditEvent.objects.get(verb="admin.exported")
    assert (event.actor, event.label) == (staff, "members.Criterion (3)")


def test_formulae_are_made_harmless_in_exports(client, staff):
    CriterionFactory(name_en="=HYPERLINK(1)")

    response = client.post(
        reverse("admin:members_criterion_export"),
        {"format": "1", "criterionresource_name_en": "on", "resource": ""},
    )

    assert b"=HYPERLINK" not in response.content
    assert b"HYPERLINK" in response.content


def test_an_import_is_previewed_confirmed_and_remembered(client, staff):
    province = ProvinceFactory(name_en="Old name")
    rows = f"id,code,name_en\n{province.pk},{province.code},New name\n".encode()
    address = reverse("admin:members_province_import")

    preview = client.post(
        address, {"format": "1", "import_file": SimpleUploadedFile("a.csv", rows), "resource": ""}
    )
    assert re.search(r"<del[^>]*>Old</del><ins[^>]*>New</ins>", preview.content.decode())
    assert Province.objects.get().name_en == "Old name"
    confirmed = preview.context["confirm_form"].initial
    client.post(reverse("admin:members_province_process_import"), confirmed | {"resource": ""})

    assert Province.objects.get().name_en == "New name"
    assert AuditEvent.objects.filter(verb="admin.imported", actor=staff).count() == 1
    assert province.history.count() == 2


def test_a_damaged_import_says_so(client, staff):
    rubbish = SimpleUploadedFile("a.xlsx", b"\x00\x01rubbish")

    response = client.post(
        reverse("admin:members_province_import"), {"format": "0", "import_file": rubbish, "resource": ""}
    )

    assert response.status_code == 200
    assert response.context["form"].errors
