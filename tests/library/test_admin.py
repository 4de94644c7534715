"""The library for Taqadum staff: constant lists, verbs with reasons, nothing published by hand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from library.models import Item, Revision, Withdrawal
from tests.factories.library import (
    RevisionFactory,
    TagFactory,
    published,
    submitted,
)
from tests.factories.members import CriterionFactory, member, staff

pytestmark = pytest.mark.django_db
MODELS = ["item", "revision", "attachment", "tag", "withdrawal", "contributor", "result"]


@pytest.fixture
def admin(client):
    client.force_login(staff())
    return client


def fill(count):
    for _ in range(count):
        item = published(files=[{}], results=[{}], tags=[TagFactory()], criterion=CriterionFactory())
        item.contributors.create(name="علي")
        Withdrawal.objects.create(item=item, by=member(), reason="Old.")
        RevisionFactory()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_lists_cost_the_same_for_one_and_for_thirty(admin, model, language):
    address = f"/{language}/admin/library/{model}/"
    counts = []
    for count in (1, 29):
        fill(count)
        admin.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert admin.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("model", MODELS)
def test_lists_are_searched_and_rows_opened(admin, model):
    fill(1)
    address = f"/en/admin/library/{model}/"
    assert admin.get(address, {"q": "a"}).status_code == 200
    answer = admin.get(address)
    for row in answer.context["cl"].result_list:
        assert admin.get(f"{address}{row.pk}/change/").status_code == 200


def test_deleting_a_withdrawal_lets_readers_find_the_item_again(admin):
    fill(1)
    row = Withdrawal.objects.get()
    assert admin.post(f"/en/admin/library/withdrawal/{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert Item.objects.published().get() == row.item


def test_what_was_submitted_is_read_only_and_a_draft_is_not(admin):
    sealed, draft = submitted(), RevisionFactory()
    address = "/en/admin/library/revision/{}/change/"
    assert b'name="title_en"' not in admin.get(address.format(sealed.pk)).content
    assert b'name="title_en"' in admin.get(address.format(draft.pk)).content
    assert admin.post(address.format(sealed.pk), {"title_en": "Changed"}).status_code == 403
    assert Revision.objects.get(pk=sealed.pk).title_en == "Tender checklist"


@pytest.mark.parametrize("model", ["item", "revision", "attachment", "withdrawal", "result"])
def test_rows_are_made_by_verbs_not_by_hand(admin, model):
    assert admin.get(f"/en/admin/library/{model}/add/").status_code == 403


@pytest.mark.parametrize("model", ["item", "revision", "attachment", "result"])
def test_nothing_is_deleted_by_hand(admin, model):
    fill(1)
    for row in admin.get(f"/en/admin/library/{model}/").context["cl"].result_list:
        answer = admin.post(f"/en/admin/library/{model}/{row.pk}/delete/", {"post": "yes"})
        assert answer.status_code == 403


def test_changed_facts_are_found_by_search(admin):
    item = published(province=None)
    criterion = CriterionFactory(name_en="Zeppelins")
    page = f"/en/admin/library/item/{item.pk}/change/"
    form = {
        "kind": item.kind, "criterion": criterion.pk, "is_public": "on",
        "province": "", "theme": "", "year": "",
        "contributors-TOTAL_FORMS": "0", "contributors-INITIAL_FORMS": "0",
    }  # fmt: skip
    assert admin.post(page, form).status_code == 302
    assert Item.objects.filter(pk=item.pk, search="zeppelin").exists()


def test_items_are_never_imported_as_rows(admin):
    assert admin.get("/en/admin/library/item/import/").status_code == 403
