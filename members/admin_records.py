"""The records of membership as staff see them: what verbs have written is read here, not typed."""

from django.contrib import admin

from kit.admin import FullAdmin, ModelAdmin, TabularInline
from members.models import (
    Application,
    Block,
    Channel,
    Eligibility,
    Holiday,
    Invitation,
    MembershipPolicy,
    Message,
    MessageReport,
    Notice,
    Phase,
    Profile,
    RosterImport,
    Solution,
    Step,
    Suspension,
    TeamPhase,
)


class KeptAdmin(ModelAdmin):
    """Rows that the verbs of the portal write: looked at, never changed by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Holiday)
class HolidayAdmin(FullAdmin):
    list_display = ["on", "name_ar", "name_en", "province", "is_estimated"]
    list_filter = ["province", "is_estimated"]
    search_fields = ["name_ar", "name_en"]
    date_hierarchy = "on"
    autocomplete_fields = ["province"]


@admin.register(Phase)
class PhaseAdmin(FullAdmin):
    list_display = ["number", "name_ar", "name_en"]
    search_fields = ["name_ar", "name_en"]


@admin.register(TeamPhase)
class TeamPhaseAdmin(FullAdmin):
    list_display = ["team", "phase", "from_on", "until_on"]
    list_select_related = ["team", "phase"]
    list_filter = ["phase", "team__province"]
    autocomplete_fields = ["team", "phase"]


@admin.register(Solution)
class SolutionAdmin(FullAdmin):
    list_display = ["title_ar", "team", "criterion", "state", "due_on", "is_public"]
    list_select_related = ["team", "criterion"]
    list_filter = ["state", "is_public", "criterion", "team__province"]
    search_fields = ["title_ar", "title_en"]
    autocomplete_fields = ["team", "criterion"]


@admin.register(MembershipPolicy)
class MembershipPolicyAdmin(KeptAdmin):
    """The POCC determines the policy; staff read its versions."""

    list_display = ["effective_from", "minimum_months", "needs_self_assessment"]


class StepInline(TabularInline):
    model = Step
    fields = readonly_fields = ["at", "kind", "by", "policy", "text"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Application)
class ApplicationAdmin(KeptAdmin):
    list_display = ["person", "province", "state", "submitted_at", "member_since", "decided_by"]
    list_select_related = ["person", "province", "decided_by"]
    list_filter = ["state", "province", "policy"]
    search_fields = ["person__name_ar", "person__name_latin", "person__name_key"]
    inlines = [StepInline]


@admin.register(Suspension)
class SuspensionAdmin(KeptAdmin):
    list_display = ["person", "from_on", "until_on", "imposed_by", "lifted_by"]
    list_select_related = ["person", "imposed_by", "lifted_by"]
    search_fields = ["person__name_ar", "person__name_latin", "person__name_key"]


@admin.register(Eligibility)
class EligibilityAdmin(KeptAdmin):
    list_display = ["person", "since_on", "found_at", "policy"]
    list_select_related = ["person", "policy"]
    search_fields = ["person__name_ar", "person__name_latin", "person__name_key"]


@admin.register(Profile)
class ProfileAdmin(FullAdmin):
    list_display = ["person", "is_listed"]
    list_select_related = ["person"]
    list_filter = ["is_listed"]
    search_fields = ["person__name_ar", "person__name_latin", "person__name_key"]
    autocomplete_fields = ["person"]


@admin.register(Channel)
class ChannelAdmin(KeptAdmin):
    """Whose channels there are; numbers and addresses stay with their owners."""

    list_display = ["person", "kind", "visibility"]
    list_select_related = ["person"]
    list_filter = ["kind", "visibility"]
    exclude = ["value"]


@admin.register(Invitation)
class InvitationAdmin(KeptAdmin):
    list_display = ["email", "team", "invited_by", "at", "expires_at", "accepted_at"]
    list_select_related = ["team", "invited_by"]
    search_fields = ["email", "name"]


@admin.register(RosterImport)
class RosterImportAdmin(KeptAdmin):
    list_display = ["name", "by", "at", "confirmed_at"]
    list_select_related = ["by"]


@admin.register(Notice)
class NoticeAdmin(KeptAdmin):
    list_display = ["title", "person", "at", "read_at", "mailed_at"]
    list_select_related = ["person"]
    search_fields = ["person__name_ar", "person__name_latin", "person__name_key"]


@admin.register(Message)
class MessageAdmin(KeptAdmin):
    """That people wrote to each other; their words are theirs alone."""

    list_display = ["at", "sender", "recipient", "read_at"]
    list_select_related = ["sender", "recipient"]
    exclude = ["body", "form_key"]


@admin.register(MessageReport)
class MessageReportAdmin(KeptAdmin):
    """Reports are answered at their own desk, where the reported words stand."""


@admin.register(Block)
class BlockAdmin(KeptAdmin):
    list_display = ["person", "blocked", "at"]
    list_select_related = ["person", "blocked"]
