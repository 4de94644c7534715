"""Provinces, criteria, phases and holidays: rows of reference, typed and imported, with their history."""

from django.contrib import admin

from kit.admin import FullAdmin
from members.models import Criterion, Holiday, Phase, Province


@admin.register(Province)
class ProvinceAdmin(FullAdmin):
    list_display = ["code", "name_ar", "name_en", "region", "population"]
    list_filter = ["region"]
    search_fields = ["code", "name_ar", "name_en", "name_ckb"]


@admin.register(Criterion)
class CriterionAdmin(FullAdmin):
    list_display = ["number", "name_ar", "name_en"]
    search_fields = ["name_ar", "name_en"]


@admin.register(Phase)
class PhaseAdmin(FullAdmin):
    list_display = ["number", "name_ar", "name_en"]
    search_fields = ["name_ar", "name_en"]


@admin.register(Holiday)
class HolidayAdmin(FullAdmin):
    list_display = ["on", "name_ar", "name_en", "province", "is_estimated"]
    list_filter = ["province", "is_estimated"]
    search_fields = ["name_ar", "name_en"]
    date_hierarchy = "on"
    autocomplete_fields = ["province"]
