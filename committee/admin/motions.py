"""Motions, ballots and voting rules as staff see them: staff write rules, and never vote."""

from django.contrib import admin

from committee.models import Ballot, Motion, MotionLetter, PolicyDecision, RuleDecision, VotingRule
from kit.admin import HistoryAdmin, KeptInline, KeptRows, OutwardAdmin


class KeptAdmin(KeptRows, HistoryAdmin):
    """What the verbs of the POCC write: looked at, with its history, never changed by hand."""


@admin.register(VotingRule)
class VotingRuleAdmin(OutwardAdmin):
    """Staff write the first rules; once a motion was decided, another version needs a carried motion."""

    list_display = ["effective_from", "kinds", "quorum_type", "majority_type", "days_open"]
    list_filter = ["quorum_type", "majority_type"]
    search_fields = ["words_ar", "words_en"]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Motion.objects.decided().exists()

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not obj.is_used)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not obj.is_used)


class BallotInline(KeptInline):
    model = Ballot
    fields = readonly_fields = ["seat", "choice", "reason", "cast_by", "is_by_alternate", "channel", "at"]

    def get_queryset(self, request):
        return (
            super().get_queryset(request).select_related("seat__province", "seat__representative", "cast_by")
        )


class LetterInline(KeptInline):
    model = MotionLetter
    fields = readonly_fields = ["seat", "kind", "at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("seat__province", "seat__representative")


@admin.register(Motion)
class MotionAdmin(KeptAdmin):
    list_display = ["title", "kind", "province", "proposer", "opens_at", "closes_at", "outcome", "reason"]
    list_select_related = ["province", "proposer"]
    list_filter = ["kind", "outcome", "province"]
    search_fields = ["title_ar", "title_en", "text_ar", "text_en"]
    date_hierarchy = "opens_at"
    inlines = [BallotInline, LetterInline]


@admin.register(Ballot)
class BallotAdmin(KeptAdmin):
    list_display = ["motion", "seat", "choice", "cast_by", "is_by_alternate", "channel", "at"]
    list_select_related = ["motion", "seat__province", "seat__representative", "cast_by"]
    list_filter = ["choice", "channel", "is_by_alternate"]
    search_fields = ["motion__title_ar", "motion__title_en", "cast_by__name_ar"]


@admin.register(PolicyDecision)
class PolicyDecisionAdmin(KeptAdmin):
    list_display = ["motion", "effective_from", "minimum_months", "policy"]
    list_select_related = ["motion", "policy"]


@admin.register(RuleDecision)
class RuleDecisionAdmin(KeptAdmin):
    list_display = ["motion", "effective_from", "quorum_type", "majority_type", "rule"]
    list_select_related = ["motion", "rule"]
