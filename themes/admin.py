"""Themes, their goals and the ideas, for staff; what happens to a theme happens by the verbs."""

from django.contrib import admin

from kit.admin import FullAdmin, TabularInline
from themes.models import Goal, Idea, Progress, Support, Theme


class GoalInline(TabularInline):
    model = Goal
    extra = 0


@admin.register(Theme)
class ThemeAdmin(FullAdmin):
    list_display = ["title", "term", "state"]
    list_select_related = ["term__province"]
    list_filter = ["state"]
    search_fields = ["title_ar", "title_en"]
    autocomplete_fields = ["term"]
    exclude = ["motion", "proposed_by", "closed_at"]
    inlines = [GoalInline]


@admin.register(Goal)
class GoalAdmin(FullAdmin):
    list_display = ["statement", "theme", "target", "due_on", "outcome"]
    list_select_related = ["theme"]
    search_fields = ["statement_ar", "statement_en"]
    autocomplete_fields = ["theme"]


@admin.register(Progress)
class ProgressAdmin(FullAdmin):
    list_display = ["goal", "on", "value"]
    list_select_related = ["goal"]
    search_fields = ["goal__statement_ar", "goal__statement_en"]
    autocomplete_fields = ["goal"]
    exclude = ["reported_by"]


class SupportInline(TabularInline):
    model = Support
    autocomplete_fields = ["person"]


@admin.register(Idea)
class IdeaAdmin(FullAdmin):
    list_display = ["title", "goal", "proposed_by", "at"]
    list_select_related = ["proposed_by"]
    search_fields = ["title_ar", "title_en"]
    exclude = ["proposed_by"]
    inlines = [SupportInline]
