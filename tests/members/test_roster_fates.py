"""The fate of every row: who is meant, what changes, and why a row is refused."""

import datetime

import pytest
from django.utils import translation

import kit
from kit import sheets
from members.models import Role, RosterRow
from members.rosters.judging import Powers, judge
from members.rosters.reasons import REASONS, because
from tests.factories.members import (
    CriterionFactory,
    ProvinceFactory,
    ServiceFactory,
    TeamFactory,
    UserFactory,
)
from tests.factories.members_accounts import account
from tests.factories.rosters import COLUMNS, lines

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 3, 1)
LATER = datetime.date(2025, 3, 1)


@pytest.fixture
def team():
    province = ProvinceFactory(code="IQ-BB", name_ar="بابل", name_en="Babil", spellings=["Babylon"])
    return TeamFactory(province=province, name_ar="فريق بابل", name_en="Babil team")


def fates(*rows, team=None, by=None, teams=None):
    """(fate, reason) of each row, in order."""
    verdicts = judge(lines(*rows), Powers(by.pk if by else 0, teams, kit.today()), team)
    return [(verdicts[number].fate, verdicts[number].reason) for number in sorted(verdicts)]


def refused(*rows, **world):
    """The reason of the last row, which is refused."""
    fate, reason = fates(*rows, **world)[-1]
    assert fate == "refused"
    return reason


NEW, KNOWN = ("new_person", ""), ("new_service", "")
CHANGED, SAME = ("changed", ""), ("unchanged", "")


@pytest.mark.parametrize(
    "place",
    [
        {"team": "فريق بابل"},
        {"team": "babil  TEAM"},
        {"province": "بابل"},
        {"province": "Babylon"},
        {"province": "iq-bb"},
        {"province": "BB"},
        {"province": "Babil", "team": "Babil team"},
    ],
)
def test_the_team_is_found_by_its_name_or_its_province(team, place):
    assert fates(place) == [NEW]


def test_where_the_sheet_is_for_one_team_nothing_need_be_said(team):
    TeamFactory(province=team.province)

    assert fates({}, {"province": "Babil", "name_ar": "ب"}, team=team) == [NEW, NEW]
    assert refused({"province": "Babil"}) == "which_team"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({}, "no_team"),
        ({"team": "x"}, "unknown_team"),
        ({"province": "x"}, "unknown_province"),
        ({"province": "Empty"}, "unknown_team"),
        ({"team": "Babil team", "province": "Empty"}, "unknown_team"),
    ],
)
def test_a_team_that_is_not_there_refuses_the_row(team, words, reason):
    ProvinceFactory(name_en="Empty")

    assert refused(words) == reason


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"name_ar": ""}, "no_name"),
        ({"name_ar": "", "email": "new@babil.example"}, "no_name"),
        ({"name_ar": "ع" * 151}, "name_long"),
        ({"email": "zainab"}, "bad_email"),
        ({"role": "minister"}, "unknown_role"),
        ({"role": ""}, "unknown_role"),
        ({"criteria": "77"}, "unknown_criterion"),
        ({"from_on": ""}, "no_start"),
        ({"from_on": "31/2/2024"}, "bad_day"),
        ({"until_on": "soon"}, "bad_day"),
        ({"until_on": "2024-02-29"}, "ends_before"),
        ({"from_on": "2011-12-31"}, "before_team"),
        ({"from_on": "2099-01-01"}, "far_ahead"),
        ({"team": "Other"}, "other_team"),
    ],
)
def test_a_cell_that_cannot_be_meant_refuses_the_row(team, words, reason):
    TeamFactory(name_en="Other")

    assert refused(words, team=team) == reason


@pytest.mark.parametrize("role", [(role, label) for role in Role for label in ("value", "ar", "en")], ids=str)
def test_roles_are_read_in_every_language(team, role):
    value, language = role
    with translation.override(language if language != "value" else "en"):
        word = value.value if language == "value" else str(value.label)

    verdict = judge(lines({"role": word}), Powers(0, None, DAY), team)[2]

    assert verdict.asked.role == value


def test_criteria_are_read_as_numbers_or_names(team):
    for number, name in ((1, "القيادة"), (2, "Planning"), (3, "x")):
        CriterionFactory(number=number, name_ar=name, name_en=name)

    verdict = judge(lines({"criteria": "٢؛ القيادة، 1"}), Powers(0, None, DAY), team)[2]

    assert verdict.asked.criteria == (1, 2)


def test_a_person_is_known_by_a_main_or_a_second_address_in_any_case(team):
    person = account(email="Zainab@babil.example", name_ar="زينب كاظم")
    person.emailaddress_set.create(email="z@second.example", verified=True)
    person.emailaddress_set.create(email="z@unproven.example", verified=False)

    assert fates({"email": "zainab@BABIL.example"}, team=team) == [KNOWN]
    assert fates({"email": "Z@second.example", "name_ar": ""}, team=team) == [KNOWN]
    assert fates({"email": "z@unproven.example"}, team=team) == [NEW]
    assert fates({"email": "zainab@babil.example", "name_ar": "", "name_latin": "Zaynab K."}, team=team) == [
        KNOWN
    ]
    assert refused({"email": "zainab@babil.example", "name_ar": "حسن علي"}, team=team) == "other_name"


def test_without_an_address_a_person_is_known_by_the_name_among_the_team_alone(team):
    ServiceFactory(team=team, person=UserFactory(name_ar="زينب كاظم"), from_on=DAY)
    UserFactory(name_ar="زينب عباس")

    assert fates({"name_ar": "زينب كاظم"}, {"name_ar": "زينب عباس"}, team=team) == [SAME, NEW]


def test_namesakes_are_told_apart_by_their_service_or_not_at_all(team):
    for day in (DAY, LATER):
        ServiceFactory(team=team, person=UserFactory(name_ar="زينب كاظم"), from_on=day, role="posc")

    both = [{"role": "posc", "from_on": day.isoformat()} for day in (DAY, LATER)]
    assert fates(*both, team=team) == [SAME, SAME]
    assert refused({"role": "sponsor"}, team=team) == "namesakes"


def test_an_address_is_added_once_to_who_had_none(team):
    person = ServiceFactory(
        team=team, person=UserFactory(name_ar="زينب كاظم", email=None), from_on=DAY
    ).person
    rows = lines({"email": "z@babil.example"}, {"email": "z@babil.example", "role": "sponsor"})

    verdicts = judge(rows, Powers(0, None, kit.today()), team)

    assert [verdicts[2].about, verdicts[3].about] == [{"email": "z@babil.example"}, {}]
    assert {verdicts[2].who, verdicts[3].who} == {person.pk}


def test_a_new_person_in_several_rows_is_one_person(team):
    rows = [{"role": "sponsor"}, {"role": "posc"}, {"email": "z@babil.example", "from_on": "2025-01-01"}]

    assert fates(*rows, team=team) == [NEW, KNOWN, KNOWN]
    other = {"email": "z@babil.example", "name_ar": "حسن علي"}
    assert refused(rows[-1], other, team=team) == "other_name_line"


@pytest.mark.parametrize(
    ("words", "fate"),
    [
        ({}, SAME),
        ({"until_on": "2025-03-01"}, CHANGED),
        ({"criteria": "2"}, CHANGED),
        ({"criteria": ""}, CHANGED),
        ({"from_on": "2024-04-01"}, ("refused", "overlap")),
        ({"from_on": "2023-04-01", "until_on": "2024-03-01"}, ("refused", "overlap")),
        ({"from_on": "2023-04-01", "until_on": "2024-02-29"}, KNOWN),
        ({"role": "sponsor"}, KNOWN),
    ],
)
def test_a_known_service_is_changed_only_where_the_sheet_says_so(team, words, fate):
    CriterionFactory(number=1), CriterionFactory(number=2)
    service = ServiceFactory(team=team, from_on=DAY, person=UserFactory(name_ar="زينب كاظم"))
    service.criteria.set([CriterionFactory(number=1)])

    assert fates({"criteria": "1"} | words, team=team) == [fate]


def test_a_column_that_is_not_there_changes_nothing(team):
    service = ServiceFactory(team=team, from_on=DAY, until_on=LATER, person=UserFactory(name_ar="زينب كاظم"))
    service.criteria.add(CriterionFactory())
    words = {"name_ar": "زينب كاظم", "role": "criterion", "from_on": "2024-03-01"}

    verdict = judge([sheets.Line(2, words)], Powers(0, None, DAY), team)[2]

    assert verdict.fate == "unchanged"


def test_a_waiting_service_is_confirmed_and_a_refused_one_does_not_count(team):
    person, lead = UserFactory(name_ar="زينب كاظم"), UserFactory()
    ServiceFactory(team=team, from_on=DAY, person=person, confirmed_at=None)
    refusal = {"refused_at": kit.now(), "refused_by": lead, "refusal": "لا", "confirmed_at": None}
    ServiceFactory(team=team, from_on=DAY, person=person, role="posc", **refusal)

    assert fates({}, {"role": "posc"}, team=team) == [CHANGED, KNOWN]


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ({}, "double"),
        ({"until_on": "2024-04-01"}, "double"),
        ({"from_on": "2024-04-01"}, "overlap_line"),
    ],
)
def test_two_rows_of_one_sheet_do_not_contradict_each_other(team, second, reason):
    assert fates({}, second, team=team)[0] == NEW
    assert refused({}, second, team=team) == reason


def test_the_end_of_one_service_makes_room_for_the_next_in_any_order(team):
    ServiceFactory(team=team, from_on=DAY, person=UserFactory(name_ar="زينب كاظم"))
    rows = [{"from_on": "2025-03-01"}, {"until_on": "2025-02-28"}]

    assert fates(*rows, team=team) == fates(*rows[::-1], team=team)[::-1] == [KNOWN, CHANGED]


def test_a_lead_writes_for_their_teams_and_nobody_who_serves_elsewhere(team):
    far = TeamFactory(name_en="Far")
    person = ServiceFactory(team=far, person=account(email="z@far.example", name_ar="زينب كاظم")).person
    mine = frozenset({team.pk})

    assert refused({"team": "Far"}, teams=mine) == "not_yours"
    assert refused({"email": person.email, "team": "Babil team"}, teams=mine) == "elsewhere"
    assert fates({"email": person.email, "team": "Babil team"}) == [KNOWN]
    ServiceFactory(team=team, person=person, from_on=DAY)
    assert fates({"email": person.email, "team": "Babil team"}, teams=mine) == [SAME]
    ended = person.services.get(team=far)
    ended.until_on = kit.today() - datetime.timedelta(days=1)
    ended.save()
    assert fates({"email": person.email, "team": "Babil team", "role": "posc"}, teams=mine) == [KNOWN]


@pytest.mark.parametrize(
    ("holds_office", "has_address", "fate"),
    [
        (True, False, ("refused", "office")),
        (True, True, SAME),  # the address is known already: nothing is given
        (False, False, CHANGED),
    ],
)
def test_who_holds_an_office_is_given_no_address_by_a_sheet(team, holds_office, has_address, fate):
    """Who gives the address could sign in as them."""
    address = "sara@babil.example"
    person = account(email=address) if has_address else UserFactory(email=None)
    service = ServiceFactory(team=team, person=person, role=Role.POSC, from_on=DAY)
    guarded = frozenset([person.pk] if holds_office else [])
    row = {"name_ar": person.name_ar, "role": "posc", "from_on": str(service.from_on), "email": address}

    verdicts = judge(lines(row), Powers(0, frozenset([team.pk]), kit.today(), guarded), team)

    assert [(verdict.fate, verdict.reason) for verdict in verdicts.values()] == [fate]


def test_nobody_writes_down_their_own_service(team):
    lead = account(name_ar="زينب كاظم")
    ServiceFactory(team=team, person=lead, role=Role.LEADER, from_on=DAY)
    row = {"email": lead.email, "role": "team leader"}

    assert fates(row, team=team, by=lead) == [SAME]
    assert refused(row | {"until_on": "2025-01-01"}, team=team, by=lead) == "own"


def test_a_formula_refuses_the_row(team):
    row = sheets.Line(2, dict.fromkeys(COLUMNS, ""), ("name_ar",))

    verdict = judge([row], Powers(0, None, DAY), team)[2]

    assert (verdict.reason, verdict.about) == ("formula", {"column": "name_ar"})


FACTS = {"column": "email", "text": "x", "line": 3, "from_on": "2024-03-01", "day": "2024-03-01"}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_a_sentence_in_both_languages(reason, language):
    row = RosterRow(number=1, words={}, reason=reason, about=FACTS)

    with translation.override(language):
        said = because(row)

    assert said.endswith(".")
    assert "%" not in said
    assert "⟦" not in said


@pytest.mark.parametrize("count", [1, 30])
def test_a_sheet_of_any_length_is_judged_in_the_same_questions(django_assert_num_queries, count):
    rows = []
    for n in range(count):
        team = TeamFactory(name_en=f"Team {n}")
        service = ServiceFactory(team=team, person=account(name_ar=f"سعد {n}"))
        service.criteria.add(CriterionFactory(number=n + 1))
        rows += [
            {"email": service.person.email, "name_ar": "سعد", "team": f"Team {n}"},
            {"team": f"Team {n}"},
        ]

    with django_assert_num_queries(8):
        verdicts = judge(lines(*rows), Powers(0, None, kit.today()))

    assert {verdict.fate for verdict in verdicts.values()} == {"refused", "new_person"}
