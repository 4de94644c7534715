"""Editions for staff: the words; state is changed by the desk's verbs alone."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

import kit
from kit.admin import FullAdmin, HistoryAdmin, KeptAdmin, StackedInline
from kit.formats import number
from newsletter.models import Edition, Entry, ReaderImport, ReaderRow

OF_TRANSFER = ["transfer__revision", "transfer__source", "transfer__adopter"]
PROOF = ["name", "consent", "source", "agreed_on"]
BY_VERBS = [
    "review",
    "released_at",
    "send_at",
    "mailing",
    "created_by",
    "created_at",
    "saved_by",
    "saved_at",
]


class EntryInline(StackedInline):
    model = Entry
    fields = [
        "section",
        "position",
        "item",
        "transfer",
        "title_ar",
        "title_en",
        "text_ar",
        "text_en",
        "url",
        "removed_at",
    ]
    readonly_fields = ["removed_at"]
    autocomplete_fields = ["item", "transfer"]
    extra = 0


@admin.register(Edition)
class EditionAdmin(HistoryAdmin):
    list_display = ["number", "month", "province", "shown_state", "released_at", "send_at"]
    list_select_related = ["province", "review"]
    list_filter = ["province", ("released_at", admin.EmptyFieldListFilter)]
    search_fields = ["title_ar", "title_en", "number"]
    date_hierarchy = "month"
    autocomplete_fields = ["province"]
    inlines = [EntryInline]

    @admin.display(description=_("state"))
    def shown_state(self, edition):
        return edition.state.label

    def get_readonly_fields(self, request, obj=None):
        """What was reviewed stays as it was reviewed."""
        words = ["number", "month", "province", "theme", "title_ar", "title_en", "welcome_ar", "welcome_en"]
        return BY_VERBS + (words if obj and not obj.is_open else [])

    def get_inline_instances(self, request, obj=None):
        return super().get_inline_instances(request, obj) if obj is None or obj.is_open else []

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        obj.saves, obj.saved_by, obj.saved_at = obj.saves + 1, request.user, kit.now()  # editors are told
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_open)

    def get_actions(self, request):
        """No deletion of many at once: it would pass by what is released."""
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }


@admin.register(Entry)
class EntryAdmin(FullAdmin):
    """To search and to export; entries are written on their edition."""

    list_display = ["title", "edition", "section", "item", "transfer", "removed_at"]
    list_select_related = ["edition", "item__published_revision", *OF_TRANSFER]
    list_filter = ["section", ("removed_at", admin.EmptyFieldListFilter)]
    search_fields = ["title_ar", "title_en", "text_ar", "text_en"]
    autocomplete_fields = ["item", "transfer"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_import_permission(self, request):
        return False


@admin.register(ReaderImport)
class ReaderImportAdmin(KeptAdmin):
    """Who brought which list, with which proof, and what came of it."""

    list_display = ["name", "source", "agreed_on", "by", "at", "done_at"]
    list_select_related = ["by"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "language"]
    search_fields = ["name", "source", "consent", "by__name_key"]
    date_hierarchy = "at"
    fields = [*PROOF, "language", "by", "at", "confirmed_by", "done_at", "outcome"]

    @admin.display(description=_("result"))
    def outcome(self, kept):
        return " · ".join(
            f"{fate.label}: {number(kept.result[fate])}" for fate in ReaderRow.Fate if fate in kept.result
        )


@admin.register(ReaderRow)
class ReaderRowAdmin(KeptAdmin):
    """Rows of the last thirty days: why an address was or was not subscribed."""

    list_display = ["__str__", "language", "fate", "was", "reader_import"]
    list_select_related = ["reader_import"]
    list_filter = ["fate", "language"]
    search_fields = ["address", "written", "reader_import__name"]
    ordering = ["-reader_import", "number"]
    fields = ["reader_import", "number", "written", "address", "language", "fate", "was"]
