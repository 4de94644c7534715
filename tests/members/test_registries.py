"""What upper apps tell members: offices of one person and of everybody agree; deeds of all apps, in bulk."""

import datetime

import pytest

import kit
from committee.models import Seat
from kit.bilingual import Text
from members import registries
from members.registries import Deed, Office, deeds_of
from members.rules import offices_on, representatives, seats_of
from tests.factories.chairs import TermFactory
from tests.factories.committee import SeatFactory
from tests.factories.library import published
from tests.factories.members import ProvinceFactory, UserFactory
from tests.factories.newsletter import sent

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def province():
    return ProvinceFactory()


@pytest.fixture
def network(province):
    """Two open seats, one that has ended, and the editors of this quarter: one of them holds a seat too."""
    seat = SeatFactory(province=province, alternate=UserFactory())
    SeatFactory(representative=seat.alternate)
    SeatFactory(until_on=kit.today() - DAY, alternate=UserFactory())
    TermFactory(province=province).editors.add(seat.representative, UserFactory())
    return seat


def test_offices_of_everybody_are_those_of_each(network):
    on = kit.today()

    everybody = offices_on(on)

    people = {office.person_id for office in everybody}
    each = [office for pk in people for office in offices_on(on, UserFactory._meta.model.objects.get(pk=pk))]
    assert len(everybody) == 5
    assert sorted(everybody, key=repr) == sorted(each, key=repr)


def test_who_holds_what(network, province):
    expected = {(Office.REPRESENTATIVE, province.pk), (Office.EDITOR, province.pk)}

    held = offices_on(kit.today(), network.representative)

    assert {(office.kind, office.province_id) for office in held} == expected
    assert [office.kind for office in seats_of(network.representative)] == [Office.REPRESENTATIVE]
    assert {office.kind for office in offices_on(kit.today(), network.alternate)} == {
        Office.ALTERNATE,
        Office.REPRESENTATIVE,
    }


def test_who_holds_nothing_has_no_office(network):
    ended = Seat.objects.get(until_on__isnull=False)

    for person in (UserFactory(), ended.representative, ended.alternate):
        assert offices_on(kit.today(), person) == []
    assert offices_on(kit.today() - DAY, ended.representative)


def test_representatives_by_province(network, province):
    on = kit.today()

    assert [seat.person_id for seat in representatives(on, province=province.pk)] == [
        network.representative_id
    ]
    assert {seat.province_id for seat in representatives(on, other_than=province.pk)} == set(
        Seat.objects.open(on).exclude(province=province).values_list("province", flat=True)
    )


@pytest.mark.parametrize("count", [1, 30])
def test_offices_cost_one_question(count, django_assert_num_queries):
    term = TermFactory()
    for _ in range(count):
        seat = SeatFactory()
        term.editors.add(seat.representative)

    with django_assert_num_queries(1):
        assert len(offices_on(kit.today())) == 2 * count
    with django_assert_num_queries(1):
        assert len(offices_on(kit.today(), seat.representative)) == 2


def test_every_app_tells_deeds():
    assert registries.deeds.keys() == ["chairs", "committee", "library", "newsletter"]


def test_deeds_of_all_apps_stand_newest_first(network):
    author = network.representative
    published(created_by=author)
    nobody = UserFactory()

    done = deeds_of([author, nobody])

    assert set(done) == {author.pk, nobody.pk}
    assert done[nobody.pk] == []
    days = [deed.on for deed in done[author.pk]]
    assert len(days) == 3
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_deed_speaks_the_reader_s_language_and_its_page_is_there(client, network, language):
    author = network.representative
    published(created_by=author)
    edition = sent()
    edition.created_by = author
    edition.save()
    client.force_login(author)
    client.get(f"/{language}/members/me/")  # the client's language is the test's from here on

    done = deeds_of([author])[author.pk]

    assert len(done) == 4
    for deed in done:
        assert isinstance(deed, Deed)
        assert isinstance(deed.title, Text)
        assert deed.title
        assert "⟦" not in deed.kind + deed.title
        assert type(deed.on) is datetime.date
        if deed.path:
            assert client.get(f"/{language}/{deed.path}").status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_deeds_of_all_apps_are_one_question_for_many(count, django_assert_num_queries):
    people = [SeatFactory(alternate=UserFactory()).alternate for _ in range(count)]
    TermFactory().editors.add(*people)
    for person in people:
        published(created_by=person, province=ProvinceFactory())

    with django_assert_num_queries(1):
        done = deeds_of(people)

    assert {len(theirs) for theirs in done.values()} == {3}
