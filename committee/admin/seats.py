"""Seats and reviews, for staff."""

from django.contrib import admin

from committee.models import Review, Seat
from kit.admin import FullAdmin, HistoryAdmin


@admin.register(Seat)
class SeatAdmin(FullAdmin):
    list_display = ["province", "representative", "alternate", "since_on", "until_on"]
    list_select_related = ["province", "representative", "alternate"]
    list_filter = ["province", ("until_on", admin.EmptyFieldListFilter)]
    search_fields = [
        "representative__name_ar",
        "alternate__name_ar",
        "province__name_ar",
        "province__name_en",
    ]
    autocomplete_fields = ["province", "representative", "alternate"]


@admin.register(Review)
class ReviewAdmin(HistoryAdmin):
    """To look at, and to hand to another seat: staff never decide."""

    list_display = ["title", "kind", "province", "assigned_to", "due_on", "outcome", "decided_by"]
    list_select_related = ["province", "assigned_to__province", "assigned_to__representative", "decided_by"]
    list_filter = ["kind", "outcome", "province"]
    search_fields = ["title_ar", "title_en"]
    autocomplete_fields = ["assigned_to"]
    fields = [
        "kind",
        "title_ar",
        "title_en",
        "path",
        "province",
        "criterion",
        "version",
        "requested_by",
        "requested_at",
        "assigned_to",
        "due_on",
        "outcome",
        "decided_by",
        "decided_at",
        "comment",
    ]

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name not in ("assigned_to", "due_on")]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
