"""The list: search, filters with counts, pages, and never more questions to the database."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

import kit
from library import facets
from library.models import Item, Kind, Revision
from library.views import lists
from tests.factories.library import RevisionFactory, TagFactory, published, submitted
from tests.factories.members import CriterionFactory, ProvinceFactory, member, staff
from tests.factories.themes import ThemeFactory

pytestmark = pytest.mark.django_db
LIST = "/en/library/"


def rows(answer):
    return [row["item"].pk for row in answer.context["rows"]]


def counts(answer, name):
    return {choice.value: choice.count for choice in answer.context["counts"].by[name].values()}


def questions(client, address):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_visitors_see_what_is_public_newest_first(client):
    old = published(published_at=kit.now() - datetime.timedelta(days=3))
    new = published()
    published(is_public=False)
    RevisionFactory()
    submitted()
    assert rows(client.get(LIST)) == [new.pk, old.pk]
    assert rows(client.get(LIST + "?order=oldest")) == [old.pk, new.pk]


def test_members_see_their_own_shelf_too(client):
    open_, closed = published(), published(is_public=False)
    client.force_login(member())
    assert set(rows(client.get(LIST))) == {open_.pk, closed.pk}


@pytest.fixture
def shelf():
    babil, wasit = (
        ProvinceFactory(code="IQ-BB", name_en="Babil"),
        ProvinceFactory(code="IQ-WA", name_en="Wasit"),
    )
    leadership, processes = CriterionFactory(number=1), CriterionFactory(number=5)
    theme = ThemeFactory()
    return {
        "a": published(kind=Kind.TOOL, province=babil, criterion=leadership, year=2012, title_ar=""),
        "b": published(kind=Kind.TOOL, province=wasit, criterion=processes, theme=theme, year=2013),
        "c": published(kind=Kind.MANUAL, province=babil, criterion=processes, year=2013),
        "d": published(kind=Kind.MANUAL, province=None, title_en=""),
        "theme": theme,
    }


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kind=tool", "ab"),
        ("kind=tool&kind=manual", "abcd"),
        ("province=IQ-BB", "ac"),
        ("province=IQ-BB&kind=manual", "c"),
        ("criterion=5", "bc"),
        ("criterion=٥", "bc"),
        ("year=2012", "a"),
        ("language=ar", "bcd"),
        ("language=en&language=ar", "abcd"),
        ("language=en&kind=manual", "c"),
        ("province=IQ-XX", ""),
        ("kind=nonsense&year=x&criterion=99999999999&language=fr", "abcd"),
    ],
)
def test_filters(client, shelf, query, names):
    answer = client.get(f"{LIST}?{query}")
    assert set(rows(answer)) == {shelf[name].pk for name in names}
    assert answer.context["counts"].total == len(names)


def test_filter_by_theme(client, shelf):
    assert rows(client.get(f"{LIST}?theme={shelf['theme'].pk}")) == [shelf["b"].pk]


def test_each_choice_counts_what_it_would_show(client, shelf):
    answer = client.get(LIST)
    assert counts(answer, "kind") == {"tool": 2, "manual": 2}
    assert counts(answer, "province") == {"IQ-BB": 2, "IQ-WA": 1}
    assert counts(answer, "criterion") == {"1": 1, "5": 2}
    assert counts(answer, "year") == {"2012": 1, "2013": 2}
    assert counts(answer, "language") == {"ar": 3, "en": 3}
    assert counts(answer, "theme") == {str(shelf["theme"].pk): 1}


def test_a_chosen_filter_still_offers_its_other_values(client, shelf):
    answer = client.get(f"{LIST}?kind=tool")
    assert counts(answer, "kind") == {"tool": 2, "manual": 2}
    assert counts(answer, "province") == {"IQ-BB": 1, "IQ-WA": 1}
    answer = client.get(f"{LIST}?kind=tool&province=IQ-BB")
    assert counts(answer, "kind") == {"tool": 1, "manual": 1}
    assert counts(answer, "province") == {"IQ-BB": 1, "IQ-WA": 1}


def test_a_chosen_value_without_items_keeps_its_name(client, shelf):
    answer = client.get(f"{LIST}?province=IQ-WA&year=2012")
    assert counts(answer, "province") == {"IQ-BB": 1, "IQ-WA": 0}
    assert "Wasit" in answer.content.decode()


def test_a_practice_of_several_provinces_stands_under_each_of_them_once(client, shelf):
    wasit = shelf["b"].province
    shelf["a"].partners.add(wasit)
    shelf["b"].partners.add(wasit)  # the leading one said twice
    answer = client.get(LIST)
    assert counts(answer, "province") == {"IQ-BB": 2, "IQ-WA": 2}
    assert answer.context["counts"].total == 4
    answer = client.get(f"{LIST}?province=IQ-WA")
    assert set(rows(answer)) == {shelf["a"].pk, shelf["b"].pk}
    assert answer.context["counts"].total == 2
    assert counts(answer, "province") == {"IQ-BB": 2, "IQ-WA": 2}
    assert counts(answer, "kind") == {"tool": 2}
    answer = client.get(f"{LIST}?province=IQ-WA&kind=tool&year=2012")
    assert rows(answer) == [shelf["a"].pk]
    assert counts(answer, "province") == {"IQ-BB": 1, "IQ-WA": 1}


def test_chips_lead_to_the_list_without_them(client, shelf):
    answer = client.get(f"{LIST}?q=&kind=tool&province=IQ-BB")
    page = answer.content.decode()
    assert 'href="?province=IQ-BB"' in page
    assert 'href="?kind=tool"' in page


def test_search_with_filters_and_counts(client, shelf):
    title = Revision.objects.get(published_item=shelf["b"]).title_en
    answer = client.get(LIST, {"q": title, "kind": "tool"})
    assert rows(answer)[0] == shelf["b"].pk
    assert counts(answer, "kind")["tool"] == answer.context["counts"].total
    assert "<mark>" in answer.content.decode()


def test_why_it_was_found_is_shown_when_the_title_does_not_say_it(client):
    published(body_en="<p>One step and a zeppelin.</p>", files=[{"name": "guide.pdf"}])
    published(files=[{"name": "guide.pdf", "text": "words and then a dirigible inside"}])
    assert "a <mark>zeppelin</mark>." in client.get(f"{LIST}?q=zeppelin").content.decode()
    assert "<bdi>guide.pdf</bdi>: words" in client.get(f"{LIST}?q=dirigible").content.decode()


def test_nothing_found_offers_the_word_that_was_meant(client):
    published(title_en="Tender checklist")
    answer = client.get(f"{LIST}?q=tendr")
    assert rows(answer) == []
    assert 'href="?q=tender"' in answer.content.decode()
    assert "did you mean" not in client.get(f"{LIST}?q=qqqqqq").content.decode().lower()


def test_nothing_found_keeps_the_names_of_the_filters(client, shelf):
    page = client.get(f"{LIST}?q=qqqqqq&kind=tool&province=IQ-BB&language=ar&year=1999").content.decode()
    assert "Babil" in page
    assert "1999" in page


def test_an_empty_library_invites_to_begin(client):
    page = client.get(LIST).content.decode()
    assert "Nothing here yet" in page
    assert client.get("/ar/library/").status_code == 200


@pytest.mark.parametrize("page", ["2", "999", "x", "-1", "٢"])
def test_pages(client, page, monkeypatch):
    monkeypatch.setattr(lists, "ROWS", 2)
    for _ in range(3):
        published()
    answer = client.get(LIST, {"page": page})
    assert answer.status_code == 200
    assert len(rows(answer)) == (1 if page in ("2", "999") else 2 if page == "x" else len(rows(answer)))


def test_the_demonstration_is_marked(client):
    item = published()
    mark = "chip--mute"
    assert mark not in client.get(LIST).content.decode()
    Item.objects.filter(pk=item.pk).update(is_demonstration=True)
    assert mark in client.get(LIST).content.decode()


def test_what_people_typed_never_becomes_markup(client):
    published(title_en="<script>alert(1)</script> tender", summary_en="<img src=x onerror=alert(1)>")
    page = client.get(LIST, {"q": "tender <b>x</b>"}).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>x</b>" not in page


ADDRESSES = {
    LIST: 2,
    LIST + "?kind=approach&province=IQ-00&year=2012": 2,
    LIST + "?q=practice": 5,
    LIST + "?q=practice&kind=approach&order=newest": 4,
    LIST + "?q=zzzzzz": 4,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_visitor_costs_few_questions_however_many_items(client, address):
    published(files=[{}], tags=[TagFactory()], province=ProvinceFactory(code="IQ-00"), year=2012)
    client.get(address)
    assert questions(client, address) == ADDRESSES[address]
    for number in range(29):
        published(
            province=ProvinceFactory(code=f"IQ-{number:02d}"), criterion=CriterionFactory(), theme=None,
            year=2000 + number, files=[{}, {}], tags=[TagFactory()],
        )  # fmt: skip
    assert questions(client, address) == ADDRESSES[address]


def test_three_thousand_items_cost_no_more(client):
    first = published(files=[{}], province=ProvinceFactory(code="IQ-00"), year=2012)
    for batch in range(3):
        items = [
            Item(kind=Kind.TOOL, created_by=first.created_by, province=first.province, year=2000 + n % 20)
            for n in range(1000)
        ]
        items = Item.objects.bulk_create(items)
        revisions = [
            Revision(item=item, number=1, title_en=f"Practice {batch}", created_by=first.created_by)
            for item in items
        ]
        revisions = Revision.objects.bulk_create(revisions)
        for item, revision in zip(items, revisions, strict=True):
            item.published_revision, item.published_at, item.search = revision, kit.now(), "'practic':1A"
        Item.objects.bulk_update(items, ["published_revision", "published_at", "search"])
    for address, expected in ADDRESSES.items():
        assert questions(client, address) == expected, address
    client.force_login(member())
    assert questions(client, LIST + "?q=practice") == ADDRESSES[LIST + "?q=practice"] + 3


def test_a_member_costs_three_more_and_staff_too(client):
    published()
    for person in (member(), staff()):
        client.force_login(person)
        client.get(LIST)
        assert questions(client, LIST) == ADDRESSES[LIST] + 3


def test_counts_of_a_large_library_are_kept_for_a_minute(client, monkeypatch):
    monkeypatch.setattr(facets, "LARGE", 0)
    published(kind=Kind.TOOL)
    assert counts(client.get(LIST), "kind") == {"tool": 1}
    published(kind=Kind.MANUAL)
    assert counts(client.get(LIST), "kind") == {"tool": 1}
    assert counts(client.get(LIST + "?kind=manual"), "kind") == {"tool": 1, "manual": 0}
    client.force_login(member())
    assert counts(client.get(LIST), "kind") == {"tool": 1, "manual": 1}
    cache.clear()
    assert counts(client.get(LIST), "kind") == {"tool": 1, "manual": 1}


def test_a_flood_of_searches_is_stemmed(client, monkeypatch):
    monkeypatch.setattr(lists, "SEARCHES", 1)
    assert [client.get(LIST + "?q=a").status_code for _ in range(2)] == [200, 429]
    assert client.get(LIST).status_code == 200
