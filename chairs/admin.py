"""Terms, orders and swaps, for staff; what happens to them happens by the verbs."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from chairs.models import CalendarAddress, DutyDone, HandOver, OrderPlace, RotationOrder, Swap, Term
from kit.admin import HistoryAdmin, KeptAdmin, KeptInline, KeptRows, OutwardAdmin


@admin.register(Term)
class TermAdmin(OutwardAdmin):
    """Orders, swaps and the desk move terms and name editors; here staff give them a coach."""

    list_display = ["quarter", "province", "state", "coach"]
    list_select_related = ["province", "coach"]
    list_filter = ["state", "province"]
    search_fields = ["quarter", "province__name_ar", "province__name_en"]
    autocomplete_fields = ["coach"]
    fields = ["quarter", "province", "state", "why", "editors", "coach"]
    readonly_fields = ["quarter", "province", "state", "why", "editors"]

    @admin.display(description=_("reason for skipping"))
    def why(self, term):
        return term.why_skipped or None

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class PlaceInline(KeptInline):
    model = OrderPlace
    fields = ["position", "province"]


@admin.register(RotationOrder)
class RotationOrderAdmin(KeptRows, HistoryAdmin):
    list_display = ["from_quarter", "motion", "set_at"]
    list_select_related = ["motion"]
    search_fields = ["from_quarter", "motion__title_ar", "motion__title_en"]
    inlines = [PlaceInline]


@admin.register(Swap)
class SwapAdmin(KeptRows, HistoryAdmin):
    list_display = ["province", "quarter", "other", "other_quarter", "asked_at", "confirmed_at", "ending"]
    list_select_related = ["province", "other"]
    list_filter = ["ending"]
    search_fields = ["province__name_ar", "province__name_en", "other__name_ar", "other__name_en"]


@admin.register(DutyDone)
class DutyDoneAdmin(KeptRows, HistoryAdmin):
    list_display = ["term", "duty", "note", "by", "at"]
    list_select_related = ["term__province", "by"]
    list_filter = ["duty"]
    search_fields = ["note"]


@admin.register(HandOver)
class HandOverAdmin(KeptRows, HistoryAdmin):
    list_display = ["term", "by", "at", "received_by", "received_at"]
    list_select_related = ["term__province", "by", "received_by"]
    search_fields = ["notes"]


@admin.register(CalendarAddress)
class CalendarAddressAdmin(KeptAdmin):
    """Who has an address, and since when; never the address itself."""

    list_display = ["person", "made_at"]
    list_select_related = ["person"]
    search_fields = ["person__name_ar", "person__name_latin"]
    exclude = ["key"]
