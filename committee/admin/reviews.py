"""Reviews as staff see them: looked at, handed to a seat, never decided; checklists are theirs to keep."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

import kit
from committee import actions
from committee.models import (
    Checklist,
    ChecklistPoint,
    Review,
    ReviewAnswer,
    ReviewAssignment,
    ReviewMessage,
    Seat,
)
from kit.admin import FullAdmin, HistoryAdmin, KeptAdmin, KeptInline, KeptRows, TabularInline
from kit.admin_verbs import Verb, WithVerbs


class SeatForm(forms.Form):
    seat = forms.ModelChoiceField(Seat.objects.none(), label=_("Seat"))

    def __init__(self, *args, **given):
        super().__init__(*args, **given)
        seats = Seat.objects.open(kit.today()).select_related("province", "representative")
        self.fields["seat"].queryset = seats


class AssignmentInline(KeptInline):
    model = ReviewAssignment
    fields = ["seat", "at", "remind_on", "reminded_at", "lapses_on", "ended_at", "ending", "note", "by"]

    def get_queryset(self, request):
        joined = ("seat__province", "seat__representative", "by")
        return super().get_queryset(request).select_related(*joined)


class AnswerInline(KeptInline):
    model = ReviewAnswer
    fields = ["point", "state", "note"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("point")


class MessageInline(KeptInline):
    model = ReviewMessage
    fields = ["author", "text", "at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author")


@admin.register(Review)
class ReviewAdmin(KeptRows, WithVerbs, HistoryAdmin):
    list_display = [
        "title",
        "kind",
        "province",
        "assigned_to",
        "assigned_at",
        "due_on",
        "outcome",
        "decided_by",
    ]
    list_select_related = ["province", "assigned_to__province", "assigned_to__representative", "decided_by"]
    list_filter = ["kind", "outcome", "province", ("assigned_to", admin.EmptyFieldListFilter)]
    search_fields = ["title_ar", "title_en"]
    date_hierarchy = "requested_at"
    exclude = ["parts"]
    inlines = [AssignmentInline, AnswerInline, MessageInline]
    verbs = {
        "hand": Verb(
            label=_("Hand to another seat"),
            act=lambda review, **given: actions.hand_to(review=review, **given),
            may=lambda user, review: user.is_staff and review.is_waiting,
            form=SeatForm,
            explained=_("Past the turn; its holders are told. Nobody decides on their own province."),
        ),
    }


@admin.register(ReviewAssignment)
class ReviewAssignmentAdmin(KeptAdmin):
    list_display = ["review", "seat", "at", "remind_on", "reminded_at", "lapses_on", "ending"]
    list_select_related = ["review", "seat__province", "seat__representative"]
    list_filter = ["ending", "seat__province"]
    search_fields = ["review__title_ar", "review__title_en", "note"]
    date_hierarchy = "at"


class PointInline(TabularInline):
    model = ChecklistPoint
    fields = ["position", "words_ar", "words_en", "is_required"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not obj.is_used)

    has_add_permission = has_delete_permission = has_change_permission


@admin.register(Checklist)
class ChecklistAdmin(FullAdmin):
    """A version that reviews were asked under stays as it was; another version follows it."""

    list_display = ["kind", "effective_from"]
    list_filter = ["kind"]
    search_fields = ["points__words_ar", "points__words_en"]
    inlines = [PointInline]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not obj.is_used)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not obj.is_used)
