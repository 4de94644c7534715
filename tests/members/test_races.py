"""Two at once: one decision, one telling, one answer, one newcomer, one application."""

import datetime

import pytest
from django.core.exceptions import ValidationError

import kit
from members import actions
from members.actions import invitations
from members.models import (
    Application,
    Eligibility,
    Invitation,
    MembershipPolicy,
    Notice,
    Role,
    Service,
    Step,
)
from tests.factories.committee import SeatFactory
from tests.factories.members import ServiceFactory, TeamFactory, member, staff, waiting
from tests.factories.members_accounts import InvitationFactory, account
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
DAY = datetime.date(2014, 1, 1)


def representative():
    """A member who holds the open seat of their province."""
    person = member()
    SeatFactory(province=person.services.get().team.province, representative=person)
    return person


@pytest.fixture
def applicant():
    """Somebody who meets every condition."""
    return ServiceFactory(person=account()).person


@pytest.fixture
def application(applicant):
    return waiting(applicant, applicant.services.get().team.province, submitted_at=kit.now())


def only_one(answers, kind):
    """Exactly one verb succeeded; the other was told that somebody was faster."""
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert [type(one) for one in refused] == [kind], answers


@pytest.mark.parametrize("order", [1, -1])
def test_two_who_decide_at_once_come_to_one_decision(application, order):
    first, second = representative(), representative()
    verbs = [
        lambda: actions.approve(application=application, by=first),
        lambda: actions.decline(application=application, by=second, text="Not yet."),
    ][::order]

    answers = at_once(*verbs, held=application)

    only_one(answers, actions.AlreadyDecided)
    decided = Application.objects.get(pk=application.pk)
    assert decided.steps.filter(kind__in=[Step.Kind.APPROVED, Step.Kind.DECLINED]).get().kind == decided.state
    assert Notice.objects.filter(person=application.person).count() == 1


def test_asking_and_approving_at_once_leave_one_step(application):
    first, second = representative(), representative()
    answers = at_once(
        lambda: actions.ask_for_more(application=application, by=first, text="Since when?"),
        lambda: actions.approve(application=application, by=second),
        held=application,
    )

    only_one(answers, actions.AlreadyDecided)
    assert application.steps.count() == 1


def test_an_application_handed_in_twice_at_once_is_one(applicant):
    submit = lambda: actions.submit(person=applicant, note="Please.")  # noqa: E731
    answers = at_once(submit, submit, held=applicant)

    only_one(answers, actions.AlreadyDecided)
    assert applicant.applications.get().steps.count() == 1


def test_the_daily_run_twice_at_once_finds_and_tells_once(applicant):
    holder = representative()
    province = applicant.services.get().team.province
    SeatFactory(province=province, representative=holder)
    today = kit.today()
    policy = MembershipPolicy.objects.in_force(today)

    answers = at_once(*[lambda: actions.find_eligible(on=today)] * 2, held=policy)

    assert sorted(answers) == [0, 1]
    assert Eligibility.objects.get().person == applicant
    assert Notice.objects.filter(person=applicant, key="eligible").count() == 1
    assert Notice.objects.filter(person=holder, key__startswith="eligible:").count() == 1


@pytest.mark.parametrize("order", [1, -1])
def test_two_who_answer_for_a_service_at_once_give_one_answer(order):
    service = ServiceFactory(confirmed_at=None)
    lead = ServiceFactory(team=service.team, role=Role.LEADER).person
    helper = staff()
    verbs = [
        lambda: actions.confirm(service=service, by=lead),
        lambda: actions.refuse(service=service, by=helper, reason="Another team."),
    ][::order]

    answers = at_once(*verbs, held=service)

    only_one(answers, actions.AlreadyAnswered)
    kept = Service.objects.get(pk=service.pk)
    assert (kept.confirmed_at is None) != (kept.refused_at is None)
    assert Notice.objects.filter(person=service.person).count() == 1


def test_an_invitation_accepted_twice_at_once_declares_one_service():
    lead = ServiceFactory(role=Role.LEADER, person=account())
    guest = account(email="guest@province.example")
    invitation = invitations.invite(by=lead.person, email=guest.email, team=lead.team, role=Role.CRITERION)
    accept = lambda: invitations.accept(invitation=invitation, person=guest)  # noqa: E731

    answers = at_once(accept, accept, held=invitation)

    only_one(answers, invitations.NotOpen)
    assert guest.services.get().confirmed_by == lead.person


def test_two_invitations_at_once_do_not_pass_the_limit_of_a_day_together():
    helper = staff()
    InvitationFactory.create_batch(invitations.MOST_A_DAY - 1, invited_by=helper, team=TeamFactory())
    verbs = [
        lambda name=name: invitations.invite(by=helper, email=f"{name}@province.example")
        for name in ("first", "second")
    ]

    answers = at_once(*verbs, held=helper)

    only_one(answers, invitations.TooMany)
    assert Invitation.objects.count() == invitations.MOST_A_DAY


def test_a_service_declared_twice_at_once_is_one():
    person, team = account(), TeamFactory()
    declare = lambda: actions.declare(person=person, team=team, role=Role.POSC, from_on=DAY)  # noqa: E731
    answers = at_once(declare, declare, held=person)

    only_one(answers, ValidationError)
    assert person.services.count() == 1
