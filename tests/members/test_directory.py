"""Finding members: by any spelling of their names, by filters that count, on pages that cost the same."""

import datetime

import pytest

import kit
from members import directory, rules
from members.models import Listing, Profile, Suspension
from tests.factories.committee import SeatFactory
from tests.factories.members import (
    CriterionFactory,
    ProvinceFactory,
    ServiceFactory,
    UserFactory,
    member,
    staff,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
PAGE = "/en/members/directory/"

NAMES = {
    "ahmad": ("أحمد إسماعيل عبد الله", "Ahmad Ismail Abdullah"),
    "fatima": ("فاطمة كريم علي", ""),
    "huda": ("هدى مصطفى رؤوف", "Huda Mustafa Raouf"),
    "majid": ("ماجد حسين كاظم", ""),
    "majeed": ("", "Majeed Hussein"),
    "zainab": ("زَيْنَب عبد الرحمن", "Zainab Abdulrahman"),
}
SPELLINGS = [
    ("احمد", {"ahmad"}),
    ("أحمد", {"ahmad"}),
    ("Ahmed", {"ahmad"}),
    ("AHMAD", {"ahmad"}),
    ("اسماعيل", {"ahmad"}),
    ("Ismaeel", {"ahmad"}),
    ("عبدالله", {"ahmad"}),
    ("عبد الله", {"ahmad"}),
    ("Abd Allah", {"ahmad"}),
    ("فاطمه", {"fatima"}),
    ("Fatimah", {"fatima"}),
    ("Fatma", {"fatima"}),
    ("هدي", {"huda"}),
    ("هدا", {"huda"}),
    ("Hoda", {"huda"}),
    ("مصطفي", {"huda"}),
    ("Moustafa", {"huda"}),
    ("ماجد", {"majid", "majeed"}),
    ("مجيد", {"majid", "majeed"}),
    ("Majid", {"majid", "majeed"}),
    ("Majeed", {"majid", "majeed"}),
    ("Majid Hussain", {"majid", "majeed"}),
    ("حسين ماجد", {"majid", "majeed"}),
    ("Kadhim", {"majid"}),
    ("زينب", {"zainab"}),
    ("Zaynab", {"zainab"}),
    ("عبدالرحمن", {"zainab"}),
    ("Abdul Rahman", {"zainab"}),
    ("Abd al-Rahman", {"zainab"}),
    ("Majid Zainab", set()),
    ("غسان", set()),
    ("%", set()),
    ("…", set()),
]


@pytest.fixture
def people():
    return {key: member(name_ar=arabic, name_latin=latin).pk for key, (arabic, latin) in NAMES.items()}


@pytest.mark.parametrize(("words", "wanted"), SPELLINGS)
def test_a_name_is_found_however_it_is_spelt(people, words, wanted):
    selection = directory.Selection.read(Query(q=words))

    found = {row.person_id for row in directory.found(selection)[:100]}

    assert found == {people[key] for key in wanted}
    assert directory.count(selection).total == len(wanted)


def test_who_writes_the_name_so_stands_before_who_sounds_so():
    hadi, huda = member(name_ar="أنور هادي"), member(name_ar="هدى كريم")

    found = [row.person_id for row in directory.found(directory.Selection.read(Query(q="هدى")))[:9]]

    assert found == [huda.pk, hadi.pk]


class Query(dict):
    """What a browser's address gives."""

    def getlist(self, name):
        value = self.get(name, [])
        return value if isinstance(value, list) else [value]


@pytest.fixture
def team():
    """Three of Babil (one of them past), one of Basrah; criteria, roles, skills."""
    babil, basrah = ProvinceFactory(code="IQ-BB"), ProvinceFactory(code="IQ-BA")
    people = [member(babil), member(babil), member(babil), member(basrah)]
    first, second, past, other = people
    first.services.get().criteria.add(CriterionFactory(number=2))
    second.services.update(role="leader")
    past.services.update(until_on=kit.today() - DAY)
    ServiceFactory(person=other, role="sponsor", team__province=babil)
    Profile.objects.create(person=first, skills=["المشتريات", "قياس الأداء"])
    Profile.objects.create(person=other, skills=["المشتريات"])
    return people


def asked(**chosen):
    return directory.Selection.read(Query({name: list(values) for name, values in chosen.items()}))


def counted(selection):
    counts = directory.count(selection)
    return counts.total, {
        name: {value: choice.count for value, choice in choices.items()}
        for name, choices in counts.by.items()
    }


def test_counts_of_everybody(team):
    total, by = counted(asked())

    assert total == 4
    assert by == {
        "province": {"IQ-BB": 4, "IQ-BA": 1},
        "criterion": {"2": 1},
        "role": {"criterion": 3, "leader": 1, "sponsor": 1},
        "skill": {"المشتريات": 2, "قياس الادا": 1},
    }


def test_a_choice_narrows_the_other_filters_and_not_its_own(team):
    total, by = counted(asked(province=["IQ-BA"]))

    assert total == 1
    assert by["province"] == {"IQ-BB": 4, "IQ-BA": 1}
    assert by["role"] == {"criterion": 1, "sponsor": 1}


def test_every_count_is_the_number_of_people_it_would_show(team):
    for chosen in ({}, {"province": ["IQ-BB"]}, {"role": ["criterion"], "skill": ["المشتريات"]}):
        _total, by = counted(asked(**chosen))
        for name, choices in by.items():
            for value, number in choices.items():
                shown = directory.found(asked(**{**chosen, name: [value]}))
                assert shown.rows.count() == number, (chosen, name, value)


def test_a_chosen_value_is_named_also_where_nobody_has_it(team):
    CriterionFactory(number=9, name_ar="النتائج")

    counts = directory.count(asked(criterion=["9"], province=["IQ-BA"]))

    assert counts.total == 0
    assert counts.by["criterion"]["9"].title("criterion") == "النتائج"


def test_a_skill_is_shown_as_it_is_written_and_found_as_it_is_folded(team):
    counts = directory.count(asked())

    assert counts.by["skill"]["قياس الادا"].title("skill") == "قياس الأداء"
    assert directory.found(asked(skill=["قياس الاداء"])).rows.count() == 1


def test_counts_of_a_large_directory_are_kept_for_a_minute(team, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(directory, "LARGE", 2)
    everybody = counted(asked())
    one = counted(asked(province=["IQ-BB"]))

    with django_assert_num_queries(0):
        assert counted(asked()) == everybody
        assert counted(asked(province=["IQ-BB"])) == one


def test_what_is_not_understood_narrows_nothing(team):
    selection = asked(role=["king"], province=["", "\x00"], skill=["…"], page=["x"])

    assert selection.is_empty
    assert counted(selection)[0] == 4


def page_of(client, person, address=PAGE):
    client.force_login(person)
    return client.get(address)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_shows_people_and_links_to_them(client, team, language):
    response = page_of(client, team[0], f"/{language}/members/directory/?province=IQ-BB&role=leader")
    html = response.content.decode()

    assert f"/{language}/members/people/{team[1].public_id}/" in html
    assert f"/{language}/members/people/{team[0].public_id}/" not in html


def test_who_may_read_the_directory(client):
    seat = SeatFactory()
    suspended = member()
    Suspension.objects.create(
        person=suspended, from_on=kit.today(), reason="x", imposed_by=seat.representative
    )
    wanted = {
        200: [member(), staff(), seat.representative],
        403: [UserFactory(), suspended, ServiceFactory().person],
    }

    for status, people in wanted.items():
        for person in people:
            assert page_of(client, person).status_code == status
            assert rules.may_read_directory(person) == (status == 200)


def test_the_list_ends_where_nobody_looks(client, monkeypatch):
    monkeypatch.setattr("kit.paging.SHOWN", 2)
    monkeypatch.setattr("members.views.directory.ROWS", 1)
    for _ in range(3):
        one = member()

    html = page_of(client, one).content.decode()

    assert "More than" in html
    assert "page=2" in html
    assert "page=3" not in html


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("query", ["", "?q=علي&province=IQ-BB&role=criterion"])
def test_the_page_costs_the_same_whatever_it_shows(client, django_assert_num_queries, count, query):
    home = ProvinceFactory(code="IQ-BB")
    for number in range(count):
        person = member(None if query == "" else home, name_ar=f"علي حسين {number}")
        person.services.get().criteria.add(CriterionFactory())
        Profile.objects.create(person=person, skills=[f"مهارة {number}"])
    client.force_login(person)
    client.get(PAGE + query)

    with django_assert_num_queries(7):
        html = client.get(PAGE + query).content.decode()

    assert html.count("people__row") == min(count, 20)


def test_the_rows_are_narrow():
    """A row repeats nothing but what is searched, filtered and counted."""
    fields = {field.name for field in Listing._meta.fields}

    assert fields == {
        "id",
        "person",
        "from_on",
        "until_on",
        "name_key",
        "name_sound",
        "facets",
        "labels",
        "is_serving",
    }
