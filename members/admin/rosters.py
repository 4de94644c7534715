"""Rosters that were brought, and the fate of each of their rows: read here, written by the verbs."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kit.admin import KeptAdmin
from kit.formats import number
from members.models import RosterImport, RosterRow
from members.rosters import reasons


@admin.register(RosterImport)
class RosterImportAdmin(KeptAdmin):
    """Who brought which sheet, when, and what came of it."""

    list_display = ["name", "team", "by", "at", "confirmed_at", "done_at"]
    list_select_related = ["by", "team"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "team__province"]
    search_fields = ["name", "by__name_key"]
    date_hierarchy = "at"
    fields = ["name", "team", "by", "at", "judged_at", "confirmed_by", "confirmed_at", "done_at", "outcome"]

    @admin.display(description=_("result"))
    def outcome(self, roster):
        return " · ".join(
            f"{fate.label}: {number(roster.result[fate])}" for fate in RosterRow.Fate if fate in roster.result
        )


@admin.register(RosterRow)
class RosterRowAdmin(KeptAdmin):
    """Rows of all rosters: where a person's service came from."""

    list_display = ["name", "number", "fate", "because", "roster", "person"]
    list_select_related = ["roster", "person"]
    list_filter = ["fate", "roster__team__province"]
    search_fields = ["person__name_key", "roster__name"]
    ordering = ["-roster", "number"]
    fields = ["roster", "number", "name", "fate", "was", "because", "person", "written"]

    @admin.display(description=_("name"))
    def name(self, row):
        return format_html("<bdi>{}</bdi>", row.name)

    @admin.display(description=_("reason"))
    def because(self, row):
        return reasons.because(row)

    @admin.display(description=_("words"))
    def written(self, row):
        return format_html("<bdi>{}</bdi>", " · ".join(word for word in row.words.values() if word))
