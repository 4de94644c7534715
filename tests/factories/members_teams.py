"""Phases, solutions and holidays for tests."""

import datetime

import factory

import kit
from members.models import Holiday, Phase, Role, Solution, TeamPhase
from tests.factories.members import CriterionFactory, ServiceFactory, TeamFactory


class PhaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Phase

    number = factory.Sequence(lambda n: n + 1)
    name_ar = factory.Sequence(lambda n: f"مرحلة {n}")
    name_en = factory.Sequence(lambda n: f"Phase {n}")


class TeamPhaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TeamPhase

    team = factory.SubFactory(TeamFactory)
    phase = factory.SubFactory(PhaseFactory)
    from_on = datetime.date(2013, 1, 1)


class SolutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Solution

    team = factory.SubFactory(TeamFactory)
    criterion = factory.SubFactory(CriterionFactory)
    title_ar = factory.Sequence(lambda n: f"إجازة البناء {n}")
    title_en = factory.Sequence(lambda n: f"Building permits {n}")
    goal_ar = "اثنا عشر يوماً بدل ثلاثة أشهر"
    goal_en = "Twelve days instead of three months"
    due_on = factory.LazyFunction(lambda: kit.today() + datetime.timedelta(days=90))


class GoalFactory(SolutionFactory):
    """A solution that citizens read."""

    is_public = True


class HolidayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Holiday

    name_ar = "عطلة"
    name_en = "Day off"


def lead(team, **fields):
    """A leader of the team."""
    return ServiceFactory(team=team, role=Role.LEADER, **fields).person


def achieved(**fields):
    return GoalFactory(
        state=Solution.State.ACHIEVED, ended_on=kit.today(), what_came="Nine days now", **fields
    )
