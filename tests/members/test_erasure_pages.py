"""The pages of an erasure: what they say, the typed address, the mail's link, and the way back."""

import pytest
from django.utils.text import capfirst

import kit
from members import actions
from members.models import Erasure
from tests.factories.committee import SeatFactory
from tests.factories.members import UserFactory, staff
from tests.factories.members_accounts import PASSWORD, account, link_sent_to, mail_to
from tests.factories.members_personal import everywhere

pytestmark = pytest.mark.django_db
URL = "/en/members/me/erasure/"


@pytest.fixture
def me(client):
    """Signed in, and known to be themselves a moment ago."""
    person = account(password=PASSWORD, email="me@babil.example", language="en")
    client.force_login(person)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    return person


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_says_what_goes_what_stays_and_which_offices_end(
    client, language, django_assert_max_num_queries
):
    person = everywhere(UserFactory())
    staff()
    client.force_login(person)
    client.get(f"/{language}/members/me/")

    with django_assert_max_num_queries(12):
        page = client.get(f"/{language}/members/me/erasure/")

    words = page.content.decode()
    for one, _count in page.context["goes"] + page.context["stays"]:
        assert capfirst(str(one)) in words
    assert len(page.context["ending"]) == 2


def test_it_asks_who_one_is_first(client):
    person = account(password=PASSWORD)
    client.force_login(person)

    asked = client.post(URL, {"confirmation": person.email})

    assert "reauthenticate" in asked.url
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("typed", ["", "other@babil.example"])
def test_without_the_right_address_nothing_is_asked_for(client, me, typed):
    refused = client.post(URL, {"confirmation": typed, "keeps_name": "on"})

    assert refused.status_code == 422
    assert refused.context["form"].errors["confirmation"]
    assert "checked" in refused.content.decode()
    assert not Erasure.objects.exists()


def test_the_typed_address_starts_the_seven_days(client, me):
    done = client.post(URL, {"confirmation": " ME@babil.example ", "keeps_name": "on"}, follow=True)

    erasure = Erasure.objects.get()
    assert (erasure.person, erasure.asked_by, erasure.keeps_name) == (me, me, True)
    assert erasure.due_at - erasure.asked_at >= Erasure.GRACE * 0.99
    assert "Cancel the erasure" in done.content.decode()


def test_asked_twice_says_so(client, me):
    for _ in range(2):
        done = client.post(URL, {"confirmation": me.email}, follow=True)

    assert "You have asked for it already" in done.content.decode()
    assert Erasure.objects.count() == 1


def test_the_only_one_with_all_rights_is_told_what_to_do(client):
    person = account(password=PASSWORD, is_staff=True, is_superuser=True)
    client.force_login(person)

    page = client.get(URL).content.decode()

    assert "You are the only one who can give rights" in page


def test_the_page_takes_it_back(client, me):
    actions.ask_erasure(person=me, by=me)

    back = client.post("/en/members/me/erasure/cancel/", follow=True)

    assert "The erasure is cancelled" in back.content.decode()
    assert Erasure.objects.get().cancelled_by == me
    assert client.post("/en/members/me/erasure/cancel/").status_code == 404


def test_the_mail_s_link_shows_and_its_button_acts(client, me):
    actions.ask_erasure(person=me, by=me)
    link = link_sent_to(me.email, "erasure")
    client.logout()

    shown = client.get(link)
    assert shown.status_code == 200
    assert Erasure.objects.get().is_open

    client.post(link)
    assert Erasure.objects.get().cancelled_at
    over = client.post(link)
    assert (over.status_code, Erasure.objects.count()) == (410, 1)
    assert "The erasure is cancelled" in over.content.decode()


def test_after_the_erasure_the_link_says_that_it_is_over(client, me):
    erasure = actions.ask_erasure(person=me, by=me)
    link = link_sent_to(me.email, "erasure")
    Erasure.objects.filter(pk=erasure.pk).update(due_at=kit.now())
    actions.erase_due(at=kit.now())

    over = client.get(link)

    assert over.status_code == 410
    assert "The data were erased" in over.content.decode()


def test_a_forged_link_finds_nothing(client):
    assert client.get("/en/members/erasures/forged/").status_code == 404


def test_the_mail_says_who_asked_and_why():
    person, helper = account(language="en"), staff()

    actions.ask_erasure(person=person, by=helper, reason="They called & asked us.")

    text = mail_to(person.email)
    assert "Taqadum staff have set your data to be erased" in text
    assert "They called & asked us." in text


def test_a_seat_is_named_before_it_ends(client, me):
    seat = SeatFactory(representative=me)
    client.force_login(me)

    page = client.get(URL)

    assert [str(province) for _office, province in page.context["ending"]] == [str(seat.province.name)]
    assert 'href="/en/committee/"' in page.content.decode()  # the way to the desk stays in the head
