"""Shared constraints, letters, priorities and picks as staff see them; bodies and laws are theirs to keep."""

from django.contrib import admin

from committee.admin.meetings import ReadInline
from committee.admin.motions import KeptAdmin
from committee.models import Body, Constraint, ConstraintReport, LawVersion, Letter, Pick, Priority
from kit.admin import FullAdmin


@admin.register(Body)
class BodyAdmin(FullAdmin):
    list_display = ["name_ar", "name_en", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name_ar", "name_en"]


@admin.register(LawVersion)
class LawVersionAdmin(FullAdmin):
    list_display = ["name", "in_force_from"]
    search_fields = ["name_ar", "name_en"]


class ReportInline(ReadInline):
    model = ConstraintReport
    fields = ["province", "by", "note", "at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("province", "by")


@admin.register(Constraint)
class ConstraintAdmin(KeptAdmin):
    list_display = ["title", "law", "body", "reported_at", "raised_at", "answered_at", "resolved_at"]
    list_select_related = ["law", "body"]
    list_filter = ["body", ("resolved_at", admin.EmptyFieldListFilter)]
    search_fields = ["title_ar", "title_en", "text", "answer"]
    date_hierarchy = "reported_at"
    inlines = [ReportInline]


@admin.register(Letter)
class LetterAdmin(KeptAdmin):
    list_display = ["reference", "subject", "body", "constraint", "sent_on"]
    list_select_related = ["body", "constraint"]
    list_filter = ["year", "body"]
    search_fields = ["subject_ar", "subject_en"]


@admin.register(Priority)
class PriorityAdmin(FullAdmin):
    list_display = ["rank", "title", "from_on", "until_on", "motion"]
    list_select_related = ["motion"]
    search_fields = ["title_ar", "title_en"]
    autocomplete_fields = ["motion"]


@admin.register(Pick)
class PickAdmin(FullAdmin):
    list_display = ["title", "kind", "province", "picked_by", "picked_at"]
    list_select_related = ["province", "picked_by"]
    list_filter = ["kind", "province"]
    search_fields = ["title_ar", "title_en"]
    autocomplete_fields = ["province", "meeting", "picked_by"]
