"""OSTP teams, the phases they were in, and their solutions."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

import kit
from kit.admin import OutwardAdmin, TabularInline
from kit.admin_verbs import Verb, WithVerbs
from kit.digits import DateField
from kit.formats import number
from members import rules
from members.actions import solutions, teams
from members.admin.refusals import REFUSALS
from members.models import Solution, Team, TeamPhase


class DayForm(forms.Form):
    on = DateField(label=_("Day"), initial=kit.today)


class EndForm(DayForm):
    """Achieved or stopped, on a day, and what came of it."""

    state = forms.ChoiceField(
        label=_("state"),
        choices=[(state.value, state.label) for state in (Solution.State.ACHIEVED, Solution.State.STOPPED)],
    )
    what_came = forms.CharField(
        label=_("what came of it"),
        widget=forms.Textarea({"rows": 3, "dir": "auto", "class": "vLargeTextField"}),
    )


class PhaseInline(TabularInline):
    model = TeamPhase
    fields = ["phase", "from_on", "until_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("team", "phase")


@admin.register(Team)
class TeamAdmin(WithVerbs, OutwardAdmin):
    list_display = [
        "province",
        "names",
        "phases_now",
        "self_assessed_on",
        "people",
        "waiting",
        "open_solutions",
        "late_solutions",
    ]
    list_display_links = ["province", "names"]
    list_filter = ["province", ("self_assessed_on", admin.EmptyFieldListFilter)]
    search_fields = ["name_ar", "name_en", "province__name_ar", "province__name_en"]
    autocomplete_fields = ["province"]
    inlines = [PhaseInline]
    refusals = REFUSALS
    verbs = {
        "assessed": Verb(
            label=_("Self-assessment completed"),
            act=lambda team, **words: teams.assess(team=team, **words),
            may=rules.may_keep_team,
            form=DayForm,
            explained=_("Everybody who serves in the team is told once that this condition is met."),
        )
    }

    def get_queryset(self, request):
        on = kit.today()
        return super().get_queryset(request).select_related("province").with_counts(on).with_phases(on)

    def get_readonly_fields(self, request, obj=None):
        return ["self_assessed_on"]

    @admin.display(description=_("OSTP team"), ordering="name_ar")
    def names(self, team):
        return team.name

    @admin.display(description=_("phases now"))
    def phases_now(self, team):
        return " · ".join(number(entry.phase.number) for entry in team.phases_now) or None

    @admin.display(description=_("people"), ordering="people")
    def people(self, team):
        return number(team.people)

    @admin.display(description=_("waiting"), ordering="waiting")
    def waiting(self, team):
        return number(team.waiting)

    @admin.display(description=_("open solutions"), ordering="open_solutions")
    def open_solutions(self, team):
        return number(team.open_solutions)

    @admin.display(description=_("late"), ordering="late_solutions")
    def late_solutions(self, team):
        return number(team.late_solutions)


@admin.register(TeamPhase)
class TeamPhaseAdmin(OutwardAdmin):
    list_display = ["team", "phase", "from_on", "until_on"]
    list_select_related = ["team", "phase"]
    list_filter = ["phase", "team__province"]
    autocomplete_fields = ["team", "phase"]


def _finish(solution, **words):
    solutions.finish(solution=solution, version=solutions.version_of(solution), **words)


@admin.register(Solution)
class SolutionAdmin(WithVerbs, OutwardAdmin):
    """Its words and days are typed here; that it ended comes by a verb, which tells who follows it."""

    list_display = ["title_ar", "team", "criterion", "state", "due_on", "is_public"]
    list_select_related = ["team", "criterion"]
    list_filter = ["state", "is_public", "criterion", "team__province"]
    search_fields = ["title_ar", "title_en"]
    autocomplete_fields = ["team", "criterion"]
    readonly_fields = ["state", "ended_on", "what_came"]
    refusals = REFUSALS
    verbs = {
        "end": Verb(
            label=_("Achieved or stopped"),
            act=_finish,
            may=lambda user, solution: solution.is_open and rules.may_keep_team(user, solution.team),
            form=EndForm,
        ),
        "reopen": Verb(
            label=_("It goes on"),
            act=lambda solution, **words: solutions.reopen(solution=solution, **words),
            may=lambda user, solution: not solution.is_open and rules.may_keep_team(user, solution.team),
        ),
    }
