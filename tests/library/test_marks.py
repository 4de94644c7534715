"""Bookmarks and what was useful: one tap, once, counted by province and person."""

import pytest
from django.core.exceptions import PermissionDenied

from library import actions
from library.models import Bookmark, Item, Useful
from tests.factories.library import published
from tests.factories.members import ProvinceFactory, UserFactory, member
from tests.library.test_reading import asked, of, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return published(created_by=member(), title_en="Checklist")


def counts(item):
    return Item.objects.with_usefulness().get(pk=item.pk).useful_counts


def test_useful_counts_people_and_provinces_each_once(item):
    home = ProvinceFactory()
    first, second, third = member(home), member(home), member()
    for by in (first, first, second, third):
        actions.find_useful(item=item, by=by)
    assert counts(item) == {"people": 3, "provinces": 2}
    assert Useful.objects.get(person=first).province == home
    for _ in range(2):
        actions.find_useful(item=item, by=third, is_wanted=False)
    assert counts(item) == {"people": 2, "provinces": 1}


def test_useful_is_said_by_members_of_what_others_share(item):
    for by in (UserFactory(), item.created_by):
        with pytest.raises(PermissionDenied):
            actions.find_useful(item=item, by=by)
    assert counts(item) is None


def test_what_one_may_not_read_is_not_marked():
    hidden = published(is_public=False)
    with pytest.raises(PermissionDenied):
        actions.bookmark(item=hidden, by=UserFactory())
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize(
    ("language", "words"), [("ar", "أفادت محافظة واحدة"), ("en", "Useful to 1 province")]
)
def test_one_tap_on_the_page_and_back(client, item, language, words):
    by = member()
    client.force_login(by)
    for what, model in (("bookmark", Bookmark), ("useful", Useful)):
        address = f"/{language}/library/{item.pk}/{what}/"
        assert [client.post(address).url for _ in range(2)] == [f"{of(item, language)}#marks"] * 2
        assert model.objects.get().person == by
    assert words in page(client, of(item, language))
    assert words in page(client, f"/{language}/library/")
    client.logout()
    assert words in page(client, of(item, language))
    client.force_login(by)
    for what, model in (("bookmark", Bookmark), ("useful", Useful)):
        client.post(f"/{language}/library/{item.pk}/{what}/", {"undo": "1"})
        assert not model.objects.exists()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_my_bookmarks_hold_what_i_may_still_read(client, item, language):
    by = member()
    client.force_login(by)
    address = f"/{language}/library/bookmarks/"
    assert page(client, address)
    gone = published(title_en="Gone", title_ar="ذهبت", created_by=member())
    for one in (item, gone):
        actions.bookmark(item=one, by=by)
    actions.bookmark(item=published(title_en="Of another", title_ar="لغيري"), by=member())
    actions.withdraw(item=gone, by=gone.created_by, reason="x")
    shown = page(client, address)
    assert of(item, language) in shown
    assert not any(words in shown for words in ("Gone", "ذهبت", "Of another", "لغيري"))
    client.post(f"/{language}/library/{gone.pk}/bookmark/", {"undo": "1"})
    answer = client.post(f"/{language}/library/{item.pk}/bookmark/", {"undo": "1", "next": "bookmarks"})
    assert answer.url == address
    assert not Bookmark.objects.filter(person=by).exists()


def test_my_bookmarks_cost_the_same_for_one_and_for_many(client, item):
    by = member()
    client.force_login(by)
    actions.bookmark(item=item, by=by)
    page(client, "/en/library/bookmarks/")
    few = asked(client, "/en/library/bookmarks/")
    for _ in range(15):
        actions.bookmark(item=published(), by=by)
    assert asked(client, "/en/library/bookmarks/") == few <= 8
