"""Saved searches: one letter with reasons for what is new, never twice, never what somebody may not read."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

import kit
from kit.clock import BAGHDAD
from library import actions
from library.actions import saved
from library.models import SavedSearch
from members.models import Holiday, Notice, Suspension
from tests.factories.library import published
from tests.factories.members import CriterionFactory, UserFactory, member
from tests.factories.questions import SavedSearchFactory
from tests.mails import mail_to, mails_to
from tests.racing import at_once

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
MONDAY = datetime.datetime(2026, 11, 9, 8, 20, tzinfo=BAGHDAD)


@pytest.fixture(autouse=True)
def monday(moved_clock):
    """The morning's run of a working day, three more behind it."""
    moved_clock(MONDAY)


def keep(person, query="q=water", **fields):
    """A search that was last looked through the day before yesterday."""
    search = actions.save_search(by=person, query=query, **({"name": f"My {query}"} | fields))
    SavedSearch.objects.filter(pk=search.pk).update(looked_at=kit.now() - 2 * DAY)
    search.refresh_from_db()
    return search


def new(title="Clean water", **fields):
    """Published an hour ago."""
    at = kit.now() - datetime.timedelta(hours=1)
    return published(
        title_ar="", title_en=title, summary_ar="", summary_en="", **({"published_at": at} | fields)
    )


def look(days=0):
    return actions.tell_of_new(at=kit.now() + days * DAY)


def words_of(mail):
    return mail.get_body(("plain",)).get_content()


def test_one_letter_for_all_searches_says_why_and_how_to_end_it():
    person = member(language="en")
    keep(person, name="Water everywhere")
    keep(person, "kind=approach", name="Approaches")
    keep(person, "q=zeppelin", name="Nothing")
    item = new(body_en="<p>x</p>")
    assert look() == 1
    [mail] = mails_to(person.email)
    text = words_of(mail)
    assert mail["Subject"] == "1 new practice matches your searches"
    assert "Water everywhere" in text
    assert "Approaches" in text
    assert "Nothing" not in text
    assert f"/en/library/{item.pk}/" in text
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    notice = Notice.objects.get(person=person)
    assert notice.title_ar == "ممارسة جديدة توافق أبحاثك"
    assert not notice.is_mail_wanted


def test_in_arabic_too():
    person = member(language="ar")
    keep(person, "q=ماء", name="الماء")
    published(title_ar="ماء نظيف", published_at=kit.now() - datetime.timedelta(hours=1))
    look()
    assert mail_to(person.email)["Subject"] == "ممارسة جديدة توافق أبحاثك"
    assert "الجديد في بحثك «الماء»" in words_of(mail_to(person.email))


def test_never_twice_and_safe_late():
    person = member()
    keep(person)
    new()
    assert (look(), look(), look(1), look(9)) == (1, 0, 0, 0)
    new("Water again")
    SavedSearch.objects.update(looked_at=kit.now() - 2 * DAY)
    new("Older water", published_at=kit.now() - 3 * DAY)
    look(3)
    assert "Older water" not in words_of(mail_to(person.email))
    assert len(mails_to(person.email)) == 2


def test_what_is_published_in_this_very_moment_comes_with_the_next_look():
    person = member()
    keep(person)
    new(published_at=kit.now() - datetime.timedelta(minutes=2))
    assert look() == 0
    assert look(1) == 1
    assert look(2) == 0


@pytest.mark.parametrize("rhythm", ["daily", "weekly"])
def test_days_off_are_quiet_and_the_next_working_day_tells_what_came(rhythm):
    person = member()
    keep(person, rhythm=rhythm)
    SavedSearch.objects.update(looked_at=kit.now() - 4 * DAY)
    Holiday.objects.create(on=kit.today() + 6 * DAY, name_ar="عطلة", name_en="Off")
    new(published_at=kit.now() + 4 * DAY - datetime.timedelta(hours=1))

    assert [look(days) for days in (4, 5, 6, 7, 8)] == [0, 0, 0, 1, 0]  # Friday to Tuesday


