"""Themes and goals for tests."""

import datetime

import factory
from django.core.files.uploadedfile import SimpleUploadedFile

from kit.files import inspect, store
from tests.factories.chairs import TermFactory
from tests.factories.members import staff
from themes.actions import proofs
from themes.models import Goal, Progress, Theme


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme

    term = factory.SubFactory(TermFactory)
    title_ar = factory.Sequence(lambda n: f"محور {n}")
    title_en = factory.Sequence(lambda n: f"Theme {n}")
    state = Theme.State.ACTIVE


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    theme = factory.SubFactory(ThemeFactory)
    statement_ar = "هدف"
    statement_en = "A goal"
    unit_ar = "وحدة"
    unit_en = "unit"
    target = 100
    due_on = datetime.date(2026, 12, 31)


def proof(**fields):
    """A file that proves a value of a goal."""
    intake = inspect(SimpleUploadedFile("كشف.txt", "سبعة نظم".encode()))
    return proofs.keep(ProgressFactory(**fields), intake, store(intake), staff())


class ProgressFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Progress

    goal = factory.SubFactory(GoalFactory)
    on = datetime.date(2026, 11, 1)
    value = 40
