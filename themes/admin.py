"""Themes, their goals and the ideas, for staff; what happens to a theme happens by the verbs."""

from django.contrib import admin

from kit.admin import FullAdmin, KeptAdmin, OutwardAdmin, TabularInline
from themes.models import Goal, Idea, Progress, Proof, Support, Theme


class WhileOpen:
    """What the POCC has been asked about stays as it was put before it; `obj` is the theme, or of it."""

    def has_change_permission(self, request, obj=None):
        theme = getattr(obj, "theme", obj)
        return super().has_change_permission(request, obj) and (theme is None or theme.is_open)

    def has_delete_permission(self, request, obj=None):
        theme = getattr(obj, "theme", obj)
        return super().has_delete_permission(request, obj) and (theme is None or theme.is_open)


class GoalInline(WhileOpen, TabularInline):
    model = Goal
    extra = 0

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and (obj is None or obj.is_open)


@admin.register(Theme)
class ThemeAdmin(OutwardAdmin):
    list_display = ["title", "term", "state"]
    list_select_related = ["term__province"]
    list_filter = ["state"]
    search_fields = ["title_ar", "title_en"]
    autocomplete_fields = ["term"]
    exclude = ["motion", "proposed_by", "closed_at"]
    readonly_fields = ["state"]
    inlines = [GoalInline]


@admin.register(Goal)
class GoalAdmin(WhileOpen, OutwardAdmin):
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


@admin.register(Proof)
class ProofAdmin(KeptAdmin):
    list_display = ["name", "progress", "size", "uploaded_by", "uploaded_at"]
    list_select_related = ["progress", "uploaded_by"]
    search_fields = ["name"]


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
