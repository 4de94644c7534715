"""Series of learning for Taqadum staff: arranged here or on the pages, sent by the daily task."""

from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from kit import formats
from kit.admin import KeptInline, OutwardAdmin, TabularInline
from library.models import Series, SeriesStep


class WaitingInline(TabularInline):
    """The queue, in order of position."""

    model = SeriesStep
    verbose_name_plural = _("steps that come")
    fields = ["position", "item"]
    autocomplete_fields = ["item"]

    def get_queryset(self, request):
        return super().get_queryset(request).waiting().select_related("item__published_revision")


class DoneInline(KeptInline):
    """What came, and what was left out because its item was withdrawn."""

    model = SeriesStep
    verbose_name_plural = _("steps that came or were left out")
    fields = ["position", "item", "due_on", "came_at", "skipped_at"]
    readonly_fields = fields

    def get_queryset(self, request):
        done = super().get_queryset(request).exclude(due_on=None, skipped_at=None)
        return done.select_related("item__published_revision")


@admin.register(Series)
class SeriesAdmin(OutwardAdmin):
    list_display = ["shown_title", "starts_on", "every_weeks", "came", "comes", "paused_at", "ended_on"]
    list_filter = [("ended_on", admin.EmptyFieldListFilter), ("paused_at", admin.EmptyFieldListFilter)]
    search_fields = ["title_ar", "title_en"]
    date_hierarchy = "starts_on"
    fields = [
        "title_ar",
        "title_en",
        "about_ar",
        "about_en",
        "starts_on",
        "every_weeks",
        "paused_at",
        "ended_on",
    ]
    inlines = [WaitingInline, DoneInline]

    def get_queryset(self, request):
        came = Count("steps", filter=Q(steps__due_on__isnull=False))
        comes = Count("steps", filter=Q(steps__due_on=None, steps__skipped_at=None))
        return super().get_queryset(request).annotate(came_count=came, comes_count=comes)

    @admin.display(description=_("title"), ordering="title_ar")
    def shown_title(self, series):
        return str(series)

    @admin.display(description=_("steps that came"))
    def came(self, series):
        return formats.number(series.came_count)

    @admin.display(description=_("steps that come"))
    def comes(self, series):
        return formats.number(series.comes_count)

    def save_model(self, request, series, form, change):
        if not change:
            series.created_by = request.user
        super().save_model(request, series, form, change)

    def has_delete_permission(self, request, obj=None):
        """What has come stays; a series ends by its day."""
        came = obj is not None and obj.steps.came().exists()
        return not came and super().has_delete_permission(request, obj)

    def get_actions(self, request):
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }
