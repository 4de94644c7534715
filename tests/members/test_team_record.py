"""A team's record: who reads and keeps it, what is entered, and who is told."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

import kit
from members import rules
from members.actions import teams
from members.models import AuditEvent, Notice, Service, TeamPhase, User
from members.team_roster import roster, timeline
from tests.factories.committee import SeatFactory
from tests.factories.members import CriterionFactory, ServiceFactory, TeamFactory, UserFactory, member, staff
from tests.factories.members_teams import PhaseFactory, SolutionFactory, TeamPhaseFactory, lead
from tests.racing import at_once

pytestmark = pytest.mark.django_db
ONE_DAY = datetime.timedelta(days=1)
TEAM_QUERIES, TEAMS_QUERIES = 11, 5


@pytest.fixture
def team():
    return TeamFactory(self_assessed_on=None)


def unconfirmed(team):
    return ServiceFactory(team=team, confirmed_at=None).person


def past(team):
    return ServiceFactory(team=team, until_on=kit.today() - ONE_DAY).person


def seat(team):
    return SeatFactory(province=team.province).representative


WHO = [
    ("staff", lambda team: staff(), True, True),
    ("lead", lead, True, True),
    ("former lead", lambda team: lead(team, until_on=kit.today() - ONE_DAY), True, False),
    ("in the team", lambda team: ServiceFactory(team=team).person, True, False),
    ("was in the team", past, True, False),
    ("the province's seat", seat, True, False),
    ("another province's seat", lambda team: SeatFactory().representative, False, False),
    ("not confirmed", unconfirmed, False, False),
    ("another team's lead", lambda team: lead(TeamFactory()), False, False),
    ("member elsewhere", lambda team: member(), False, False),
]


@pytest.mark.parametrize(
    ("who", "may_read", "may_keep"), [row[1:] for row in WHO], ids=[row[0] for row in WHO]
)
def test_who_reads_and_who_keeps_a_team(client, team, who, may_read, may_keep):
    person = who(team)
    client.force_login(person)

    assert rules.may_read_team(person, team) is may_read
    assert rules.may_keep_team(person, team) is may_keep
    assert client.get(f"/ar/members/teams/{team.pk}/").status_code == (200 if may_read else 404)
    form = client.get(f"/en/members/teams/{team.pk}/solutions/new/").status_code
    assert form == (200 if may_keep else 403 if may_read else 404)


def test_who_reads_no_team_is_told_why(client):
    client.force_login(UserFactory())

    assert client.get("/ar/members/teams/").status_code == 403


@pytest.mark.parametrize("count", [1, 30])
def test_a_team_asks_the_same_of_the_database(client, team, count, django_assert_num_queries):
    client.force_login(lead(team))
    for _n in range(count):
        ServiceFactory(team=team).criteria.set([CriterionFactory()])
        ServiceFactory(team=team, confirmed_at=None)
        SolutionFactory(team=team)
        TeamPhaseFactory(team=team)

    with django_assert_num_queries(TEAM_QUERIES):
        client.get(f"/ar/members/teams/{team.pk}/")


def test_the_list_of_teams_asks_the_same_of_the_database(client):
    client.force_login(staff())
    asked = []
    for count in (1, 29):
        for _n in range(count):
            TeamPhaseFactory(team=SolutionFactory().team)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/ar/members/teams/").status_code == 200
        asked.append(len(queries))

    assert asked == [TEAMS_QUERIES, TEAMS_QUERIES]


def test_each_person_s_standing():
    today = kit.today()
    team = TeamFactory()
    people = {
        "member": ServiceFactory(team=team, person=member(team.province)),
        "eligible": ServiceFactory(team=team),
        "ahead": ServiceFactory(team=team, from_on=today),
    }

    standings = {one.pk: one.standing for one in roster(team, today, staff())["now"]}

    assert {key: standings[one.pk].kind for key, one in people.items()} == {key: key for key in people}
    assert standings[people["ahead"].pk].on > today


def test_without_a_self_assessment_no_day_is_in_sight(team):
    ServiceFactory(team=team)

    assert [one.standing.kind for one in roster(team, kit.today(), staff())["now"]] == ["open"]


def test_phases_four_and_five_run_side_by_side(team):
    four, five = TeamPhaseFactory(team=team), TeamPhaseFactory(team=team)

    rows = timeline([four, five], kit.today())

    assert [row.beside for row in rows] == [(five.phase,), (four.phase,)]
    assert all(row.is_now for row in rows)


def test_completing_the_self_assessment_tells_the_team_once(team):
    leader, mate = lead(team), ServiceFactory(team=team).person

    teams.assess(team=team, on=kit.today(), by=leader)
    teams.assess(team=team, on=kit.today() - ONE_DAY, by=leader)

    team.refresh_from_db()
    assert team.self_assessed_on == kit.today() - ONE_DAY
    assert [notice.person for notice in Notice.objects.filter(key=f"team.assessed:{team.pk}")] == [mate]
    assert AuditEvent.objects.filter(verb="team.assessed").count() == 2


def test_a_day_ahead_is_refused_and_the_form_says_so(client, team):
    client.force_login(lead(team))
    tomorrow = kit.today() + ONE_DAY

    answer = client.post(f"/en/members/teams/{team.pk}/assessment/", {"on": tomorrow.isoformat()})

    team.refresh_from_db()
    assert (answer.status_code, team.self_assessed_on) == (422, None)
    assert "still ahead" in answer.content.decode()


def test_a_phase_is_entered_and_ended_and_not_twice_at_once(client, team):
    client.force_login(lead(team))
    phase = PhaseFactory()
    form = {"phase": phase.pk, "from_on": "٢٠١٣-٠٢-٠٣"}

    first = client.post(f"/ar/members/teams/{team.pk}/phases/new/", form)
    second = client.post(f"/en/members/teams/{team.pk}/phases/new/", form)
    entry = TeamPhase.objects.get()
    client.post(f"/ar/members/teams/phases/{entry.pk}/end/", {"on": "2013-03-01"})

    entry.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 422)
    assert "in this phase at that time already" in second.content.decode()
    assert (entry.from_on, entry.until_on) == (datetime.date(2013, 2, 3), datetime.date(2013, 3, 1))


def test_a_phase_cannot_begin_before_the_team(team):
    with pytest.raises(ValidationError, match="بدأ الفريق"):
        teams.enter_phase(team=team, phase=PhaseFactory(), from_on=team.started_on - ONE_DAY, by=staff())


@pytest.mark.parametrize("verb", ["assess", "enter", "end"])
def test_who_does_not_keep_the_team_changes_nothing(team, verb):
    by, entry = ServiceFactory(team=team).person, TeamPhaseFactory(team=team)
    verbs = {
        "assess": lambda: teams.assess(team=team, on=kit.today(), by=by),
        "enter": lambda: teams.enter_phase(team=team, phase=PhaseFactory(), from_on=kit.today(), by=by),
        "end": lambda: teams.end_phase(entry=entry, on=kit.today(), by=by),
    }

    with pytest.raises(PermissionDenied):
        verbs[verb]()


def test_services_are_confirmed_refused_and_ended_on_the_page(client, team):
    client.force_login(lead(team))
    one, two = ServiceFactory(team=team, confirmed_at=None), ServiceFactory(team=team, confirmed_at=None)

    client.post(f"/ar/members/teams/services/{one.pk}/confirmation/")
    silent = client.post(f"/ar/members/teams/services/{two.pk}/refusal/", {"reason": " "})
    client.post(f"/ar/members/teams/services/{two.pk}/refusal/", {"reason": "Left in spring"})
    client.post(f"/ar/members/teams/services/{one.pk}/end/", {"on": kit.today().isoformat()})
    again = client.post(f"/en/members/teams/services/{two.pk}/confirmation/", follow=True)

    one.refresh_from_db()
    two.refresh_from_db()
    assert silent.status_code == 422
    assert one.confirmed_at is not None
    assert one.until_on == kit.today()
    assert (two.refusal, two.confirmed_at) == ("Left in spring", None)
    assert "answered already" in again.content.decode()


def test_only_who_keeps_the_team_reads_why_a_service_was_refused(client, team):
    leader, mate = lead(team), ServiceFactory(team=team).person
    refused = ServiceFactory(team=team, confirmed_at=None)
    Service.objects.filter(pk=refused.pk).update(
        refused_at=kit.now(), refused_by=leader, refusal="Left in spring"
    )

    shown = []
    for person in (leader, mate):
        client.force_login(person)
        shown.append("Left in spring" in client.get(f"/ar/members/teams/{team.pk}/").content.decode())

    assert shown == [True, False]


@pytest.mark.django_db(transaction=True)
def test_a_phase_entered_twice_at_once_is_entered_once():
    team, phase = TeamFactory(), PhaseFactory()
    by = lead(team)
    enter = lambda: teams.enter_phase(team=team, phase=phase, from_on=kit.today(), by=by)  # noqa: E731

    answers = at_once(enter, enter, held=team)

    assert TeamPhase.objects.count() == 1
    assert sorted(type(answer).__name__ for answer in answers) == ["TeamPhase", "ValidationError"]


def test_who_was_erased_has_no_standing_and_no_button(client, team):
    client.force_login(staff())
    service = ServiceFactory(team=team)
    before = client.get(f"/en/members/teams/{team.pk}/").content.decode()
    User.objects.filter(pk=service.person_id).update(erased_at=kit.now())

    page = client.get(f"/en/members/teams/{team.pk}/").content.decode()

    assert f"services/{service.pk}/end/" in before
    assert f"services/{service.pk}/end/" not in page
    assert "can apply now" not in page
