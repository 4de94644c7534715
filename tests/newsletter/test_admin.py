"""Editions in the admin: constant lists, words that stay as they were reviewed."""

import pytest
from django.urls import reverse

from newsletter.models import Edition
from tests.factories.members import staff
from tests.factories.newsletter import (
    EditionFactory,
    EntryFactory,
    ReaderImportFactory,
    in_the_archive,
    released,
    with_item,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(staff())
    return client


def queries_of(client, url):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("model", ["edition", "entry", "readerimport", "readerrow"])
def test_lists_ask_the_same_of_the_database_for_1_and_for_30(admin, model):
    url = reverse(f"admin:newsletter_{model}_changelist")
    with_item(EditionFactory())
    ReaderImportFactory()
    first = queries_of(admin, url)
    in_the_archive(29)
    for _n in range(29):
        with_item(EditionFactory())
        ReaderImportFactory()

    assert queries_of(admin, url) == first


def test_an_edition_in_work_is_edited_with_its_entries(admin):
    edition = EditionFactory()
    EntryFactory(edition=edition)

    page = admin.get(reverse("admin:newsletter_edition_change", args=[edition.pk])).content.decode()

    assert 'name="welcome_ar"' in page
    assert 'name="entries-0-title_ar"' in page
    assert 'name="released_at_0"' not in page


def test_a_released_edition_is_read_only_and_stays(admin):
    edition = released()

    page = admin.get(reverse("admin:newsletter_edition_change", args=[edition.pk])).content.decode()
    refused = admin.post(reverse("admin:newsletter_edition_delete", args=[edition.pk]), {"post": "yes"})

    assert 'name="welcome_ar"' not in page
    assert 'name="entries-0-title_ar"' not in page
    assert refused.status_code == 403
    assert Edition.objects.filter(pk=edition.pk).exists()


def test_an_edition_made_by_hand_has_its_maker(admin):
    data = {"number": 40, "month": "2030-01-01", "entries-TOTAL_FORMS": 0, "entries-INITIAL_FORMS": 0}

    admin.post(reverse("admin:newsletter_edition_add"), data)

    assert Edition.objects.get(number=40).created_by.is_staff


def test_editors_are_told_of_words_that_staff_changed_in_the_admin(admin):
    edition = EditionFactory()
    url = reverse("admin:newsletter_edition_change", args=[edition.pk])
    data = {"number": edition.number, "month": f"{edition.month:%Y-%m-%d}", "title_en": "By staff"}

    answer = admin.post(url, data | {"entries-TOTAL_FORMS": 0, "entries-INITIAL_FORMS": 0})

    edition.refresh_from_db()
    assert answer.status_code == 302
    assert (edition.title_en, edition.saves, edition.saved_by.is_staff) == ("By staff", 1, True)
