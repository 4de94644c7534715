"""Every page of membership's admin opens in both languages, and costs the same with one row and thirty."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.standing import STAFF_GROUP
from tests.factories.members import UserFactory, staff
from tests.members.admin_world import ROWS, more_of_the_whole

pytestmark = pytest.mark.django_db


def queries_of(client, address):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(captured)


def the_admin(label):
    return next(each for model, each in admin.site._registry.items() if model._meta.label_lower == label)


def address(label, *parts, language="ar"):
    return "/".join(["", language, "admin", label.replace(".", "/"), *map(str, parts), ""])


def of_the_group():
    person = UserFactory(is_staff=True)
    person.groups.add(Group.objects.get(name=STAFF_GROUP))
    return person


def test_every_model_of_members_is_tried():
    registered = {m._meta.label_lower for m in admin.site._registry if m._meta.app_label == "members"}

    assert registered == set(ROWS)


@pytest.mark.parametrize("label", ROWS)
def test_a_list_costs_the_same_with_one_row_and_with_thirty(client, label):
    client.force_login(staff())
    ROWS[label](0)
    client.get(address(label))
    few = queries_of(client, address(label))

    for n in range(1, 30):
        ROWS[label](n)

    assert queries_of(client, address(label)) == few


@pytest.mark.parametrize("label", ROWS)
def test_a_form_costs_the_same_with_one_part_and_with_thirty(client, label):
    client.force_login(staff())
    row = ROWS[label](0)
    more_of_the_whole(row, label, 0)
    change = address(label, row.pk, "change")
    client.get(change)
    few = queries_of(client, change)

    for n in range(1, 30):
        ROWS[label](n)
        more_of_the_whole(row, label, n)

    assert queries_of(client, change) == few


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("label", ROWS)
def test_every_page_opens_for_staff_of_the_group(client, label, language):
    person = of_the_group()
    client.force_login(person)
    row, each = ROWS[label](0), the_admin(label)
    pages = [address(label, language=language), address(label, row.pk, "change", language=language)]
    pages.append(address(label, row.pk, "history", language=language))
    pages.append(f"{pages[0]}?q=علي 5")
    shown = client.get(pages[0]).context["cl"]
    for spec in shown.filter_specs:
        for choice in spec.choices(shown):
            if "query_string" in choice:
                pages.append(pages[0] + choice["query_string"])
    request = client.get(pages[0]).wsgi_request
    if each.has_add_permission(request):
        pages.append(address(label, "add", language=language))

    for page in pages:
        response = client.get(page)
        assert response.status_code == 200, page
        assert "⟦" not in response.content.decode(), page


@pytest.mark.parametrize("label", ROWS)
def test_what_is_read_only_is_refused_to_a_post(client, label):
    """The group changes what the admin lets it change, and nothing past it."""
    client.force_login(of_the_group())
    row, each = ROWS[label](0), the_admin(label)
    request = client.get(address(label)).wsgi_request

    may = each.has_change_permission(request, row)
    status = client.post(address(label, row.pk, "change"), {}).status_code

    assert (status == 403) is not may
