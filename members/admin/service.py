"""Service in teams: declared by people or typed by staff, confirmed or refused by verbs, one or many."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kit.admin import OutwardAdmin
from kit.admin_verbs import ReasonForm, Verb, WithVerbs
from members import actions, rules
from members.admin.filters import MatchedPeople, Province, ServiceState
from members.admin.refusals import REFUSALS
from members.admin.teams import DayForm
from members.models import Service


class ReasonBeside(ActionForm):
    """The line above a list: an action, and the reason for it where it needs one."""

    reason = forms.CharField(
        label=_("Reason:"), required=False, max_length=200, widget=forms.TextInput({"dir": "auto"})
    )


def reason_of(request):
    """The reason written beside an action; where it is missing, staff are told that nothing was done."""
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.error(request, gettext("Write the reason beside the action. Nothing was changed."))
    return reason


@admin.register(Service)
class ServiceAdmin(MatchedPeople, WithVerbs, OutwardAdmin):
    list_display = ["person", "team", "role", "from_on", "until_on", "confirmed_at", "refused_at"]
    list_select_related = ["person", "team__province"]
    list_filter = [ServiceState, "role", Province.of("team__province"), "team"]
    search_fields = ["team__name_ar", "team__name_en"]
    person_field = "person"
    autocomplete_fields = ["person", "team", "criteria"]
    action_form = ReasonBeside
    actions = ["confirm", "refuse"]
    refusals = REFUSALS
    verbs = {
        "confirm": Verb(
            label=_("Confirm"),
            act=lambda service, **words: actions.confirm(service=service, **words),
            may=rules.may_answer_service,
            explained=_("The service counts from now on, and the person is told."),
        ),
        "refuse": Verb(
            label=_("Refuse"),
            act=lambda service, **words: actions.refuse(service=service, **words),
            may=rules.may_answer_service,
            form=ReasonForm,
            explained=_("The person reads the reason; the service counts for nothing."),
            is_grave=True,
        ),
        "end": Verb(
            label=_("Service ended"),
            act=lambda service, **words: actions.end(service=service, **words),
            may=rules.may_end_service,
            form=DayForm,
        ),
    }

    def get_readonly_fields(self, request, obj=None):
        kept = ["confirmed_at", "confirmed_by", "refused_at", "refused_by", "refusal"]
        return kept if obj is None else ["person", "team", *kept]

    def has_change_permission(self, request, obj=None):
        """Nobody writes their own service; what was refused stays as it was read."""
        is_theirs = obj is not None and (obj.person_id == request.user.pk or obj.refused_at is not None)
        return super().has_change_permission(request, obj) and not is_theirs

    def has_delete_permission(self, request, obj=None):
        """What has counted for membership ends on a day; only a slip nobody has answered goes away."""
        may = super().has_delete_permission(request, obj)
        return may and obj is not None and obj.is_waiting and obj.person_id != request.user.pk

    @admin.action(description=_("Confirm the chosen services"), permissions=["change"])
    def confirm(self, request, queryset):
        self.do_to_all(request, queryset, "confirm")

    @admin.action(description=_("Refuse the chosen services, with a reason"), permissions=["change"])
    def refuse(self, request, queryset):
        if reason := reason_of(request):
            self.do_to_all(request, queryset, "refuse", reason=reason)
