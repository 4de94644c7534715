"""The pages of chairing, in both languages, under a constant number of queries."""

import datetime

import pytest

import kit
from chairs import actions
from chairs.models import Swap, Term
from committee.models import Motion
from kit.clock import BAGHDAD
from kit.quarter import Quarter
from tests.factories.chairs import TermFactory, order_set, seated
from tests.factories.members import UserFactory, staff

pytestmark = pytest.mark.django_db
Q = Quarter(2035, 2)


@pytest.fixture(autouse=True)
def clock(moved_clock):
    moved_clock(datetime.datetime(2035, 2, 20, 12, tzinfo=BAGHDAD))
    return moved_clock


@pytest.fixture
def network():
    provinces, representatives = seated()
    order_set(provinces, Q)
    return provinces, representatives


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_order_shows_its_reasons(client, network, language):
    provinces, representatives = network

    page = client.get(f"/{language}/chairs/").content.decode()

    for province in provinces:
        assert str(getattr(province, f"name_{language}")) in page
    assert ("لم ترأس بعد" if language == "ar" else "has not chaired yet") in page
    assert representatives[0].name in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_order_asks_the_same_of_the_database(client, count, django_assert_num_queries):
    provinces, _ = seated(count)
    order_set(provinces, Q)
    for n in range(1, 5):
        TermFactory(quarter=Q.plus(-n), state="completed")

    with django_assert_num_queries(10):
        client.get("/ar/chairs/")


def test_a_representative_proposes_an_order_on_the_page(client, network):
    provinces, representatives = network
    client.force_login(representatives[0])
    places = {f"place_{province.pk}": n for n, province in zip("٤٣٢١", provinces, strict=True)}

    twice = client.post("/ar/chairs/order/new/", {"from_quarter": "2035-Q2"} | dict.fromkeys(places, "1"))
    client.post("/ar/chairs/order/new/", {"from_quarter": "2035-Q2"} | places)

    motion = Motion.objects.get(outcome="")
    assert twice.status_code == 422
    assert motion.rotation_order.sequence == [province.pk for province in provinces[::-1]]
    assert (motion.kind, motion.province) == ("rotation_order", provinces[0])


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_way_of_a_swap_through_the_pages(client, network, language):
    provinces, representatives = network
    one, other = (Term.objects.get(province=provinces[n]) for n in (0, 2))
    client.force_login(representatives[0])
    client.post(f"/{language}/chairs/terms/{one.pk}/swap/", {"other": other.pk, "reason": "Floods"})
    swap = Swap.objects.get()
    for person, reply in ((representatives[2], "agree"), (staff(), "confirm")):
        client.force_login(person)
        page = client.get(f"/{language}/chairs/").content.decode()
        assert f'value="{reply}"' in page
        client.post(f"/{language}/chairs/swaps/{swap.pk}/", {"answer": reply})

    again = client.post(f"/{language}/chairs/swaps/{swap.pk}/", {"answer": "confirm"}, follow=True)

    assert Term.objects.get(pk=one.pk).quarter == Q.plus(2)
    assert again.status_code == 200


def test_the_desk_accepts_names_editors_ticks_and_hands_over(client, network, clock):
    provinces, representatives = network
    term, person = Term.objects.get(province=provinces[0]), representatives[0]
    desk = f"/ar/chairs/terms/{term.pk}/"
    client.force_login(person)

    client.post(f"{desk}acceptance/")
    client.post(f"{desk}editors/", {"editors": [person.pk]})
    clock(datetime.datetime(2035, 4, 2, 12, tzinfo=BAGHDAD))
    actions.turn_over(on=kit.today())
    client.post(f"{desk}duties/host/", {"note": ""})
    client.post(f"{desk}duties/host/", {"note": "ورشة المناقصات"})
    client.post(f"{desk}hand-over/", {"notes": "الورشة القادمة محجوزة"})
    page = client.get(desk).content.decode()

    term.refresh_from_db()
    assert term.state == "active"
    assert "ورشة المناقصات" in page
    assert term.hand_over.notes == "الورشة القادمة محجوزة"


def test_who_has_no_part_in_it_does_not_open_the_desk(client, network):
    term = Term.objects.first()
    client.force_login(UserFactory())

    assert client.get(f"/ar/chairs/terms/{term.pk}/").status_code == 403
