"""The secretary's work as staff see it: rules and meetings, agenda, attendance, minutes, action items."""

from django.contrib import admin

from committee.admin.motions import KeptAdmin
from committee.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Committee,
    Meeting,
    MeetingRule,
    Minutes,
    MinutesRevision,
    Paper,
)
from kit.admin import FullAdmin, ModelAdmin, TabularInline


class ReadInline(TabularInline):
    """What the verbs of the POCC wrote, to be looked at."""

    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Committee)
class CommitteeAdmin(FullAdmin):
    list_display = ["from_on", "name", "parent"]

    def has_delete_permission(self, request, obj=None):
        """Letters and minutes of its days are called by it."""
        return False


@admin.register(MeetingRule)
class MeetingRuleAdmin(FullAdmin):
    list_display = ["effective_from", "week", "weekday", "begins", "minutes", "mode", "place"]


class ItemInline(ReadInline):
    model = AgendaItem
    fields = ["position", "title_ar", "title_en", "minutes", "state", "outcome"]


class AttendanceInline(ReadInline):
    model = Attendance
    fields = ["seat", "status", "person", "recorded_by", "at"]

    def get_queryset(self, request):
        joined = ("seat__province", "seat__representative", "person", "recorded_by")
        return super().get_queryset(request).select_related(*joined)


@admin.register(Meeting)
class MeetingAdmin(KeptAdmin):
    list_display = ["starts_at", "state", "mode", "place", "month", "called_by", "sequence"]
    list_select_related = ["called_by"]
    list_filter = ["state", "mode"]
    search_fields = ["place", "items__title_ar", "items__title_en"]
    date_hierarchy = "starts_at"
    inlines = [ItemInline, AttendanceInline]


@admin.register(ActionItem)
class ActionItemAdmin(FullAdmin):
    list_display = ["text", "owner", "province", "due_on", "done_at", "meeting"]
    list_select_related = ["owner", "province", "meeting"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "province"]
    search_fields = ["text", "owner__name_ar", "owner__name_latin"]
    autocomplete_fields = ["owner", "province", "meeting", "item", "done_by", "added_by"]
    date_hierarchy = "due_on"


@admin.register(AgendaItem)
class AgendaItemAdmin(KeptAdmin):
    list_display = ["title", "meeting", "position", "minutes", "state", "motion"]
    list_select_related = ["meeting", "motion"]
    list_filter = ["state"]
    search_fields = ["title_ar", "title_en", "outcome"]


class LookedAt(ModelAdmin):
    """Without history of its own: written once by the verbs."""

    has_add_permission = has_change_permission = has_delete_permission = lambda self, *given: False


class RevisionInline(ReadInline):
    model = MinutesRevision
    fields = ["number", "text_ar", "text_en", "written_by", "written_at"]


@admin.register(Minutes)
class MinutesAdmin(LookedAt):
    list_display = ["meeting", "begun_at", "approved_at", "approved_by", "approved_in"]
    list_select_related = ["meeting", "approved_by", "approved_in"]
    list_filter = [("approved_at", admin.EmptyFieldListFilter)]
    search_fields = ["revisions__text_ar", "revisions__text_en"]
    inlines = [RevisionInline]


@admin.register(Paper)
class PaperAdmin(LookedAt):
    list_display = ["name", "item", "size", "uploaded_by", "uploaded_at"]
    list_select_related = ["item", "uploaded_by"]
    search_fields = ["name"]
