"""Questions to the network and saved searches for Taqadum staff: looked at; hidden where it must be."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kit import formats
from kit.admin import KeptInline, KeptRows, ModelAdmin, Outward
from library import actions
from library.models import Answer, Phrase, Question, SavedSearch


class Hidden(KeptRows, Outward, ModelAdmin):
    """What may be taken out of sight, and put back."""

    actions = ["hide", "show"]

    @admin.display(description=_("hidden"), boolean=True)
    def is_hidden(self, row):
        return row.hidden_at is not None

    @admin.action(description=_("Hide the chosen ones"), permissions=["view"])
    def hide(self, request, queryset):
        done = actions.hide(rows=queryset, by=request.user)
        count = {"count": formats.number(done)}
        self.message_user(request, ngettext("%(count)s hidden.", "%(count)s hidden.", done) % count)

    @admin.action(description=_("Show the chosen ones again"), permissions=["view"])
    def show(self, request, queryset):
        done = actions.hide(rows=queryset, by=request.user, is_hidden=False)
        count = {"count": formats.number(done)}
        self.message_user(request, ngettext("%(count)s shown again.", "%(count)s shown again.", done) % count)


class AnswerInline(KeptInline):
    model = Answer
    fields = ["at", "author", "text", "is_solution", "hidden_at"]


@admin.register(Question)
class QuestionAdmin(Hidden):
    list_display = ["title", "asker", "criterion", "state", "asked_at", "is_hidden"]
    list_select_related = ["asker", "criterion"]
    list_filter = ["state", ("hidden_at", admin.EmptyFieldListFilter), "criterion"]
    search_fields = ["title", "text", "asker__name_ar"]
    date_hierarchy = "asked_at"
    inlines = [AnswerInline]


@admin.register(Answer)
class AnswerAdmin(Hidden):
    list_display = ["__str__", "question", "author", "at", "is_solution", "is_hidden"]
    list_select_related = ["question", "author"]
    list_filter = ["is_solution", ("hidden_at", admin.EmptyFieldListFilter)]
    search_fields = ["text", "author__name_ar"]
    date_hierarchy = "at"


@admin.register(SavedSearch)
class SavedSearchAdmin(KeptRows, Outward, ModelAdmin):
    list_display = ["name", "person", "rhythm", "is_paused", "looked_at"]
    list_select_related = ["person"]
    list_filter = ["rhythm", "is_paused"]
    search_fields = ["name", "person__name_ar"]


@admin.register(Phrase)
class PhraseAdmin(KeptRows, ModelAdmin):
    """What the search box offers; written by the index alone."""

    list_display = ["shown", "kind", "uses"]
    list_filter = ["kind"]
    search_fields = ["key"]
    fields = ["kind", "shown", "key", "uses"]
