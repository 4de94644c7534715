"""Picks: chosen by holders of seats with a reason and in an order; proposed to the newsletter."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

import kit
from committee.actions import picks as verbs
from committee.models import Outcome, Pick, Priority
from kit.calendar import add_months
from kit.quarter import Quarter
from members.models import AuditEvent
from newsletter import drafting
from newsletter.models import Section
from tests.factories.committee import ReviewFactory, SeatFactory, decided
from tests.factories.library import published
from tests.factories.meetings import under_way
from tests.factories.members import ProvinceFactory, member, staff
from tests.factories.newsletter import EditionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder():
    return SeatFactory().representative


def this_month():
    return kit.today().replace(day=1)


def choose(by, **fields):
    given = {
        "kind": Pick.Kind.LESSON,
        "month": this_month(),
        "title_en": "Start small",
        "why_en": "It worked.",
    }
    return verbs.choose(by=by, **(given | fields))


def order():
    return [(pick.title_en, pick.rank) for pick in Pick.objects.order_by("rank")]


@pytest.mark.parametrize("who", [member, staff])
def test_holders_of_a_seat_alone_choose(who):
    with pytest.raises(PermissionDenied):
        choose(who())


def test_the_order_of_a_month_is_theirs(holder):
    for name in ("one", "two", "three"):
        pick = choose(holder, title_en=name)

    verbs.move_up(pick=pick, by=holder)
    assert order() == [("one", 1), ("three", 2), ("two", 3)]
    gone = Pick.objects.get(title_en="one")
    for _ in range(2):
        verbs.take_out(pick=gone, by=holder)
    assert order() == [("three", 1), ("two", 2)]
    verbs.move_up(pick=Pick.objects.get(title_en="three"), by=holder)
    assert order() == [("three", 1), ("two", 2)]
    assert AuditEvent.objects.filter(verb__startswith="pick.").count() == 5


def test_one_thing_is_chosen_once_and_has_a_title(holder):
    choose(holder, path="library/1/")

    with pytest.raises(ValidationError):
        choose(holder, path="library/1/")
    with pytest.raises(ValidationError):
        choose(holder, title_en=" ")


def test_an_approved_review_is_chosen_on_the_page(client, holder):
    review = ReviewFactory(
        outcome=Outcome.APPROVED,
        decided_by=holder,
        decided_at=kit.now(),
        path="library/7/",
        title_en="Tenders",
    )
    client.force_login(holder)
    address = f"{reverse('committee:pick_new')}?review={review.pk}"
    offered = client.get(reverse("committee:picks")).content.decode()
    assert f"?review={review.pk}" in offered
    form = client.get(address).context["form"]

    given = {"kind": "success", "month": this_month().isoformat(), "title_en": form["title_en"].value()}
    refused = client.post(address, given)
    kept = client.post(address, {**given, "why_ar": "نجح في محافظتين"})

    assert (refused.status_code, kept.status_code) == (422, 302)
    pick = Pick.objects.get()
    assert (pick.path, pick.title_en, pick.why_ar) == ("library/7/", "Tenders", "نجح في محافظتين")
    page = client.get(reverse("committee:picks")).content.decode()
    assert "نجح في محافظتين" in page
    assert f"?review={review.pk}" not in page


def test_the_page_shows_its_quarter_alone(client, holder):
    choose(holder, title_en="Of now")
    choose(holder, title_en="Of then", month=add_months(this_month(), -3))
    client.force_login(member())

    now = client.get("/en/committee/picks/").content.decode()
    then = client.get(f"/en/committee/picks/{Quarter.of(kit.today()).previous}/").content.decode()

    assert ("Of now" in now, "Of then" in now) == (True, False)
    assert ("Of now" in then, "Of then" in then) == (False, True)


@pytest.mark.parametrize("count", [1, 30])
def test_lists_ask_the_same_of_the_database(client, holder, count, django_assert_num_queries):
    for n in range(count):
        choose(holder, title_en=f"Pick {n}", province=ProvinceFactory())
        Priority.objects.create(
            rank=n, title_ar="أ", title_en="A", from_on=kit.today(), motion=decided(proposer=member())
        )
    client.force_login(holder)
    client.get("/ar/committee/picks/")

    with django_assert_num_queries(6):
        client.get("/ar/committee/picks/")
    with django_assert_num_queries(5):
        client.get("/ar/committee/priorities/")


def test_priorities_come_with_their_reasons_and_their_decision(client, holder):
    day = datetime.timedelta(days=1)
    facts = {"title_ar": "أ", "from_on": kit.today() - 9 * day}
    Priority.objects.create(
        title_en="Now", text_en="Citizens wait.", motion=decided(title_en="We chose"), **facts
    )
    Priority.objects.create(title_en="Then", until_on=kit.today() - day, **facts)
    client.force_login(member())

    page = client.get("/en/committee/priorities/")

    assert "Citizens wait." in page.content.decode()
    assert "We chose" in page.content.decode()
    assert [[p.title_en for p in page.context[name]] for name in ("in_force", "past")] == [["Now"], ["Then"]]


def test_the_newsletter_proposes_them_in_their_order_once(holder):
    item = published(province=ProvinceFactory())
    second = choose(holder, title_en="Second", path=f"library/{item.pk}/")
    first = choose(holder, title_en="First", why_ar="سبب")
    verbs.move_up(pick=first, by=holder)
    choose(holder, title_en="Ahead", month=add_months(this_month(), 1))
    edition = EditionFactory(month=this_month())

    drafting.fill(edition)
    drafting.fill(edition)

    entries = list(edition.entries.filter(section=Section.PICKS).order_by("position"))
    assert [entry.pick for entry in entries] == [first, second]
    assert (entries[0].text_ar, entries[0].item) == ("سبب", None)
    assert entries[1].item == item
    assert edition.entries.filter(item=item).count() == 1


def test_what_is_chosen_in_a_meeting_names_it(holder):
    before = choose(holder, path="library/1/")
    meeting = under_way()

    assert (before.meeting, choose(holder, path="library/2/").meeting) == (None, meeting)