def test_nothing_new_no_letter():
    person = member()
    keep(person)
    new("Something else")
    new(published_at=kit.now() - 5 * DAY)
    assert look() == 0
    assert mails_to(person.email) == []
    assert not Notice.objects.exists()


def test_only_what_the_person_may_read():
    suspended, other = member(), member()
    keep(suspended)
    keep(other)
    Suspension.objects.create(person=suspended, from_on=kit.today(), reason="x", imposed_by=UserFactory())
    new(is_public=False)
    assert look() == 1
    assert mails_to(suspended.email) == []
    assert len(mails_to(other.email)) == 1


@pytest.mark.parametrize(
    ("query", "is_told"),
    [
        ("q=clean+water", True),
        ("q=waters", True),
        ("q=water+zeppelin", False),
        ("q=water&kind=approach", True),
        ("q=water&kind=manual", False),
        ("criterion=3", True),
        ("criterion=4", False),
    ],
)
def test_all_words_and_all_filters(query, is_told):
    keep(member(), query)
    new(criterion=CriterionFactory(number=3))
    assert look() == is_told


def test_weekly_waits_for_its_week():
    person = member()
    search = keep(person, rhythm="weekly")
    new()
    assert look() == 0
    SavedSearch.objects.filter(pk=search.pk).update(looked_at=kit.now() - 7 * DAY)
    assert look() == 1


def test_a_paused_search_is_silent_and_tells_nothing_late():
    person = member()
    search = keep(person)
    actions.pause_search(search=search, by=person, is_paused=True)
    new()
    assert look() == 0
    actions.pause_search(search=search, by=person, is_paused=False)
    assert look(1) == 0


def test_the_same_search_is_kept_once_and_an_empty_one_never(monkeypatch):
    person = member()
    first = actions.save_search(by=person, query="kind=tool&q=water&order=oldest&page=7", name="A")
    assert actions.save_search(by=person, query="q=water&kind=tool", name="B").pk == first.pk
    assert SavedSearch.objects.get().name == "B"
    with pytest.raises(ValidationError):
        actions.save_search(by=person, query="page=3", name="x")
    monkeypatch.setattr(saved, "MOST", 1)
    with pytest.raises(ValidationError):
        actions.save_search(by=person, query="q=other", name="x")
    with pytest.raises(PermissionDenied):
        actions.save_search(by=UserFactory(), query="q=water", name="x")


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_write_one_letter():
    person = member()
    search = keep(person)
    new()
    assert sorted(at_once(look, look, held=search)) == [0, 1]
    assert len(mails_to(person.email)) == 1


def test_pages_save_rename_pause_delete(client):
    person = member()
    client.force_login(person)
    page = client.get("/en/library/?q=water&kind=tool").content.decode()
    address = reverse("library:search_save") + "?q=water&kind=tool"
    assert "/library/searches/new/?q=water&amp;kind=tool" in page
    assert client.get(address).context["form"].initial["name"] == "water"
    assert client.post(address, {"name": "", "rhythm": "daily"}).status_code == 422
    assert client.post(address, {"name": "Wells", "rhythm": "weekly"}).url == reverse("library:searches")
    search = SavedSearch.objects.get()
    assert (search.query, search.rhythm) == ("q=water&kind=tool", "weekly")
    change = reverse("library:search_change", args=[search.pk])
    client.post(change, {"name": "Pumps", "rhythm": "daily"})
    client.post(reverse("library:search_pause", args=[search.pk]), {"rest": "1"})
    search.refresh_from_db()
    assert (search.name, search.is_paused) == ("Pumps", True)
    for language in ("ar", "en"):
        page = client.get(f"/{language}/library/searches/").content.decode()
        assert "?q=water&amp;kind=tool&amp;order=newest" in page
    client.post(reverse("library:search_delete", args=[search.pk]))
    assert not SavedSearch.objects.exists()


def test_somebody_elses_search_is_not_there(client):
    search = SavedSearchFactory(person=member())
    client.force_login(member())
    for name in ("search_pause", "search_delete", "search_change"):
        assert client.post(reverse(f"library:{name}", args=[search.pk])).status_code == 404
    assert SavedSearch.objects.filter(pk=search.pk, is_paused=False).exists()
