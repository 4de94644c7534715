"""Seats, for staff."""

from django.contrib import admin

from committee.models import Seat
from kit.admin import FullAdmin


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
