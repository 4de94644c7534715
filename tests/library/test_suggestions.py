"""What the search box offers while one types: any spelling, only what the reader may see, one question."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kit.text import spelled
from library import actions, indexing, phrases
from library.models import Item, Phrase
from library.views import suggestions
from tests.factories.library import TagFactory, published
from tests.factories.members import UserFactory, member, staff
from tests.racing import at_once

pytestmark = pytest.mark.django_db
ADDRESS = "/en/library/suggestions/"


def offered(client, typed, address=ADDRESS):
    return [row["text"] for row in client.get(address, {"q": typed}).json()["rows"]]


def titled(title_ar="", title_en="", **fields):
    return published(title_ar=title_ar, title_en=title_en, summary_ar="", summary_en="", **fields)


def test_words_are_spelled_as_they_stand():
    assert spelled("الإدارةُ الـجيدة, Tender's 2026") == [
        ("الاداره", "الإدارة"),
        ("الجيده", "الجيدة"),
        ("tender", "tender"),
        ("2026", "2026"),
    ]


@pytest.mark.parametrize("typed", ["إدار", "ادار", "أدار", "الادار", "الإدار", "إدارة", "اداره"])
def test_any_spelling_begins_so(client, typed):
    titled("الإدارة الإلكترونية للمعاملات")
    assert offered(client, typed)[-1] == "الإدارة الإلكترونية للمعاملات"


def test_a_title_a_tag_and_a_word_and_each_once(client):
    tag = TagFactory(name_en="Tendering", name_ar="مناقصات")
    titled(title_en="Tender notices that reach everybody", tags=[tag])
    titled(title_en="A better tender")
    rows = client.get(ADDRESS, {"q": "Tend"}).json()
    assert [(row["text"], row["kind"]) for row in rows["rows"]] == [
        ("tender", ""),
        ("Tendering", "tag"),
        ("Tender notices that reach everybody", "title"),
    ]
    assert rows["said"] == "3 suggestions"


def test_the_last_word_is_completed_and_what_stands_before_it_stays(client):
    titled(title_en="Citizen complaints")
    assert offered(client, "Water compl") == ["Water complaints"]
    assert offered(client, "Citizen complaints") == []
    assert offered(client, "citizen ") == ["Citizen complaints"]


def test_the_most_frequent_words_come_first_and_never_more_than_eight(client):
    for number in range(12):
        titled(title_en=f"Water point {number}")
    titled(title_en="Waste and water")
    found = offered(client, "wa")
    assert found[:2] == ["water", "waste"]
    assert len(found) == phrases.SHOWN


@pytest.mark.parametrize("typed", ["", " ", "t", "%", "_", "\x00", "'", "x" * 500, "\U0010ffff", "the"])
def test_nothing_to_say(client, typed):
    titled(title_en="Tender notices")
    answer = client.get(ADDRESS, {"q": typed})
    assert (answer.status_code, answer.json()["rows"]) == (200, [])


def test_nobody_learns_a_word_of_what_they_may_not_read(client):
    hidden = titled(title_en="Zeppelin register", is_public=False)
    withdrawn = titled(title_en="Zeppelin yard")
    actions.withdraw(item=withdrawn, by=staff(), reason="x")
    assert offered(client, "zep") == []
    client.force_login(UserFactory())
    assert offered(client, "zep") == []
    client.force_login(member())
    assert offered(client, "zep") == ["zeppelin", "Zeppelin register"]
    Item.objects.filter(pk=hidden.pk).update(is_public=True)
    client.logout()
    assert offered(client, "zep") == ["zeppelin", "Zeppelin register"]


def test_a_new_version_takes_its_old_words_back(client):
    item = titled(title_en="Zeppelin register")
    other = titled(title_en="Zeppelin yard")
    revision = item.published_revision
    type(revision).objects.filter(pk=revision.pk).update(title_en="Balloon register")
    indexing.index(item)
    assert offered(client, "zep") == ["zeppelin", "Zeppelin yard"]
    assert Phrase.objects.get(kind="word", key="zeppelin").uses == 1
    assert list(Phrase.objects.get(kind="title", key="zeppelin register").items.all()) == []
    indexing.index(other)
    assert Phrase.objects.get(kind="word", key="zeppelin").uses == 1


def test_one_question_however_many_items(client):
    def asked(typed):
        with CaptureQueriesContext(connection) as captured:
            offered(client, typed)
        return len(captured)

    titled(title_en="Water point")
    assert asked("wat") == 1
    for number in range(20):
        titled(title_en=f"Water point {number}")
    assert asked("wat") == asked("water poi") == 1
    assert asked("w") == 0


def test_kept_in_the_readers_own_browser_and_limited(client, monkeypatch):
    titled(title_en="Water point")
    answer = client.get(ADDRESS, {"q": "wat"})
    assert (
        answer["Cache-Control"] == "max-age=60, private" or answer["Cache-Control"] == "private, max-age=60"
    )
    assert "Cookie" in answer["Vary"]
    client.force_login(member())
    assert "no-store" in client.get(ADDRESS, {"q": "wat"})["Cache-Control"]
    monkeypatch.setattr(suggestions, "ASKED", 0)
    assert client.get(ADDRESS, {"q": "wat"}).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_two_publications_at_once_count_their_shared_words(client):
    first, second = titled(title_en="Alpha water"), titled(title_en="Beta water")
    for item in (first, second):
        revision = item.published_revision
        type(revision).objects.filter(pk=revision.pk).update(title_en=f"{revision.title_en} point")
    held = Phrase.objects.get(kind="title", key="alpha water")
    second.phrases.add(held)  # both let it go: they meet at its row
    Phrase.objects.filter(pk=held.pk).update(uses=2)
    answers = at_once(lambda: indexing.index(first), lambda: indexing.index(second), held=held)
    assert answers == [None, None]
    assert Phrase.objects.get(kind="word", key="water").uses == 2
    assert Phrase.objects.get(kind="word", key="point").uses == 2
