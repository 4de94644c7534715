"""Terms, for staff."""

from django.contrib import admin

from chairs.models import Term
from kit.admin import FullAdmin


@admin.register(Term)
class TermAdmin(FullAdmin):
    list_display = ["quarter", "province", "state"]
    list_select_related = ["province"]
    list_filter = ["state", "province"]
    search_fields = ["quarter", "province__name_ar", "province__name_en"]
    autocomplete_fields = ["province", "editors"]
