"""Every list, form, row and history of the project's admin opens over the demonstration, for the group."""

import re
from itertools import product

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import translation

from en_portal.demo import seed
from members.models import User
from tests.laws import APPS

LUMA = "luma.tariq@taqadum.example"
MOST_CHOICES = 4  # of one filter: provinces, verbs and people are many, and alike


@pytest.fixture
def staff(client, db):
    seed.load("a-demonstration-password")
    person = User.objects.get(email=LUMA)
    assert not person.is_superuser
    client.force_login(person)
    return person


def ours():
    return {m: each for m, each in admin.site._registry.items() if m._meta.app_label in APPS}


def pages(client, model, each):
    """The addresses of a model's admin, and what its filters lead to."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    rows = reverse(f"{name}_changelist")
    shown = client.get(rows)
    assert shown.status_code == 200, rows
    if each.has_add_permission(shown.wsgi_request):
        yield reverse(f"{name}_add")
    if each.search_fields:
        yield f"{rows}?q=نور babil"
    for spec in shown.context["cl"].filter_specs:
        choices = [one for one in spec.choices(shown.context["cl"]) if "query_string" in one]
        yield from (rows + one["query_string"] for one in choices[:MOST_CHOICES])
    if row := each.get_queryset(shown.wsgi_request).first():
        yield reverse(f"{name}_change", args=[row.pk])
        yield reverse(f"{name}_history", args=[row.pk])


def test_every_page_of_the_admin_opens_in_both_languages(client, staff):
    faults, opened = [], 0
    for language, (model, each) in product(["ar", "en"], ours().items()):
        with translation.override(language):
            for address in pages(client, model, each):
                response, opened = client.get(address), opened + 1
                missing = re.findall("⟦.*?⟧", response.content.decode())
                if response.status_code != 200 or missing:
                    faults.append((address, response.status_code, missing))

    assert not faults
    assert opened > 10 * len(ours())
