"""Two at once: a roster is carried out once, and what somebody writes meanwhile is not written over."""

import pytest
from django.db import connection

from members import actions
from members.actions import rosters
from members.models import AuditEvent, Service, User
from tests.factories.members import ServiceFactory, TeamFactory
from tests.factories.members_accounts import account, lead
from tests.factories.rosters import sheet
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [{"email": "z@babil.example"}, {"name_ar": "حسن علي"}]


@pytest.fixture
def team():
    return TeamFactory()


@pytest.mark.parametrize("order", [1, -1])
def test_two_who_confirm_at_once_carry_it_out_once(team, order):
    first, second = lead(team), lead(team)
    roster = rosters.bring(by=first, team=team, sheet=sheet(*ROWS))
    verbs = [lambda by=by: rosters.confirm(roster=roster, by=by) for by in (first, second)][::order]

    answers = at_once(*verbs, held=roster)

    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert [type(one) for one in refused] == [rosters.NotShown], answers
    assert Service.objects.filter(role="criterion").count() == 2
    assert AuditEvent.objects.filter(verb="roster.confirmed").count() == 1


def test_confirming_and_throwing_away_at_once_are_one_of_the_two(team):
    me = lead(team)
    roster = rosters.bring(by=me, team=team, sheet=sheet(*ROWS))

    answers = at_once(
        lambda: rosters.confirm(roster=roster, by=me),
        lambda: rosters.discard(roster=roster, by=me),
        held=roster,
    )

    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert len(refused) == 1, answers
    done = Service.objects.filter(role="criterion").count()
    assert done == (2 if AuditEvent.objects.filter(verb="roster.confirmed").exists() else 0)


def test_two_sheets_with_one_new_person_make_one_person(team):
    me = lead(team)
    both = [rosters.bring(by=me, team=team, sheet=sheet(ROWS[0])) for _ in range(2)]
    others = [lead(team), lead(team)]

    answers = at_once(
        *(
            lambda roster=roster, by=by: rosters.confirm(roster=roster, by=by)
            for roster, by in zip(both, others, strict=True)
        ),
        held=team,
    )

    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert User.objects.filter(email="z@babil.example").count() == 1
    assert sorted(str(answer.result) for answer in answers) == ["{'new_person': 1}", "{}"]
    assert [answer.rows.shifted().count() for answer in answers].count(1) == 1


def test_a_service_declared_meanwhile_is_seen_and_not_written_twice(team):
    me, person = lead(team), account(email="z@babil.example", name_ar="زينب كاظم")
    ServiceFactory(person=person, team=team, role="posc")
    roster = rosters.bring(by=me, team=team, sheet=sheet(ROWS[0]))
    words = {"person": person, "team": team, "role": "criterion", "from_on": "2024-01-01"}

    answers = at_once(
        lambda: rosters.confirm(roster=roster, by=me), lambda: actions.declare(**words), held=person
    )

    assert Service.objects.filter(person=person, role="criterion").count() == 1, answers
    assert connection.is_usable()
