"""What staff do to many items at once: a page asks, each item is its own transaction, each fate is told."""

import csv
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from library.actions import bulk
from library.admin.bulk import VERBS
from library.models import Item, Withdrawal
from members.models import AuditEvent
from tests.factories.library import RevisionFactory, TagFactory, published
from tests.factories.members import CriterionFactory, member, staff

pytestmark = pytest.mark.django_db
LIST = "/en/admin/library/item/"


@pytest.fixture
def admin(client):
    client.force_login(staff())
    return client


def choose(action, **given):
    return {"action": action, "_selected_action": list(Item.objects.values_list("pk", flat=True)), **given}


def confirm(admin, action, **given):
    answer = admin.post(LIST, choose(action, confirmed="yes", **given), follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_items_are_withdrawn_together_with_a_reason(admin):
    items = [published(), published()]
    RevisionFactory()
    page = admin.post(LIST, choose("withdraw")).content.decode()
    assert page.count('name="_selected_action"') == 2
    answer = admin.post(LIST, choose("withdraw", confirmed="yes", reason=" "))
    assert (answer.status_code, "Say why" in answer.content.decode()) == (422, True)
    assert not Withdrawal.objects.exists()
    confirm(admin, "withdraw", reason="The law has changed.")
    assert {row.item_id for row in Withdrawal.objects.all()} == {item.pk for item in items}
    assert confirm(admin, "withdraw", reason="Again.") == ["This fits none of the chosen rows."]


def test_each_fate_is_told_and_one_refusal_holds_up_no_other(admin):
    tag, items = TagFactory(slug="zoning", name_en="Zoning"), [published(), published()]
    items[0].tags.add(tag)
    said = confirm(admin, "tag", tags=[tag.pk])
    assert len(said) == 2
    assert "1 row: Add tags." in said[0]
    assert said[1].endswith("it is so already.")
    assert all(tag in item.tags.all() for item in items)
    assert Item.objects.filter(search="zone").count() + Item.objects.filter(search="=zoning").count() > 0
    assert AuditEvent.objects.filter(verb="library.tagged").count() == 1
    confirm(admin, "untag", tags=[tag.pk])
    assert not tag.items.exists()


def test_who_may_read_and_the_criterion_are_set(admin, client):
    item, criterion = published(), CriterionFactory()
    confirm(admin, "set_audience", audience="members")
    confirm(admin, "assign_criterion", criterion=criterion.pk)
    item.refresh_from_db()
    assert (item.is_public, item.criterion) == (False, criterion)
    client.logout()
    assert client.get(f"/en/library/{item.pk}/").status_code == 404
    admin.force_login(staff())
    confirm(admin, "assign_criterion", criterion="")
    item.refresh_from_db()
    assert item.criterion is None
    assert item.history.count() >= 3


@pytest.mark.parametrize("verb", ["add_tags", "remove_tags", "open_to", "assign_criterion"])
def test_the_verbs_are_for_staff_and_not_for_what_was_withdrawn(verb):
    given = {"add_tags": {"tags": [TagFactory()]}, "remove_tags": {"tags": [TagFactory()]}}
    given |= {"open_to": {"is_public": False}, "assign_criterion": {"criterion": None}}
    item = published()
    with pytest.raises(PermissionDenied):
        getattr(bulk, verb)(item=item, by=item.created_by, **given[verb])
    Withdrawal.objects.create(item=item, by=member(), reason="Old.")
    with pytest.raises(PermissionDenied):
        getattr(bulk, verb)(item=item, by=staff(), **given[verb])


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", VERBS)
def test_one_item_has_the_same_verbs(admin, language, name):
    item = published(tags=[TagFactory()])
    address = f"/{language}/admin/library/item/{item.pk}/"
    assert f"/verbs/{name}/" in admin.get(f"{address}change/").content.decode()
    assert admin.get(f"{address}verbs/{name}/").status_code == 200


def test_items_leave_as_a_sheet_with_harmless_cells_and_few_queries(admin):
    wanted = {"format": "1", "resource": "0", **{f"itemresource_{name}": "on" for name in (
        "number", "title_ar", "title_en", "tags", "files", "contributors", "kind")}}  # fmt: skip
    tag, counts = TagFactory(), []
    for count in (1, 9):
        for _ in range(count):
            item = published(title_en="=cmd|' /C calc'!A0", tags=[tag], files=[{"name": "a.pdf"}])
            item.contributors.create(name="علي")
        with CaptureQueriesContext(connection) as asked:
            content = admin.post(f"{LIST}export/", wanted).content.decode()
        counts.append(len(asked))
    rows = list(csv.DictReader(io.StringIO(content)))
    assert len(rows) == 10
    assert {(row["tags"], row["files"], row["contributors"]) for row in rows} == {(tag.slug, "a.pdf", "علي")}
    assert not any(row["title_en"].startswith("=") for row in rows)
    assert counts[0] == counts[1]
    assert AuditEvent.objects.filter(verb="admin.exported").count() == 2
