"""Collections: whose they are, who reads them, and their order."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from library import actions
from library.actions import collections as limits
from library.models import Collection, CollectionEntry
from tests.factories.library import published
from tests.factories.members import UserFactory, member, staff
from tests.factories.talk import CollectionFactory, entry
from tests.library.test_reading import asked, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine():
    return CollectionFactory(owner=member(), title_en="For the workshop", title_ar="للورشة", is_shared=False)


def order(collection):
    return list(collection.entries.order_by("position").values_list("item", flat=True))


def test_practices_move_one_place_and_stop_at_the_ends(mine):
    a, b, c = (entry(mine) for _ in range(3))
    by = mine.owner
    for moved, is_up in ((c, True), (c, True), (c, True), (b, False)):
        actions.move(entry=moved, by=by, is_up=is_up)
    assert order(mine) == [c.item_id, a.item_id, b.item_id]
    actions.take_out(entry=a, by=by)
    actions.take_out(entry=a, by=by)
    actions.move(entry=b, by=by, is_up=True)
    assert order(mine) == [b.item_id, c.item_id]


def test_the_same_practice_twice_is_one_with_the_newer_note(mine, monkeypatch):
    item = published()
    actions.collect(collection=mine, item=item, by=mine.owner, note="أول")
    actions.collect(collection=mine, item=item, by=mine.owner)
    actions.collect(collection=mine, item=item, by=mine.owner, note="ثانٍ")
    assert CollectionEntry.objects.get().note == "ثانٍ"
    monkeypatch.setattr(limits, "MOST_ITEMS", 1)
    with pytest.raises(ValidationError):
        actions.collect(collection=mine, item=published(), by=mine.owner)


def test_only_the_owner_changes_it_and_only_members_begin_one(mine):
    standing, other = entry(mine), staff()
    for verb in (
        lambda: actions.change_collection(collection=mine, by=other, title_en="x"),
        lambda: actions.collect(collection=mine, item=published(), by=other),
        lambda: actions.move(entry=standing, by=other, is_up=True),
        lambda: actions.keep_note(entry=standing, by=other, note="x"),
        lambda: actions.take_out(entry=standing, by=other),
        lambda: actions.delete_collection(collection=mine, by=other),
        lambda: actions.create_collection(by=UserFactory(), title_en="x"),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert order(mine) == [standing.item_id]


def test_what_one_may_not_read_is_neither_put_in_nor_shown(client):
    hidden = published(is_public=False, title_en="Hidden")
    owner = UserFactory()
    collection = CollectionFactory(owner=owner)
    with pytest.raises(PermissionDenied):
        actions.collect(collection=collection, item=hidden, by=owner)
    entry(collection, hidden)
    client.force_login(owner)
    assert "Hidden" not in page(client, f"/en/library/collections/{collection.pk}/")
    client.force_login(member())
    assert "Hidden" in page(client, f"/en/library/collections/{collection.pk}/")


@pytest.mark.parametrize(
    ("who", "private", "shared"),
    [("owner", 200, 200), ("member", 404, 200), ("staff", 404, 200), ("newcomer", 404, 404)],
)
def test_who_reads_a_collection(client, mine, who, private, shared):
    people = {"owner": lambda: mine.owner, "member": member, "staff": staff, "newcomer": UserFactory}
    client.force_login(people[who]())
    address = f"/en/library/collections/{mine.pk}/"
    page(client, address, private)
    Collection.objects.update(is_shared=True)
    page(client, address, shared)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_from_the_page_of_a_practice_into_a_new_collection_and_in_order(client, language):
    by, first, second = member(), published(), published()
    client.force_login(by)
    root = f"/{language}/library"
    page(client, f"{root}/{first.pk}/collections/")
    assert client.post(f"{root}/{first.pk}/collections/", {"note": "x"}).status_code == 422
    answer = client.post(f"{root}/{first.pk}/collections/", {"title": "ورشة البصرة", "note": "للبداية"})
    kept = Collection.objects.get()
    assert (answer.url, str(kept.title), kept.is_shared) == (
        f"{root}/collections/{kept.pk}/",
        "ورشة البصرة",
        False,
    )
    client.post(f"{root}/{second.pk}/collections/", {"collection": kept.pk})
    last = kept.entries.get(item=second)
    assert client.post(f"{root}/collections/entries/{last.pk}/move/", {"up": "1"}).status_code == 302
    assert order(kept) == [second.pk, first.pk]
    client.post(f"{root}/collections/entries/{last.pk}/", {"note": "أقصر الطرق"})
    shown = page(client, answer.url)
    assert shown.index("أقصر الطرق") < shown.index("للبداية")
    words = {"title_ar": "ورشة نينوى", "description_en": "For the second day", "is_shared": "on"}
    assert client.post(f"{root}/collections/{kept.pk}/edit/", {"title_ar": ""}).status_code == 422
    client.post(f"{root}/collections/{kept.pk}/edit/", words)
    client.post(f"{root}/collections/entries/{last.pk}/removal/")
    assert "For the second day" in page(client, answer.url)
    client.force_login(member())
    assert "ورشة نينوى" in page(client, f"{root}/collections/")
    client.force_login(by)
    client.post(f"{root}/collections/{kept.pk}/deletion/")
    assert not Collection.objects.exists()


@pytest.mark.parametrize("what", ["list", "one"])
def test_pages_cost_the_same_for_few_and_for_many(client, mine, what):
    client.force_login(mine.owner)
    entry(mine)
    entry()
    address = "/en/library/collections/" + (f"{mine.pk}/" if what == "one" else "")
    page(client, address)
    few = asked(client, address)
    for _ in range(15):
        entry(mine)
        entry()
    assert asked(client, address) == few <= 8
